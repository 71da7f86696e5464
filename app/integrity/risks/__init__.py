"""Risk points and their yearly reassessment."""
