"""The chores of `dev.py`, with the standard library alone: they run before anything is installed."""
