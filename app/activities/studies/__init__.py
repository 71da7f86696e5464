"""补学: what those who were absent made up for, and when; 实到 never changes by it."""
