"""Dues (党费): what each member owes a month, what was paid, and that it was made public."""
