"""One coordinator per screen: intent, use case, state. No painting here."""
