"""Which column of the sheet means which of ours: said by hand, and what was said before taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.errors import NotFound
from app.imports import acts, memories, sheets
from app.imports.access import import_for
from app.imports.models import ColumnMemory
from app.imports.preview import FOR_GOOD
from app.web import action
from checklists.ledgers.headings import IGNORED

YEARS = range(2000, 2100)


@action("/import/{import_id:int}/columns", name="imports.columns")
def choose_columns(desk: AtDesk, import_id: FromPath[int]) -> Response[Any]:
    """What a person says a column means holds before what its heading says."""
    form = desk.form
    with desk.read() as session:
        record, door = import_for(desk, session, import_id)
        upload = acts.uploaded(session, record)
    mapping = dict(upload.mapping)
    for number in range(len([name for name, _ in form if name.startswith("heading-")])):
        key = form[f"column-{number}"]
        if key != form[f"was-{number}"]:
            mapping[form[f"heading-{number}"]] = IGNORED if key == FOR_GOOD else key
    year = year_of(form["year"])
    sheets.read(replace(upload, year=year, mapping=mapping), door.form)
    with desk.write() as session:
        record, _ = import_for(desk, session, import_id)
        acts.set_columns(session, desk.actor, record, mapping, year, form.number("version"))
        return desk.done(session, f"/import/{import_id}", "已按您指定的列重新读过")


@action("/import/{import_id:int}/memories/{memory_id:int}/forget", name="imports.forget")
def forget_column(desk: AtDesk, import_id: FromPath[int], memory_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        memory = _memory_for(desk, session, import_id, memory_id)
        memories.forget(session, desk.actor, memory)
        undo = f"/import/{import_id}/memories/{memory_id}/restore"
        return desk.done(session, f"/import/{import_id}", "已忘记上次为这一列的指定，并重新读过", undo=undo)


@action("/import/{import_id:int}/memories/{memory_id:int}/restore", name="imports.recall")
def recall_column(desk: AtDesk, import_id: FromPath[int], memory_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        memories.recall(session, desk.actor, _memory_for(desk, session, import_id, memory_id, deleted=True))
        return desk.done(session, f"/import/{import_id}", "已恢复上次的指定，并重新读过")


def _memory_for(desk: Desk, session: Session, import_id: int, memory_id: int, *, deleted: bool = False) -> ColumnMemory:
    """A memory of the import's own branch and form; that of another does not exist here."""
    record, _ = import_for(desk, session, import_id)
    memory = record_for(session, frozenset({record.branch_id}), ColumnMemory, memory_id, deleted=deleted)
    if memory.form != record.form:
        raise NotFound
    return memory


def year_of(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) in YEARS else None


ROUTES = [choose_columns, forget_column, recall_column]
