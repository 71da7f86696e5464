"""Every change by which a file comes in: kept, mapped, written, undone; the command line and the demo take it in one go."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.crypto import sealer
from app.db import Database, expect_version
from app.errors import Refusal
from app.imports import memories
from app.imports.engine import NEW, SAME, UPDATED, Plan, run
from app.imports.models import Import, ImportRow
from app.imports.recording import packed, recording
from app.imports.registry import Door, door_of
from app.imports.scope import Scope, branch_of
from app.imports.sheets import Upload, safe_name
from checklists.ledgers.match import Sheet

PLACE = "imports.file_sealed"


class NotWritten(Refusal):
    """Something is wrong with the rows, so none of them was written; `plan` knows them all."""

    def __init__(self, plan: Plan) -> None:
        wrong = len(plan.left_out)
        if plan.errors:
            super().__init__(f"有{wrong}行有错，一行也没有写入", "请改好文件后再导入，或只写入没有错的行")
        else:
            super().__init__("表里的内容台账里都已经有了，没有要写入的", "不用再导入")
        self.plan = plan


class _Enough(Exception):
    """The rehearsal is over: everything is taken back."""


def keep(session: Session, actor: Actor, door: Door, branch_id: int, upload: Upload) -> Import:
    """The file as it was uploaded, sealed; nothing of it is in the ledgers yet."""
    key = sealer(session).new_subject(session)
    sealed = sealer(session).seal(session, key, PLACE, base64.b64encode(upload.content).decode())
    record = Import(
        branch_id=branch_id,
        subject_key_id=key,
        form=door.key,
        file_name=safe_name(upload.name),
        digest=upload.digest,
        file_sealed=sealed,
        year=upload.year,
        mapping=json.dumps(dict(upload.mapping), ensure_ascii=False),
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(record)
    session.flush()
    audit.note(session, actor, "import.upload", record, form=door.key, digest=upload.digest)
    return record


def uploaded(session: Session, record: Import) -> Upload:
    """The file again, with what was said beside it."""
    text = sealer(session).open(session, record.subject_key_id, PLACE, record.file_sealed)
    known = memories.known(session, record.branch_id, door_of(record.form).form)
    return Upload(record.file_name, base64.b64decode(text), record.year, json.loads(record.mapping), known)


def set_columns(
    session: Session, actor: Actor, record: Import, mapping: Mapping[str, str], year: int | None, version: int | None
) -> None:
    """Which column of the sheet means which of the form, said by hand; the year for days written without one."""
    _refuse_written(record)
    expect_version(record, version, ())
    record.mapping, record.year = json.dumps(dict(mapping), ensure_ascii=False), year
    audit.note(session, actor, "import.columns", record, columns=len(mapping))


def rehearse(db: Database, actor: Actor, door: Door, sheet: Sheet, scope: Scope) -> Plan:
    """The whole import, carried out and taken back: what it says is what writing would do."""
    plan: Plan | None = None
    with suppress(_Enough), db.write() as session:
        plan = _carried_out(session, actor, door, sheet, scope)
        raise _Enough
    assert plan is not None
    return plan


def write(
    session: Session, actor: Actor, record: Import, door: Door, sheet: Sheet, scope: Scope, *, good_rows: bool = False
) -> Plan:
    """All rows or none, or only the good ones if so chosen. Raises NotWritten, and then nothing of it stays."""
    _refuse_written(record)
    plan = _carried_out(session, actor, door, sheet, scope)
    if (plan.errors and not good_rows) or not plan.to_write:
        raise NotWritten(plan)
    _remember(session, actor, record, plan)
    memories.learn(session, actor, record, sheet)
    return plan


def take(
    session: Session, actor: Actor, door: Door, upload: Upload, sheet: Sheet, scope: Scope, *, good_rows: bool = False
) -> Plan:
    """A file read, written and kept in one transaction. Raises NotWritten."""
    plan = _carried_out(session, actor, door, sheet, scope)
    if plan.errors and not (good_rows and plan.to_write):
        raise NotWritten(plan)
    if plan.to_write:
        branch = scope.chosen if scope.chosen is not None else branch_of(plan.outcomes[0].record)
        with audit.as_one(session):
            record = keep(session, actor, door, branch, upload)
        _remember(session, actor, record, plan)
    return plan


def _carried_out(session: Session, actor: Actor, door: Door, sheet: Sheet, scope: Scope) -> Plan:
    with audit.as_one(session), recording(session) as recorder:
        return run(session, actor, door, sheet, scope, recorder)


def _remember(session: Session, actor: Actor, record: Import, plan: Plan) -> None:
    """The rows by which it can be undone, and the one audit row."""
    record.written_at = session.info["clock"].now()
    session.flush()
    rows = list(_rows(record.id, plan))
    session.execute(insert(ImportRow), rows)
    counts = {state: plan.count(state) for state in (NEW, UPDATED, SAME)}
    ids = sorted({outcome.record.id for outcome in plan.outcomes if outcome.state != SAME})
    audit.note(
        session,
        actor,
        "import.write",
        record,
        form=record.form,
        digest=record.digest,
        ids=ids,
        left_out=plan.left_out,
        **counts,
    )


def _rows(import_id: int, plan: Plan) -> list[dict[str, Any]]:
    own = {outcome.key for outcome in plan.outcomes}
    found = [
        _row(import_id, touch.row, "made" if touch.made else "changed", touch.record, packed(touch.before))
        for key, touch in plan.touched.items()
        if key not in own
    ]
    for outcome in plan.outcomes:
        touch = plan.touched.get(outcome.key) if outcome.again is None else None
        before = packed(touch.before) if touch else ""
        found.append(_row(import_id, outcome.row, outcome.state, outcome.record, before))
    left_out = [_row(import_id, row, "left_out", None) for row in plan.left_out]
    return [*found, *left_out]


def _row(import_id: int, row: int, outcome: str, record: Any, before: str = "") -> dict[str, Any]:
    return {
        "import_id": import_id,
        "row": row,
        "outcome": outcome,
        "table_name": record.__tablename__ if record is not None else "",
        "record_id": record.id if record is not None else 0,
        "version": record.version if record is not None else 0,
        "before": before,
    }


def _refuse_written(record: Import) -> None:
    if record.written_at is not None:
        raise Refusal("这份文件已经写入过", "要再写一次，请重新上传")
