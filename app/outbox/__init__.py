"""Notices, letters and their attempts: the store behind reminders."""
