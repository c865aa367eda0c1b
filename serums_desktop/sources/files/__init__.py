"""Files that somebody brings: one module a format, all of them known to `formats`, parsed at a distance."""
