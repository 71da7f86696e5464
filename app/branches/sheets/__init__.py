"""Dated records that a branch keeps of its people and of itself: one way to write, correct, delete and restore them."""
