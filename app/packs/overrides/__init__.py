"""The numbers of the packs, and how a branch sets them otherwise with a written basis."""
