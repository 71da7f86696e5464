"""`python -m checklists.ledgers.reader FILE`: its cells as JSON lines, inside limits of memory and time."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checklists.ledgers import pasted
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.quoting import unquote
from checklists.ledgers.screen import encrypted, kind_of, refused
from checklists.ledgers.sheets import Cell, RawRow, encode, shown

MEMORY = 512 * 1024 * 1024
SECONDS = 30
MAX_ROWS = 20_000
AROUND = 20  # titles, headings and signatures around the rows
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
MAX_TEXT = 20_000_000
OUTPUT = 200_000_000


def main(arguments: list[str]) -> int:
    _limit()
    path = Path(arguments[0])
    try:
        for sheet, row in read(path):
            _print({"sheet": sheet, "row": row.number, "cells": [encode(cell) for cell in row.cells]})
    except LedgerError as error:
        _print({"error": {"place": error.place, "value": error.value, "remedy": error.remedy}})
        return 1
    return 0


def read(path: Path) -> Iterator[tuple[str, RawRow]]:
    """Sheet name and row for every row that is not blank."""
    held = text = 0
    for count, (sheet, row) in enumerate(_csv(path) if kind_of(path) == "csv" else _book(path), 1):
        cells = list(row.cells)
        while cells and not shown(cells[-1]):
            cells.pop()
        held += len(cells)
        text += sum(len(cell) for cell in cells if isinstance(cell, str))
        if len(cells) > MAX_COLUMNS:
            raise refused(path, f"“{sheet}”第{row.number}行有{len(cells)}列", "请删去表右边多余的内容")
        if count > MAX_ROWS + AROUND or held > MAX_CELLS or text > MAX_TEXT:
            raise too_many(path)
        if cells:
            yield sheet, RawRow(row.number, tuple(cells))


def too_many(path: Path) -> LedgerError:
    return refused(path, f"超过{MAX_ROWS}行，或内容太多", "请删去表下方多余的内容，或分成几个文件上传")


def _book(path: Path) -> Iterator[tuple[str, RawRow]]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(path)
        for at, about in enumerate(book.sheets_metadata):
            if (
                about.visible is not calamine.SheetVisibleEnum.Visible
                or about.typ is not calamine.SheetTypeEnum.WorkSheet
            ):
                continue
            sheet = book.get_sheet_by_index(at)
            if sheet.total_height > MAX_ROWS + AROUND:
                raise too_many(path)
            yield from ((about.name, row) for row in _merged(sheet))
    except calamine.PasswordError as error:
        raise encrypted(path) from error
    except calamine.CalamineError as error:
        raise refused(path, "读不出来，可能已损坏", "请用WPS或Excel打开，另存为.xlsx后再上传") from error


def _merged(sheet: Any) -> Iterator[RawRow]:
    """The rows; a cell merged downwards says the same for each of its rows."""
    left = (sheet.start or (0, 0))[1]
    merges: dict[int, list[tuple[int, int]]] = {}  # first row → (last row, column)
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and column >= left:
            merges.setdefault(top, []).append((bottom, column - left))
    down: dict[int, tuple[int, Cell]] = {}  # column → (last row, value)
    for at, row in enumerate(sheet.iter_rows()):
        cells: list[Cell] = [_plain(cell) for cell in row]
        for column, (last, value) in list(down.items()):
            if at > last:
                del down[column]
            elif cells[column] == "":
                cells[column] = value
        down |= {column: (last, cells[column]) for last, column in merges.get(at, ()) if column < len(cells)}
        yield RawRow(at + 1, tuple(cells))


def _plain(cell: Any) -> Cell:
    """Excel knows only floats; a whole number is one. A duration is not a time of day."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, Cell) else str(cell)


def _csv(path: Path) -> Iterator[tuple[str, RawRow]]:
    text = _decoded(path)
    separator = max(",\t;", key=text[:4000].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(pasted.rows(text) if path.suffix == ".tsv" else lines, 1):
            yield path.stem, RawRow(number, tuple(map(unquote, row)))
    except csv.Error as error:
        raise refused(path, "有一格太长或引号没有成对", "请用WPS或Excel打开，另存为.xlsx后再上传") from error


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise refused(path, "不是文字表格", "请用WPS或Excel打开，另存为.xlsx后再上传")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _print(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
