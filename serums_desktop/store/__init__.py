"""The encrypted offline cache."""
