"""Lanes for background work, cancel tokens and retry."""
