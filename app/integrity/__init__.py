"""Risk points, and rounds of integrity reminders."""
