"""Who is at the keyboard: smartcards, tokens and the release of keys."""
