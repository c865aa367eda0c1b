"""How a vault of one version becomes one of another.

A migration knows the two versions it stands between and nothing of today's: it has its own table definitions
and its own packing, so that what it does stays the same for as long as there are such files.
"""
