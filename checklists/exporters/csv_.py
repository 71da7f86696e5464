"""A ledger as .csv for other programs: UTF-8 with BOM, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from checklists.exporters import Head
from checklists.ledgers.form import Column, Form, Kind, Values
from checklists.ledgers.masks import masked
from checklists.ledgers.printed import printed
from checklists.ledgers.quoting import quote


def write_ledger(form: Form, rows: Iterable[Values], head: Head | None = None, *, reveal: bool = False) -> bytes:
    """The form's own layout; sensitive cells are masked unless `reveal`. A head has no place in .csv."""

    def cell(column: Column, number: int, row: Values) -> str:
        if column.kind is Kind.SERIAL:
            return str(number)
        value = row.get(column.key)
        return quote(printed(column, value if reveal else masked(column, value)))

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.written for column in form.layout)
    for number, row in enumerate(rows, 1):
        writer.writerow(cell(column, number, row) for column in form.layout)
    return text.getvalue().encode("utf-8-sig")
