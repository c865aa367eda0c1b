"""Use cases, one per file; `ports` names what they need of the outside."""
