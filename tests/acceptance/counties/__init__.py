"""Ledgers as counties keep them: written for the tests before anybody looked at the headings we know."""
