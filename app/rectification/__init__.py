"""Issues: found, assigned, finished, verified by a second person, closed, perhaps reopened."""
