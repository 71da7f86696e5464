"""Floor 2: who is told, when, which way. Knows no database, web or clock; app keeps its Protocols."""
