"""One row of a sheet → its values, and the cells that must be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import NamedTuple

from checklists.ledgers import cells, dates, words
from checklists.ledgers.checks import broken
from checklists.ledgers.errors import CellError, CellProblem
from checklists.ledgers.form import Column, Form, Kind
from checklists.ledgers.headings import Headings, placed
from checklists.ledgers.sheets import Cell, RawRow, shown


class Row(NamedTuple):
    """`values` has a key for every column that is there and could be read; an absent key says nothing about the record."""

    number: int
    values: dict[str, object]
    extra: dict[str, str]  # what stands in columns the form does not know
    cells: tuple[Cell, ...] = ()  # as they stand in the sheet


@dataclass(slots=True)
class Table:
    """The sheet's columns and what is said once for all its rows."""

    form: Form
    headings: Headings
    given: Mapping[str, Cell]
    year: int | None
    extra_names: dict[int, str] = field(init=False)  # equal ones are told apart by their place
    missing: list[Column] = field(init=False)  # required, and neither the sheet nor anything else can fill it

    def __post_init__(self) -> None:
        unknown = self.headings.unknown
        names = list(unknown.values())
        self.extra_names = {p: name if names.count(name) == 1 else placed(name, p) for p, name in unknown.items()}
        known = {column.key for column in self.form.columns if self.knows(column)}
        self.missing = [c for c in self.form.columns if c.required and not known & {c.key, *c.fallback}]

    def cells(self, column: Column, row: RawRow) -> list[Cell]:
        places = self.headings.places.get(column.key, ())
        return [row.cells[place] for place in places if place < len(row.cells) and shown(row.cells[place])]

    def knows(self, column: Column) -> bool:
        return column.key in self.headings.places or column.key in self.given

    @property
    def needed(self) -> set[int]:
        """The positions of what every record must have."""
        required = (column.key for column in self.form.columns if column.required and column.key not in self.given)
        return {place for key in required for place in self.headings.places.get(key, ())}

    def has_id(self, row: RawRow) -> bool:
        return bool(self.cells(self.form.columns[-1], row))

    def only_numbered(self, row: RawRow) -> bool:
        """Templates come with 序号 filled in ahead; that alone is no record."""
        serials = self.headings.places.get("serial", ())
        return not any(shown(cell) for place, cell in enumerate(row.cells) if place not in serials)


def read_row(table: Table, row: RawRow) -> tuple[Row, list[CellError]]:
    values: dict[str, object] = {}
    errors: list[CellError] = []
    extra = _extra(table, row)
    for column in table.form.columns:
        if column.kind is Kind.SERIAL or not table.knows(column):
            continue
        written = table.cells(column, row) or [table.given.get(column.key)]
        try:
            values[column.key] = _value(table, column, written, extra)
        except CellProblem as problem:
            text = "；".join(map(shown, written))
            errors.append(CellError(row.number, column.heading, text, problem.reason, problem.remedy, column.key))
    _stand_in(table.form, values)
    _join(table.form, values)
    errors += _moments(table, row, values)
    wrong = {error.key for error in errors}
    errors += [e for e in _unfilled(table, row, values) if e.key not in wrong]
    for rule in broken(table.form, values):
        heading = table.form.column(rule.column).heading
        errors.append(CellError(row.number, heading, rule.value, rule.reason, rule.remedy, rule.column))
    return Row(row.number, values, extra, row.cells), errors


def _value(table: Table, column: Column, written: list[Cell], extra: dict[str, str]) -> object:
    """The value of one cell, or of a day and a time that stand in two."""
    first, *rest = [cells.read(column, cell, table.year) for cell in written]
    for more in rest:
        pair = (first, more) if isinstance(more, time) else (more, first)
        if isinstance(pair[0], datetime) and isinstance(pair[1], time):
            first = datetime.combine(pair[0].date(), pair[1])
        elif more != first:
            extra[f"{column.heading}（另一列）"] = shown(written[-1])
    if (
        column.loose
        and isinstance(first, str)
        and first != (text := shown(written[0]))
        and not words.find(column, text)
    ):
        extra[f"{column.heading}（原文）"] = text
    return first


def _extra(table: Table, row: RawRow) -> dict[str, str]:
    return {
        name: shown(row.cells[place])
        for place, name in table.extra_names.items()
        if place < len(row.cells) and shown(row.cells[place])
    }


def _stand_in(form: Form, values: dict[str, object]) -> None:
    """A sheet with 议题 alone names the meeting by it."""
    for column in form.columns:
        others = (values.get(key) for key in column.fallback)
        if not _filled(values.get(column.key)) and (other := next(filter(_filled, others), None)):
            values[column.key] = other


def _join(form: Form, values: dict[str, object]) -> None:
    """主要内容及特色 beside 活动内容 is more of the same text."""
    for column in form.columns:
        if column.into and (more := values.pop(column.key, None)) not in (None, values.get(column.into)):
            values[column.into] = "\n".join(str(text) for text in (values.get(column.into), more) if text)


def _moments(table: Table, row: RawRow, values: dict[str, object]) -> Iterator[CellError]:
    """A bare time gets the day of its start; an end may stand in the start's cell: 14:30-16:00."""
    for column in table.form.columns:
        value, start = values.get(column.key), values.get(column.day_of)
        if isinstance(value, time):
            del values[column.key]
            if isinstance(start, datetime):
                values[column.key] = datetime.combine(start.date(), value)
            elif column.day_of not in table.headings.places or not column.day_of:
                remedy = f"请连日期一起写，如{dates.EXAMPLE} 14:30"
                yield CellError(row.number, column.heading, shown(value), "只有时间，没有日期", remedy, column.key)
        elif value is None and isinstance(start, datetime):
            ends = (dates.until(cell) for cell in table.cells(table.form.column(column.day_of), row))
            if end := next(filter(None, ends), None):
                values[column.key] = datetime.combine(start.date(), end)


def _unfilled(table: Table, row: RawRow, values: dict[str, object]) -> Iterator[CellError]:
    for column in table.form.columns:
        if column.required and column not in table.missing and not _filled(values.get(column.key)):
            yield CellError(row.number, column.heading, "", "没有填写", "请补上", column.key)


def _filled(value: object) -> bool:
    return value is not None and value != ()
