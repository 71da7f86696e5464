"""A ledger as .xlsx: one row of headings, its rows, who hands it in; the notes on a second sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from checklists.exporters import Head
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.form import Column, Form, Kind, Values
from checklists.ledgers.guide import guide
from checklists.ledgers.masks import masked
from checklists.ledgers.printed import printed
from checklists.ledgers.quoting import is_dangerous

A4 = 9
SPARE = 500  # rows below the last that still have a dropdown
LONGEST_CELL = 32_767
FIRST_DAY = date(1900, 3, 1)  # before this Excel counts a day that never was
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NUMBERS = {Kind.INT: "0", Kind.MONEY: "0.00", Kind.HOURS: "0.0"}
PARTS = {Kind.INT: 1, Kind.MONEY: 100, Kind.HOURS: 10}
DATES = {Kind.DATE: "yyyy-mm-dd", Kind.MONTH: "yyyy-mm", Kind.DATETIME: "yyyy-mm-dd hh:mm"}
PLAIN = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
HEADING = {**PLAIN, "bold": True, "align": "center", "border": 1, "bg_color": "#F3ECDD"}


def write_ledger(form: Form, rows: Iterable[Values], head: Head, *, reveal: bool = False) -> bytes:
    """The ledger, or with no rows its template; sensitive cells are masked unless `reveal`."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        # The day is the head's, so that the same rows give the same file.
        book.set_properties({"title": head.title or form.title, "created": datetime.combine(head.day, time())})
        page = _Page(book, form, head)
        for row in rows:
            page.write(row if reveal else {c.key: masked(c, row.get(c.key)) for c in form.layout})
        page.finish()
        _notes(book, form)
    return file.getvalue()


class _Page:
    """The sheet of rows, written from top to bottom."""

    def __init__(self, book: Any, form: Form, head: Head) -> None:
        self.form, self.head, self.count = form, head, 0
        self.sheet = book.add_worksheet(form.title)
        self.formats = {c.key: book.add_format({**PLAIN, "border": 1, **_format(c)}) for c in form.layout}
        self.inert = book.add_format({**PLAIN, "border": 1, "num_format": "@", "quote_prefix": True})
        self.day_only = book.add_format({**PLAIN, "border": 1, "num_format": DATES[Kind.DATE]})
        self.signed = book.add_format({"font_name": "宋体", "font_size": 11})
        self._paper()
        heading = book.add_format(HEADING)
        for place, column in enumerate(form.layout):
            self.sheet.set_column(place, place, column.width, book.add_format(_format(column)))
            self.sheet.write_string(0, place, column.written, heading)

    def _paper(self) -> None:
        title = (self.head.title or self.form.title).replace("&", "&&")[:120]
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_header(f'&C&"宋体,Bold"&16{title}')
        self.sheet.set_footer("&C第&P页，共&N页")

    def write(self, row: Values) -> None:
        self.count += 1
        for place, column in enumerate(self.form.layout):
            value = self.count if column.kind is Kind.SERIAL else row.get(column.key)
            self._cell(place, column, value)

    def _cell(self, place: int, column: Column, value: object) -> None:
        at, plain = self.count, self.formats[column.key]
        if value is None:
            self.sheet.write_blank(at, place, None, plain)
        elif isinstance(value, date) and column.kind in DATES and _day(value) >= FIRST_DAY:
            untimed = column.kind is Kind.DATETIME and printed(column, value) == str(_day(value))
            self.sheet.write_datetime(at, place, value, self.day_only if untimed else plain)
        elif isinstance(value, int) and column.kind in (*PARTS, Kind.SERIAL):
            self.sheet.write_number(at, place, value / PARTS.get(column.kind, 1), plain)
        else:
            text = printed(column, value)
            if len(text) > LONGEST_CELL:
                remedy = "请改导出Word或.csv，或先缩短这一项"
                raise LedgerError(
                    f"第{at}条 {column.heading}", f"有{len(text)}字，Excel一格最多{LONGEST_CELL}字", remedy
                )
            self.sheet.write_string(at, place, text, self.inert if is_dangerous(text) else plain)

    def finish(self) -> None:
        """Filter, dropdowns, and under the rows the line that the reader skips when it comes back."""
        last = max(self.count, 1)
        self.sheet.autofilter(0, 0, last, len(self.form.layout) - 1)
        for place, column in enumerate(self.form.layout):
            if options := _dropdown(column):
                self.sheet.data_validation(1, place, last + SPARE, place, options)
        if self.count:
            day = self.head.day
            line = f"制表单位：{self.head.unit}    制表人：{self.head.person}    日期：{day.year}年{day.month}月{day.day}日"
            self.sheet.write_string(self.count + 2, 0, line, self.signed)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _format(column: Column) -> dict[str, str]:
    """Text unless it is a number or a day, so that an id typed into the template keeps its digits."""
    return {"num_format": NUMBERS.get(column.kind) or DATES.get(column.kind) or "@"}


def _dropdown(column: Column) -> dict[str, Any] | None:
    words = ["是", "否"] if column.kind is Kind.BOOL else [choice.word for choice in column.choices]
    if not words:
        return None
    # Short names, and several words where the column takes them, are read too: the list helps and forbids nothing.
    return {"validate": "list", "source": words, "show_error": False}


def _notes(book: Any, form: Form) -> None:
    sheet = book.add_worksheet("填写说明")
    heading, plain = book.add_format(HEADING), book.add_format({**PLAIN, "border": 1})
    for at, line in enumerate(guide(form)):
        for place, text in enumerate(line):
            sheet.write_string(at, place, text, plain if at else heading)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 90)
