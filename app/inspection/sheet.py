"""The built-in check sheet: what is looked at, and which rule each row rests on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

FILE = Path(__file__).with_name("check_sheet.yaml")


class SheetItem(NamedTuple):
    """One row of the sheet before anything was found; `rule` is an item of the catalogue."""

    id: str
    item: str
    content: str
    rule: str


@cache
def sheet() -> tuple[SheetItem, ...]:
    return tuple(SheetItem(**row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))
