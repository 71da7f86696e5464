"""Floor 1: what is asked, and is it met. Pure: no database, no web, no clock."""
