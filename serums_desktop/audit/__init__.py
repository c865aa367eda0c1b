"""Evidence of access. The keeper moves in here; nothing claims evidence before it does."""
