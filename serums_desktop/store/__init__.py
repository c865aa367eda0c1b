"""The encrypted offline cache: one index and one file per patient, each under a key of its own."""
