"""The rows of somebody's own sheet that are wrong, as .xlsx: cells as they were, and behind them what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from checklists.exporters.xlsx import DATES, FIRST_DAY, HEADING, LONGEST_CELL, OPTIONS, PLAIN
from checklists.ledgers.form import Kind
from checklists.ledgers.quoting import is_dangerous
from checklists.ledgers.sheets import Cell, shown

TIMES = {time: "hh:mm", datetime: DATES[Kind.DATETIME], date: DATES[Kind.DATE]}
WIDTH, WIDE = 14, 50


def write_wrong_rows(name: str, rows: Sequence[tuple[Sequence[Cell], str]], head: int, day: date) -> bytes:
    """Each row with its mark in one further column; row `head` holds the headings."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": name, "created": datetime.combine(day, time())})
        sheet = book.add_worksheet(name)
        last = max(len(cells) for cells, _ in rows)
        sheet.set_column(0, last - 1, WIDTH)
        sheet.set_column(last, last, WIDE)
        sheet.freeze_panes(head + 1, 0)
        formats = _formats(book)
        for at, (cells, mark) in enumerate(rows):
            for place, cell in enumerate(cells):
                _write(sheet, at, place, cell, formats, "heading" if at == head else "text")
            _write(sheet, at, last, mark, formats, "heading" if at == head else "mark")
    return file.getvalue()


def _formats(book: Any) -> dict[Any, Any]:
    looks: dict[Any, dict[str, Any]] = {kind: {"num_format": written} for kind, written in TIMES.items()}
    looks |= {"text": {"num_format": "@"}, "inert": {"num_format": "@", "quote_prefix": True}}
    looks |= {"number": {}, "heading": HEADING, "mark": {"num_format": "@", "font_color": "#B3261E"}}
    return {kind: book.add_format({**PLAIN, **look}) for kind, look in looks.items()}


def _write(sheet: Any, at: int, place: int, cell: Cell, formats: dict[Any, Any], look: str) -> None:
    """In the type it had, so that a day is still a day when the file comes back."""
    if not shown(cell):
        return
    if isinstance(cell, time) or (isinstance(cell, date) and _day(cell) >= FIRST_DAY):
        sheet.write_datetime(at, place, cell, formats[type(cell)])
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(at, place, cell, formats["number"])
    else:
        text = shown(cell)[:LONGEST_CELL]
        sheet.write_string(at, place, text, formats["inert" if look == "text" and is_dangerous(text) else look])


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell
