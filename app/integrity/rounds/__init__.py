"""Rounds of integrity reminders: prepared and sent by the program, or entered as they happened."""
