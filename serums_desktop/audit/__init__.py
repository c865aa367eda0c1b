"""Evidence of access: a journal that cannot be changed unnoticed, its keeper, and who checks it."""
