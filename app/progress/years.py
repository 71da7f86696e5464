"""Which year a page speaks of, and as of which of its days."""

from __future__ import annotations

from datetime import date


def asked_year(text: str, on: date) -> int:
    """The year of the address; the present one where it says none, or nonsense."""
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else on.year


def last_day(year: int, on: date) -> date:
    """Today, within the year: its roster is that of its own last day once it is over."""
    return max(date(year, 1, 1), min(on, date(year, 12, 31)))
