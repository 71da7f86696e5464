"""Branches, the people in them, their standings and posts over time."""
