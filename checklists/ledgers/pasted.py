"""Rows copied out of a spreadsheet: tabs between cells, a cell with line breaks or quotes in quotes of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Quotes hold a cell together only when they close at its end: a cell may as well begin with a quoted word.
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|\Z)|([^\t\n]*)')


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each line; blank lines keep their place."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cells: list[str] = []
    at = 0
    while at < len(text):
        found = _CELL.match(text, at)
        assert found is not None
        cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        at = found.end() + 1
        if at > len(text) or text[at - 1] == "\n":
            yield cells
            cells = []
    if cells:  # the text ended with a tab
        yield cells
