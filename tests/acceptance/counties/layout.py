"""A county's ledger as it looks, and what the records must say once it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any


@dataclass(frozen=True)
class Layout:
    """One file: its lines with | between cells (, in a csv); @2025-03-07 is a real date, figures are numbers."""

    form: str
    name: str
    text: str
    says: tuple[Mapping[str, str], ...]  # by row, in the headings of our own paper
    aside: tuple[str, ...] = ()  # columns that have no place with us and must be told
    by_hand: Mapping[str, str] = field(default_factory=dict)  # what the secretary has to say of a heading, once
    merged: tuple[str, ...] = ()
    notes: str = ""  # a sheet before the ledger
    kind: str = "xlsx"

    def write(self, folder: Path) -> Path:
        if self.kind != "xlsx":
            path = folder / f"{self.name}.csv"
            path.write_text(dedent(self.text).lstrip("\n"), "gb18030" if self.kind == "gbk" else "utf-8-sig")
            return path
        import openpyxl

        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        if self.notes:
            _fill(page, self.notes)
            page.title = "填写说明"
            page = book.create_sheet("台账")
        _fill(page, self.text)
        for range_ in self.merged:
            page.merge_cells(range_)
        path = folder / f"{self.name}.xlsx"
        book.save(path)
        return path


def _fill(page: Any, text: str) -> None:
    for line in dedent(text).strip("\n").splitlines():
        page.append([_cell(cell.strip()) for cell in line.split("|")])


def _cell(text: str) -> Any:
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if text.replace(".", "", 1).isdecimal() and text.count(".") < 2 and not _is_month(text):
        return float(text) if "." in text else int(text)
    return text or None


def _is_month(text: str) -> bool:
    """1978.5 is typed as text by those who mean May 1978."""
    whole, _, rest = text.partition(".")
    return len(whole) == 4 and rest.isdecimal() and len(rest) < 3
