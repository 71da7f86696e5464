"""The pages of an import: choosing a file, looking at what it would do, what it did."""

from __future__ import annotations

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.errors import Refusal
from app.imports import acts, memories, queries, sheets
from app.imports.access import import_for, may_write, writable
from app.imports.engine import Plan
from app.imports.models import Import
from app.imports.preview import preview
from app.imports.registry import Door, door_of
from app.imports.scope import Scope
from app.imports.words import STATES, listed, numbered
from app.web import Link, short_day
from checklists.ledgers.match import Sheet

NAV = "branch"


def read_again(desk: Desk, import_id: int) -> Sheet:
    """The kept file, read again outside any transaction."""
    with desk.read() as session:
        record, door = import_for(desk, session, import_id)
        upload = acts.uploaded(session, record)
        name = Scope.of(session, (), record.branch_id).chosen_name
    return sheets.read(upload, door.form, name)


def choose(desk: Desk, typed: dict[str, str], errors: dict[str, str] | None = None) -> Response[str]:
    with desk.read() as session:
        doors = writable(desk, session)
        rows = [
            (
                Link(record.called, f"/import/{record.id}"),
                door_of(record.form).form.title,
                short_day(record.recorded_on),
                who,
                _state(record),
            )
            for record, who in queries.recent(session, desk.in_branch, [door.key for door in doors])
        ]
    return desk.page(
        "imports/new.html",
        "导入台账",
        nav=NAV,
        status=422 if errors else 200,
        forms=[(door.key, door.form.title) for door in doors],
        branches=[(id_, name) for id_, name in desk.choices],
        typed={"year": "", "paste": "", "headless": ""} | typed,
        errors=errors or {},
        rows=rows,
    )


def rehearsed(desk: Desk, import_id: int, sheet: Sheet) -> Plan:
    """The whole import carried out and taken back; nothing is kept of it."""
    with desk.read() as session:
        record, door = import_for(desk, session, import_id)
        scope = Scope.of(session, may_write(desk, session, door), record.branch_id)
    return acts.rehearse(desk.office.db, desk.actor, door, sheet, scope)


def look(desk: Desk, import_id: int, refused: Refusal | None = None) -> Response[str]:
    """What writing it would do, and by which columns it was read."""
    sheet = read_again(desk, import_id)
    plan = rehearsed(desk, import_id, sheet)
    with desk.read() as session:
        record, door = import_for(desk, session, import_id)
        before = queries.written_before(session, record)
        recalled = memories.recalled(session, record, sheet)
    return desk.page(
        "imports/preview.html",
        f"核对“{record.called}”",
        nav=NAV,
        status=422 if refused else 200,
        record=record,
        ledger=door.form.title,
        branch=plan.scope.chosen_name,
        seen=preview(plan),
        states=STATES,
        recalled=recalled,
        before=before,
        refused=str(refused) if refused else "",
    )


def result(desk: Desk, session: Session, record: Import, door: Door) -> Response[str]:
    found = queries.result(session, record.id)
    return desk.page(
        "imports/result.html",
        f"导入“{record.called}”",
        nav=NAV,
        record=record,
        ledger=door.form.title,
        state=_state(record),
        counts=[(word, found.counts[state]) for state, word in STATES.items()],
        along=listed(found.made),
        left_out=numbered(found.left_out) if found.left_out else "",
        back=desk.request.app.route_reverse(door.reads),
    )


def _state(record: Import) -> str:
    if record.undone_at is not None:
        return "已撤销"
    return "已写入" if record.written_at is not None else "未写入"
