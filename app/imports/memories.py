"""What a person said of a column is remembered for the branch when the file is written, and said again of the next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.errors import Refusal
from app.imports.models import ColumnMemory, Import
from checklists.ledgers import definitions
from checklists.ledgers.fold import fold
from checklists.ledgers.form import Form
from checklists.ledgers.headings import IGNORED, is_placed, meanings
from checklists.ledgers.match import Sheet


@dataclass(frozen=True, slots=True)
class Recalled:
    """One column read as the branch said of an earlier file: heading as written, the form's own words or "" for none."""

    memory_id: int
    heading: str
    read_as: str


def known(session: Session, branch_id: int, form: Form) -> dict[str, str]:
    """Folded heading → key, for the columns the form still has."""
    keys = {column.key for column in form.columns} | {IGNORED}
    memories = _memories(session, branch_id, form.key)
    return {memory.heading: memory.column_key for memory in memories if memory.column_key in keys}


def recalled(session: Session, record: Import, sheet: Sheet) -> list[Recalled]:
    """The memories by which this sheet was read; what was said of this file itself is none."""
    form = definitions.form(record.form)
    said = {fold(heading) for heading in json.loads(record.mapping)}
    read = {fold(heading): (heading, key) for heading, key in sheet.by_hand.items() if fold(heading) not in said}
    found = []
    for memory in _memories(session, record.branch_id, record.form):
        heading, key = read.get(memory.heading, ("", ""))
        if heading and key == memory.column_key:
            found.append(Recalled(memory.id, heading, form.column(key).heading if key else ""))
    return found


def words(sheet: Sheet, form: Form) -> Iterator[str]:
    """The same in one line each, where nothing can be pressed."""
    for heading, key in sheet.by_hand.items():
        yield f"按上次指定：表里的“{heading}”{f'→{form.column(key).heading}' if key else '不写入'}。"


def learn(session: Session, actor: Actor, record: Import, sheet: Sheet) -> None:
    """What was said of this file, as far as its columns were read by it. What any sheet is read as needs no memory."""
    form = definitions.form(record.form)
    memories = {memory.heading: memory for memory in _memories(session, record.branch_id, record.form)}
    for heading, key in _used(json.loads(record.mapping), sheet).items():
        memory = memories.get(fold(heading))
        plain = next((column.key for column in meanings(form, heading)), IGNORED)
        if memory is not None and key == plain != IGNORED:
            memory.deleted_at = session.info["clock"].now()
        elif memory is not None:
            memory.column_key = key
        elif key == IGNORED or key != plain:
            session.add(_memory(session, actor, record, fold(heading), key))
    session.flush()


def forget(session: Session, actor: Actor, memory: ColumnMemory) -> None:
    memory.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "column.forget", memory, form=memory.form)


def recall(session: Session, actor: Actor, memory: ColumnMemory) -> None:
    """The undo of `forget`. Raises Refusal when something else was said of the heading since."""
    if memory.heading in {other.heading for other in _memories(session, memory.branch_id, memory.form)}:
        raise Refusal("这一列后来又指定过", "请在核对页里重新选择")
    memory.deleted_at = None
    audit.note(session, actor, "column.restore", memory, form=memory.form)


def _used(mapping: Mapping[str, str], sheet: Sheet) -> dict[str, str]:
    read = {fold(heading): key for heading, key in sheet.by_hand.items()}
    return {h: key for h, key in mapping.items() if read.get(fold(h)) == key and fold(h) and not is_placed(h)}


def _memory(session: Session, actor: Actor, record: Import, heading: str, key: str) -> ColumnMemory:
    today = session.info["clock"].today()
    return ColumnMemory(
        branch_id=record.branch_id,
        form=record.form,
        heading=heading,
        column_key=key,
        created_by=actor.account_id,
        recorded_on=today,
    )


def _memories(session: Session, branch_id: int, form: str) -> list[ColumnMemory]:
    found = select(ColumnMemory).where(ColumnMemory.branch_id == branch_id, ColumnMemory.form == form)
    return list(session.scalars(found.order_by(ColumnMemory.id)))
