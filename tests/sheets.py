"""Sheets for tests, written as they look: a line a row, | between cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from checklists.ledgers.reader import read
from checklists.ledgers.sheets import Cell, RawRow, RawSheet, shown


def sheet(text: str, name: str = "Sheet1") -> RawSheet:
    """A sheet of texts; a blank line is a blank row."""
    lines = enumerate(text.strip("\n").splitlines(), 1)
    rows = [RawRow(number, tuple(cell.strip() for cell in line.split("|"))) for number, line in lines]
    return RawSheet(name, [row for row in rows if any(row.cells)])


def typed(*rows: Sequence[Cell], name: str = "Sheet1") -> RawSheet:
    """A sheet whose cells have Excel's own types; blank rows are left out, as the reader does."""
    return RawSheet(name, [RawRow(at, tuple(row)) for at, row in enumerate(rows, 1) if any(map(shown, row))])


def opened(path: Path) -> list[RawSheet]:
    """What the reader says of a file, without a child process."""
    sheets: dict[str, RawSheet] = {}
    for name, row in read(path):
        sheets.setdefault(name, RawSheet(name)).rows.append(row)
    return list(sheets.values())


def workbook(path: Path, rows: Iterable[Sequence[Cell]]) -> Path:
    """An .xlsx as another program writes it."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("台账")
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def open_document(path: Path, further_rows: str) -> Path:
    """An .ods with a heading, and further rows in its own XML."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    head = '<table:table-row><table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell></table:table-row>'
    xml = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0"'
        f' xmlns:table="{space}:table:1.0"><office:body><office:spreadsheet><table:table table:name="名册">'
        f"{head}{further_rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", manifest)
        file.writestr("content.xml", xml)
    return path
