"""全年一览: one row an item, one cell a period, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.activities.models import KINDS
from app.progress.places import page_of
from checklists.catalogue import Catalogue
from checklists.facts import Line, State
from checklists.periods import Period, of_code

SPANS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
OPEN = (State.OPEN, State.SOON, State.GRACE)


@dataclass(frozen=True, slots=True)
class Cell:
    state: str
    word: str
    href: str
    span: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    title: str
    href: str
    cells: tuple[Cell, ...]


def matrix(
    lines: Iterable[Line], catalogue: Catalogue, year: int, on: date, planned: Mapping[tuple[str, int], int]
) -> tuple[MatrixRow, ...]:
    """The year's rows in the order of the rules; what is not asked of this branch has no row."""
    by_item: dict[str, dict[int, Line]] = {}
    for line in lines:
        if line.obligation.period is not None and not line.obligation.subject:
            by_item.setdefault(line.obligation.item, {})[line.obligation.period] = line
    rows = []
    # The versions of an item share its row, which bears the newest title.
    for (id_, cadence), item in {(item.id, item.cadence): item for item in catalogue.items}.items():
        periods = _periods(year, cadence) if cadence in SPANS else []
        found = [by_item.get(id_, {}).get(period) for period in periods]
        if any(found):
            asked = zip(found, periods, strict=True)
            cells = tuple(_cell(line, of_code(period), on, planned, sorted(item.answers)) for line, period in asked)
            rows.append(MatrixRow(item.title, "", cells))
    return tuple(rows)


def recent(rows: Iterable[MatrixRow], month: int, months: int = 4) -> tuple[list[str], list[MatrixRow]]:
    """(column headings, rows) of the last months of what is asked monthly, for the side of today's page."""
    first = max(0, month - months)
    columns = [f"{number}月" for number in range(first + 1, first + months + 1)]
    monthly = [row for row in rows if len(row.cells) == 12]
    return columns, [MatrixRow(row.title, row.href, row.cells[first : first + months]) for row in monthly]


def _periods(year: int, cadence: str) -> list[int]:
    first, count = {"month": (1, 12), "quarter": (21, 4), "half_year": (31, 2), "year": (0, 1)}[cadence]
    return [year * 100 + first + n for n in range(count)]


def _cell(
    line: Line | None, period: Period, on: date, planned: Mapping[tuple[str, int], int], kinds: list[str]
) -> Cell:
    span = (period.last.month - period.first.month) + 1
    if line is None:
        return Cell("", "", "", span)
    if line.state is State.MET:
        state = "made_up" if line.made_up and not line.on_time else "met"
        word = f"{line.done}次" if span > 1 and not line.obligation.each and line.done > 1 else ""
        return Cell(state, word, page_of(line.records[-1]) if line.records else "", span)
    if line.state in OPEN:
        months = range(max(period.first.month, on.month if period.first.year == on.year else 1), period.last.month + 1)
        plan = next((planned[kind, month] for month in months for kind in kinds if (kind, month) in planned), None)
        if plan is not None:
            return Cell("plan", "", f"/meetings/{plan}", span)
    new = f"/meetings/new?kind={kinds[0]}" if kinds[0] in KINDS and line.state is not State.EXEMPT else ""
    return Cell(line.state.value, "", new, span)
