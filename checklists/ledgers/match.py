"""Sheets → rows of a form: values by key, what was not understood, and what must be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checklists.ledgers import around, headings
from checklists.ledgers.errors import CellError, LedgerError
from checklists.ledgers.form import Form
from checklists.ledgers.guess import guess, settle
from checklists.ledgers.rows import Row, Table, read_row
from checklists.ledgers.sheets import Cell, RawRow, RawSheet, shown

__all__ = ["Row", "Sheet", "match"]


@dataclass(slots=True)
class Sheet:
    """What a sheet says in the terms of a form. Rows with errors are among `rows`; `good` leaves them out."""

    name: str
    heading_row: int
    year: int | None
    columns: dict[str, str]  # heading as written → key
    guessed: tuple[str, ...] = ()  # headings taken by likeness: to be shown
    unknown_columns: tuple[str, ...] = ()
    by_hand: dict[str, str] = field(default_factory=dict)  # headings that `mapping` spoke of → key, "" left aside
    missing_columns: tuple[str, ...] = ()  # required headings that are nowhere
    other_sheets: tuple[str, ...] = ()  # sheets not read
    skipped: list[tuple[int, str]] = field(default_factory=list)  # row number, why
    above: tuple[RawRow, ...] = ()  # titles, labels and the head, as they stand in the file
    below: tuple[RawRow, ...] = ()  # labels under the table that speak for all its rows
    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    @property
    def good(self) -> list[Row]:
        if self.missing_columns:
            return []
        wrong = {error.row for error in self.errors}
        return [row for row in self.rows if row.number not in wrong]


def match(
    sheets: Sequence[RawSheet],
    form: Form,
    *,
    year: int | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    defaults: Mapping[str, Cell] | None = None,
    sheet: str | None = None,
) -> Sheet:
    """Read the sheet that fits the form best.

    `mapping` is heading → key given by hand, "" for a column to leave aside, `remembered` the same said
    of an earlier file; `defaults` are cells
    for blank or absent columns, the branch of the command line say; `year` is for 5月6日.
    """
    mapping = mapping or {}
    if stray := set(mapping.values()) - {column.key for column in form.columns} - {headings.IGNORED}:
        raise LedgerError("列的对应", min(stray), f"《{form.title}》没有这一列，请重新选择")
    found = headings.find(sheets, form, mapping, remembered, sheet)
    rows = found.sheet.rows
    above, below = rows[: found.head.top], rows[found.head.at + 1 :]
    titles = [shown(cell) for row in above for cell in row.cells if shown(cell)] + [found.sheet.name]
    year = year or around.title_year(titles)
    feet = [row for row in below if around.is_label(row, form)]
    given = _given(form, titles, [*above, *feet], defaults or {})
    settle(found.headings, form, below, year)
    guess(found.headings, form, below, set(given), year)
    found.headings.unknown |= _nameless(found.headings, below)
    table = Table(form, found.headings, given, year)
    result = _result(found, table, [s.name for s in sheets if s is not found.sheet and not headings.is_notes(s)])
    result.above, result.below = tuple(rows[: found.head.at + 1]), tuple(feet)
    notes = around.lone_notes(below, table.needed)
    for row in below:
        reason = "表尾" if row in feet else around.skip_reason(row, found.head.cells)
        if row.number in notes:
            reason = reason or "说明"
        if table.only_numbered(row):
            reason = reason or "只有序号"
        if reason and not table.has_id(row):
            result.skipped.append((row.number, reason))
        else:
            read, errors = read_row(table, row)
            result.rows.append(read)
            result.errors.extend(errors)
    return result


def _given(form: Form, titles: list[str], rows: list[RawRow], defaults: Mapping[str, Cell]) -> dict[str, Cell]:
    """What is said once for all rows. A label on the sheet stands above what the caller supposes, a title below it."""
    titled = {column.key: around.titled(column, titles) or column.default for column in form.columns}
    supposed: dict[str, Cell] = {key: word for key, word in titled.items() if word}
    return supposed | {key: cell for key, cell in defaults.items() if shown(cell)} | around.labels(rows, form)


def _nameless(found: headings.Headings, rows: list[RawRow]) -> dict[int, str]:
    """Columns with something in them and no heading above: nothing that was written is dropped."""
    named = found.known.keys() | found.unknown.keys()
    filled = {place for row in rows for place, cell in enumerate(row.cells) if shown(cell)}
    return {place: headings.placed("", place) for place in sorted(filled - named)}


def _result(found: headings.Found, table: Table, others: list[str]) -> Sheet:
    """The sheet before its rows; a required column that is nowhere is said once, not in every row."""
    row, known = found.sheet.rows[found.head.at], found.headings.known
    return Sheet(
        name=found.sheet.name,
        heading_row=row.number,
        year=table.year,
        columns={known[place]: key for key, places in found.headings.places.items() for place in places},
        guessed=tuple(found.headings.guessed),
        by_hand=found.headings.said,
        unknown_columns=tuple(table.extra_names.values()),
        missing_columns=tuple(column.heading for column in table.missing),
        other_sheets=tuple(others),
        errors=[
            CellError(row.number, column.heading, "", "表里没有这一列", "请在表头补上，或指定由哪一列对应", column.key)
            for column in table.missing
        ],
    )
