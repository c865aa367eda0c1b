"""What may be wrong with this workstation: one check a file, each with its cause, none with a secret."""
