"""Numbers from device series."""
