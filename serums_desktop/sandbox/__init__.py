"""Model hospitals for demonstration, training and tests: a peer, not a part."""
