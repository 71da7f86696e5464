"""A required column under a heading nobody has listed: taken by likeness of the words, if its cells agree."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.ledgers import cells
from checklists.ledgers.errors import CellProblem
from checklists.ledgers.fold import fold
from checklists.ledgers.form import Column, Form
from checklists.ledgers.headings import Headings
from checklists.ledgers.sheets import Cell, RawRow, shown

SAMPLES = 5


def guess(found: Headings, form: Form, rows: list[RawRow], given: set[str], year: int | None) -> None:
    """Only what would otherwise stop the import is guessed; the preview shows each guess."""
    for column in form.columns:
        if not column.required or given & {column.key} or found.places.keys() & {column.key, *column.fallback}:
            continue
        likeness = {place: _likeness(column, heading) for place, heading in found.unknown.items()}
        for place in sorted(likeness, key=lambda place: -likeness[place]):
            if likeness[place] > 0.5 and _agree(column, _samples(rows, place), year):
                found.known[place] = found.unknown.pop(place)
                found.guessed.append(found.known[place])
                found.places[column.key] = [place]
                break


def _likeness(column: Column, heading: str) -> float:
    """How much of the heading is a known name of the column at its start or end: 会议召开时间 ends with 召开时间."""
    folded = fold(heading)
    names = (fold(name) for name in (column.heading, *column.aliases))
    shared = [len(name) for name in names if len(name) > 1 and (folded.startswith(name) or folded.endswith(name))]
    return max(shared, default=0) / max(len(folded), 1)


def _samples(rows: Iterable[RawRow], place: int) -> list[Cell]:
    found = (row.cells[place] for row in rows if place < len(row.cells) and shown(row.cells[place]))
    return [cell for _, cell in zip(range(SAMPLES), found, strict=False)]


def _agree(column: Column, samples: list[Cell], year: int | None) -> bool:
    try:
        return bool(samples) and all(cells.read(column, cell, year) is not None for cell in samples)
    except CellProblem:
        return False
