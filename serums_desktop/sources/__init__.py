"""Records from outside, turned into clinical entries."""
