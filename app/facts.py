"""One shape for what happened: each room offers Selects of these columns; they become Events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    case,
    cast,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from checklists.facts import Event
from checklists.units import Unit

MARK = ";"  # between marks in their column


def fact(
    kind: Any,
    id: Any,
    branch: Any,
    on: Any,
    recorded_on: Any,
    title: Any,
    *,
    amount: Any = 1,
    unit: Unit = Unit.TIMES,
    until: Any = None,
    belongs_to: Any = None,
    subject: Any = "",
    marks: Any = "",
    reviewed: Any = None,
    gathering: Any = None,
) -> Select[Any]:
    """A Select of the common columns; the caller adds joins, conditions and grouping.

    One row a subject: rows that differ only in `subject` become one Event. `marks` is text, words
    joined by MARK (see `mark`). `amount` is the event's own, the same in each of its rows.
    """
    return select(
        _typed(kind, Text).label("kind"),
        _typed(id, Integer).label("id"),
        _typed(branch, Integer).label("branch"),
        _typed(on, Date).label("on"),
        _typed(recorded_on, Date).label("recorded_on"),
        _typed(title, Text).label("title"),
        _typed(amount, Integer).label("amount"),
        literal(unit.value, Text).label("unit"),
        _typed(until, Date).label("until"),
        _typed(belongs_to, Integer).label("belongs_to"),
        _typed(subject, Text).label("subject"),
        _typed(marks, Text).label("marks"),
        (true() if reviewed is None else _typed(reviewed, Boolean)).label("reviewed"),
        _typed(gathering, Integer).label("gathering"),
    )


def mark(word: str, when: ColumnElement[bool]) -> ColumnElement[str]:
    """The mark's word where the condition holds; add several with `+`."""
    return case((when, word + MARK), else_="")


def prefixed(prefix: str, column: Any) -> ColumnElement[str]:
    """A mark such as "kind:device" from a column; empty where the column is."""
    return case((column.is_not(None) & (column != ""), literal(prefix) + column + MARK), else_="")


def key(prefix: str, column: Any) -> ColumnElement[str]:
    """A subject key such as "person:3"."""
    return literal(f"{prefix}:") + cast(column, Text)


def events(session: Session, selects: Iterable[Select[Any]]) -> tuple[Event, ...]:
    """All facts in one statement, oldest first."""
    rows = session.execute(union_all(*selects)).all()
    # ordered here and not in SQL: a subject list is gathered from equal rows, whatever the database's collation
    ordered = sorted(rows, key=lambda r: (r[3], r[0], r[1], r[2], r[6], r[11], r[10]))
    return tuple(_gathered(ordered))


def _gathered(rows: list[Any]) -> Iterator[Event]:
    for same, group in groupby(rows, key=lambda r: (*r[:10], *r[11:])):
        kind, id_, branch, on, recorded, title, amount, unit, until, belongs_to, marks, reviewed, gathering = same
        yield Event(
            kind,
            id_,
            branch,
            on,
            recorded,
            title,
            amount,
            Unit(unit),
            until,
            belongs_to,
            tuple(r[10] for r in group if r[10]),
            frozenset(w for w in marks.split(MARK) if w),
            bool(reviewed),
            gathering,
        )


def _typed(value: Any, kind: type[Any]) -> ColumnElement[Any]:
    if value is None:
        return cast(null(), kind)
    return value if isinstance(value, ColumnElement) or hasattr(value, "label") else literal(value, kind())
