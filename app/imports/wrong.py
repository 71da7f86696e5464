"""What a room refuses, as errors of a row: the column a person knows, what stands there, why, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import Invalid, Refusal
from checklists.ledgers.errors import CellError
from checklists.ledgers.form import MASKED, Column, Form
from checklists.ledgers.match import Row
from checklists.ledgers.printed import printed

WHOLE_ROW = "整行"


def problems(form: Form, row: Row, refusal: Refusal) -> Iterator[CellError]:
    if isinstance(refusal, Invalid):
        for key, words in refusal.errors.items():
            reason, _, remedy = words.partition("，请")
            yield _error(form, row, _column(form, key, words), reason, f"请{remedy}" if remedy else "请改正后再导入")
    else:
        column = _column(form, "", refusal.place)
        value = refusal.value or None
        yield _error(form, row, column, refusal.reason, refusal.remedy or "请改正后再导入", value)


def _error(
    form: Form, row: Row, column: Column | None, reason: str, remedy: str, value: str | None = None
) -> CellError:
    heading = column.heading if column else WHOLE_ROW
    if value is None and column is not None:
        given = row.values.get(column.key)
        value = "" if given is MASKED else printed(column, given)
    return CellError(row.number, heading, value or "", reason, remedy, column.key if column else "")


def _column(form: Form, key: str, words: str) -> Column | None:
    """By the form's own key; a room's field has another name, but its words begin with the column's."""
    for column in form.columns:
        if column.key == key:
            return column
    named = [
        (name, column)
        for column in form.columns
        for name in (column.heading, *column.aliases)
        if len(name) > 1 and words.startswith(name)
    ]
    return max(named, key=lambda found: len(found[0]), default=(None, None))[1]
