"""One page of a list: 50 rows and the place where the next page begins, never a total (decisions.md 28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

PAGE = 50
LARGEST = 2**63 - 1  # what a database takes for an id


@dataclass(frozen=True, slots=True)
class Page:
    """`older` is the cursor of the next page, empty on the last."""

    rows: tuple[tuple[Any, ...], ...]
    older: str = ""


def cursor(before: str) -> tuple[date, int] | None:
    """The (day, id) after which a page begins; an address somebody changed by hand begins at the top."""
    day, _, number = before.partition(",")
    try:
        place = date.fromisoformat(day), int(number)
    except ValueError:
        return None
    return place if place[1] <= LARGEST else None
