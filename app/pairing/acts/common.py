"""What all acts of the room share: who and when, fields laid over a record, delete and undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import Record
from app.pairing.known import forget

Values = Mapping[str, Any]


def today(session: Session) -> date:
    day = session.info["clock"].today()
    assert isinstance(day, date)
    return day


def stamp(session: Session, actor: Actor) -> dict[str, Any]:
    """Who entered it, and on which business day."""
    return {"created_by": actor.account_id, "recorded_on": today(session)}


def put(record: Record, keys: Iterable[str], values: Values) -> list[str]:
    """Lay the given fields over the record; the names of those that changed. A cleared text is never null."""
    changed = []
    for key in keys:
        if key not in values:
            continue
        column = record.__table__.c[key]
        blank = None if column.nullable or column.default is None else column.default.arg
        value = blank if values[key] is None else values[key]
        if getattr(record, key) != value:
            setattr(record, key, value)
            changed.append(key)
    return changed


def delete(session: Session, actor: Actor, record: Record, noun: str, *, branch: int | None = None) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    record.deleted_at = session.info["clock"].now()
    session.flush()
    forget(session)
    audit.note(session, actor, f"{noun}.delete", record, branch=branch)


def restore(session: Session, actor: Actor, record: Record, noun: str, *, branch: int | None = None) -> None:
    """The undo of `delete`; the caller has seen that nothing took its place."""
    record.deleted_at = None
    session.flush()
    forget(session)
    audit.note(session, actor, f"{noun}.restore", record, branch=branch)
