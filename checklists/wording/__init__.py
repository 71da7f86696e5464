"""What the sentences of a report are made of: numbers, phrases, and what was not done."""
