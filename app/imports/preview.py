"""A plan as its page shows it: counts, errors, the columns, the first rows."""

from __future__ import annotations

from dataclasses import dataclass

from app.imports import words
from app.imports.engine import Plan
from checklists.ledgers.form import MASKED, Column, Form, Kind, Mask
from checklists.ledgers.match import Row
from checklists.ledgers.printed import printed

FIRST_ROWS = 10
FIRST_ERRORS = 100
WIDEST = 6  # columns of the first rows
LONGEST = 30  # characters of a cell
WRONG = "wrong"
FOR_GOOD = "-"  # a column to be left aside in the next file too


@dataclass(frozen=True, slots=True)
class Matched:
    """One column of the sheet and the form's column it is read as; "" is left aside, which is `known` when it was said."""

    heading: str
    key: str
    known: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it will be: its number, what becomes of it, its cells, what changes."""

    row: int
    state: str
    cells: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Preview:
    """Everything of the preview page but its frame."""

    counts: tuple[tuple[str, int], ...]
    notices: tuple[str, ...]
    errors: tuple[tuple[str, str, str], ...]  # where, what stands there, why and the remedy
    more_errors: int
    columns: tuple[Matched, ...]
    choices: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    rows: tuple[Shown, ...]
    total: int
    good: int


def preview(plan: Plan) -> Preview:
    form, sheet = plan.door.form, plan.sheet
    errors = [(f"第{e.row}行 {e.column}", e.value, f"{e.reason}，{e.remedy}") for e in plan.errors]
    unknown = [Matched(heading, "", known=heading in sheet.by_hand) for heading in sheet.unknown_columns]
    known = [Matched(heading, key, known=True) for heading, key in sheet.columns.items()]
    columns = _columns(form)
    return Preview(
        counts=(*((word, plan.count(state)) for state, word in words.STATES.items()), ("有错", len(plan.left_out))),
        notices=tuple(words.notices(plan)),
        errors=tuple(errors[:FIRST_ERRORS]),
        more_errors=max(0, len(errors) - FIRST_ERRORS),
        columns=(*unknown, *known),
        choices=tuple((column.key, column.heading) for column in form.columns),
        headings=tuple(column.heading for column in columns),
        rows=tuple(_shown(plan, row, columns) for row in sheet.rows[:FIRST_ROWS]),
        total=len(sheet.rows),
        good=plan.to_write,
    )


def _columns(form: Form) -> list[Column]:
    """What tells one row from another; numbers, phones and addresses are never shown here."""
    telling = [c for c in form.columns if c.required and c.sensitive in (None, Mask.NAME) and c.key != "branch"]
    return [column for column in telling if column.kind is not Kind.MULTILINE][:WIDEST]


def _shown(plan: Plan, row: Row, columns: list[Column]) -> Shown:
    found = next((outcome for outcome in plan.outcomes if outcome.row == row.number), None)
    note = f"改动：{'、'.join(found.changed)}" if found and found.changed else ""
    if found and found.again is not None:
        note = f"与第{found.again}行重复。{note}"
    cells = tuple(_cell(column, row.values.get(column.key)) for column in columns)
    return Shown(row.number, found.state if found else WRONG, cells, note)


def _cell(column: Column, value: object) -> str:
    text = "（遮盖，不变）" if value is MASKED else printed(column, value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
