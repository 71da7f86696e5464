"""The rows of a file that are wrong, as the same sheet with a column 错误原因: mended there and uploaded again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from app.imports.engine import Plan
from app.imports.words import reason
from checklists.exporters.wrong_rows import write_wrong_rows
from checklists.ledgers import around
from checklists.ledgers.headings import WRONG
from checklists.ledgers.match import Sheet
from checklists.ledgers.sheets import Cell, shown

_UNSAFE = re.compile(r"[\[\]:*?/\\']")  # what Excel refuses in the name of a sheet
LONGEST = 31  # characters of such a name


def wrong_rows(plan: Plan, day: date) -> bytes:
    """What stands above and below the table stays, since it may say the year or the branch for all rows."""
    above = plan.sheet.above
    lines: list[tuple[tuple[Cell, ...], str]] = [(row.cells, "") for row in above[:-1]]
    lines += [(above[-1].cells, WRONG), *_wrong(plan), *((row.cells, "") for row in plan.sheet.below)]
    return write_wrong_rows(_name(plan.sheet), lines, len(above) - 1, day)


def file_name(name: str) -> str:
    return f"{PurePath(name).stem}（有错的行）.xlsx"


def _wrong(plan: Plan) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """A column that is nowhere is wrong in every row; what is wrong in one row is said there."""
    left_out = set(plan.left_out)
    for row in plan.sheet.rows:
        if row.number in left_out:
            errors = [error for error in plan.errors if error.row in (row.number, plan.sheet.heading_row)]
            yield row.cells, "；".join(map(reason, errors))


def _name(sheet: Sheet) -> str:
    """The sheet's own name; a year given by hand is written there, where it is read again."""
    titles = [shown(cell) for row in sheet.above for cell in row.cells] + [sheet.name]
    told = f"（{sheet.year}年）" if sheet.year and around.title_year(titles) is None else ""
    return _UNSAFE.sub("", sheet.name)[: LONGEST - len(told)] + told or "Sheet1"
