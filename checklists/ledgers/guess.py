"""A required column under a heading nobody has listed: by likeness of the words or by what its cells say."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.ledgers import cells, words
from checklists.ledgers.errors import CellProblem
from checklists.ledgers.fold import fold
from checklists.ledgers.form import Column, Form
from checklists.ledgers.headings import Headings, meanings
from checklists.ledgers.sheets import Cell, RawRow, shown

SAMPLES = 5


def guess(found: Headings, form: Form, rows: list[RawRow], given: set[str], year: int | None) -> None:
    """Only what would otherwise stop the import is guessed; the preview shows each guess."""
    for column in form.columns:
        if not column.required or given & {column.key} or found.places.keys() & {column.key, *column.fallback}:
            continue
        place = _alike(found, column, rows, year)
        if place is None and column.choices and not column.open:
            place = _telling(found, column, rows)
        if place is not None:
            found.known[place] = found.unknown.pop(place)
            found.guessed.append(found.known[place])
            found.places[column.key] = [place]


def settle(found: Headings, form: Form, rows: list[RawRow], year: int | None) -> None:
    """A name that may mean two columns means the one its cells agree with: 请假 over a number, or over names."""
    for key, places in list(found.places.items()):
        if len(places) > 1 or places[0] in found.by_hand:
            continue
        samples = _samples(rows, places[0])
        others = [c for c in meanings(form, found.known[places[0]]) if c.key not in found.places]
        if not samples or not others or _agree(form.column(key), samples, year):
            continue
        if better := next((column.key for column in others if _agree(column, samples, year)), None):
            found.places[better] = found.places.pop(key)


def _alike(found: Headings, column: Column, rows: list[RawRow], year: int | None) -> int | None:
    likeness = {place: _likeness(column, heading) for place, heading in found.unknown.items()}
    alike = sorted((place for place in likeness if likeness[place] > 0.5), key=lambda place: -likeness[place])
    return next((place for place in alike if _agree(column, _samples(rows, place), year)), None)


def _telling(found: Headings, column: Column, rows: list[RawRow]) -> int | None:
    """The one column in which every cell is a word of the choice; a single sign such as 1 tells nothing."""
    texts = {place: [shown(cell) for cell in _samples(rows, place)] for place in found.unknown}
    telling = [
        place
        for place, said in texts.items()
        if said and all(len(text) > 1 and words.find(column, text) for text in said)
    ]
    return telling[0] if len(telling) == 1 else None


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
