"""The head of a table: one row, or two of which the upper one groups: 参会情况 over 应到 and 实到."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from checklists.ledgers.sheets import Cell, RawRow, RawSheet, shown

SEARCHED = 10  # rows in which the head is looked for


class Head(NamedTuple):
    """The headings by column, and the rows of the sheet they stand in, from `top` to `at`."""

    top: int
    at: int
    cells: tuple[Cell, ...]


def heads(sheet: RawSheet, known: Callable[[str], object]) -> Iterator[Head]:
    """What may be the head: each of the first rows by itself, then each two taken together.

    `known` tells whether a heading is one of the form's, 谈话人职务 rather than the 职务 that stands under 谈话人.
    """
    width = max((len(row.cells) for row in sheet.rows), default=0)
    first = [row._replace(cells=row.cells + (None,) * (width - len(row.cells))) for row in sheet.rows[:SEARCHED]]
    for at, row in enumerate(first):
        top = at - 1 if at and _merged_down(first[at - 1], row) else at
        yield Head(top, at, row.cells)
    for at, (upper, lower) in enumerate(pairwise(first), 1):
        if _filled(upper) > 1 and _filled(lower) > 1:
            yield Head(at - 1, at, _together(upper, lower, known))


def _merged_down(upper: RawRow, lower: RawRow) -> bool:
    """The reader says what is merged over two rows in both."""
    return any(shown(cell) and cell == other for cell, other in zip(upper.cells, lower.cells, strict=True))


def _filled(row: RawRow) -> int:
    return sum(1 for cell in row.cells if shown(cell))


def _together(upper: RawRow, lower: RawRow, known: Callable[[str], object]) -> tuple[Cell, ...]:
    """The lower heading, else the upper; one that stands under two groups bears its group's name: 谈话人姓名."""
    below = [shown(cell) for cell in lower.cells]
    group = ""
    found: list[Cell] = []
    for above, text, cell in zip(map(shown, upper.cells), below, lower.cells, strict=True):
        group = above or group
        if not text:
            found.append(above)
        else:
            grouped = f"{group}{text}"
            found.append(grouped if group != text and (below.count(text) > 1 or known(grouped)) else cell)
    return tuple(found)
