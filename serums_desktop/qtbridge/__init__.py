"""The one bridge between background work and Qt."""
