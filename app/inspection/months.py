"""The months of a year with their rounds; a month without one is said plainly, for both sides to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from app.inspection.models import Inspection
from app.inspection.queries import Handed


class Round(NamedTuple):
    """One round as the list shows it."""

    month: int
    id: int
    day: date
    side: str
    partner: str
    fails: int
    closed: int


def months_of(
    rounds: Iterable[Inspection], handed: Mapping[int, Handed], branch: int, year: int, today: date
) -> list[tuple[int, list[Round]]]:
    """(month, its rounds) up to the present month, the newest first."""
    last = 12 if year < today.year else today.month if year == today.year else 0
    found = list(_rounds(rounds, handed, branch))
    return [(month, [one for one in found if one.month == month]) for month in range(last, 0, -1)]


def _rounds(rounds: Iterable[Inspection], handed: Mapping[int, Handed], branch: int) -> Iterator[Round]:
    for one in rounds:
        we_inspect = one.we_inspect is (one.branch_id == branch)
        fails = sum(row.finding == "fails" for row in one.rows)
        closed = sum(row.id in handed and handed[row.id].closed for row in one.rows)
        partner = one.inspected_unit if we_inspect else one.inspecting_unit
        day = one.inspected_on
        yield Round(day.month, one.id, day, "检查" if we_inspect else "受检", partner, fails, closed)
