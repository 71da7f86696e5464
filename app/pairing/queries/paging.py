"""One page of a list: 50 rows and the place where the next page begins, never a total (decisions.md 28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`older` is the cursor of the next page, empty on the last."""

    rows: tuple[tuple[Any, ...], ...]
    older: str = ""


def cursor(before: str) -> tuple[date, int] | None:
    """The (day, id) after which a page begins; an address somebody changed by hand begins at the top."""
    day, _, number = before.partition(",")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None
