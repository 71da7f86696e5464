"""A sheet before anybody knows what its columns mean, and how its cells cross from the child as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

Cell = str | int | float | bool | date | datetime | time | None


class RawRow(NamedTuple):
    """`number` is the row as the person sees it in Excel, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class RawSheet:
    """The rows that have something in them; blank ones are left out and keep their number."""

    name: str
    rows: list[RawRow] = field(default_factory=list)


def encode(cell: Cell) -> Any:
    """A real date is tagged, so that it is not taken for the text of a date."""
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return {"t": cell.isoformat()}
    return cell


def decode(value: Any) -> Cell:
    """What `encode` made, back again; anything else is no cell."""
    if isinstance(value, str | int | float | None):
        return value
    match value:
        case {"d": str(text)}:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        case {"t": str(text)}:
            return time.fromisoformat(text)
    raise ValueError(value)


def shown(cell: Cell) -> str:
    """The cell as text, as a person reads it in the sheet."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            return str(cell.date()) if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
        case time():
            return cell.isoformat(timespec="minutes")
    return str(cell).strip()
