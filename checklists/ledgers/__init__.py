"""The ledgers branches keep: their columns, and a tolerant reader for sheets as people really write them."""
