"""Floor 3: the system of record and its pages."""
