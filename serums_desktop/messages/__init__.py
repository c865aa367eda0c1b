"""Errors and codes become sentences here, and nowhere else."""
