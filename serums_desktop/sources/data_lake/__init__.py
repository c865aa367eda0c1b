"""A hospital's part of a SERUMS data lake, turned into clinical entries."""
