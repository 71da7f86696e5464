"""Mutual inspection (互查): rounds, their check sheets, and findings that become issues."""
