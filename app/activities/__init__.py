"""Meetings, theme days, lectures and other gatherings: one table, with parts and the people due."""
