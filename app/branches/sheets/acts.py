"""Every change to a branch's dated records; each is noted under the noun of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import Person
from app.branches.sheets.kinds import Sheet
from app.db import Record, expect_version
from app.errors import Invalid
from app.web import short_day

Values = Mapping[str, Any]


def add(session: Session, actor: Actor, sheet: Sheet, branch_id: int, values: Values) -> Record:
    """A record as it stands on paper. Raises Invalid."""
    today: date = session.info["clock"].today()
    _checked(session, sheet, branch_id, values, today)
    made = {"branch_id": branch_id, "created_by": actor.account_id, "recorded_on": today}
    record = sheet.model(**made, **values)
    session.add(record)
    session.flush()
    sheet.after(session, record)
    audit.note(session, actor, f"{sheet.noun}.add", record)
    return record


def change(
    session: Session, actor: Actor, sheet: Sheet, record: Any, values: Values, version: int | None = None
) -> None:
    """A slip corrected, or the day on which it ended. Raises Invalid, or Conflict."""
    expect_version(record, version, values)
    _checked(session, sheet, record.branch_id, values, session.info["clock"].today(), record)
    changed = [key for key, value in values.items() if getattr(record, key) != value]
    for key in changed:
        setattr(record, key, values[key])
    audit.note(session, actor, f"{sheet.noun}.change", record, fields=sorted(changed))


def delete(session: Session, actor: Actor, sheet: Sheet, record: Record) -> None:
    record.deleted_at = session.info["clock"].now()
    audit.note(session, actor, f"{sheet.noun}.delete", record)


def restore(session: Session, actor: Actor, sheet: Sheet, record: Any) -> None:
    """The undo of `delete`. Raises Invalid when another record has taken its place meanwhile."""
    held = {column.key: getattr(record, column.key) for column in record.__table__.columns}
    _beside(session, sheet, record.branch_id, held, record)
    record.deleted_at = None
    audit.note(session, actor, f"{sheet.noun}.restore", record)


def one_at_a_time(session: Session, sheet: Sheet, branch_id: int, values: Values, own: Any) -> dict[str, str]:
    """`beside` of a kind of which nobody has two on one day."""
    model: Any = sheet.model
    since, until = values["since"], values.get("until")
    same = select(model).where(model.branch_id == branch_id, model.person_id == values["person_id"])
    for other in session.scalars(same):
        if other is own or (other.until and other.until <= since) or (until and until <= other.since):
            continue
        name = session.get_one(Person, values["person_id"]).name
        words = f"{name}自{short_day(other.since)}起已有一条{sheet.word}"
        return {"since": f"{words}，请核对日期，或打开那一条填写结束日期"}
    return {}


def _checked(session: Session, sheet: Sheet, branch_id: int, values: Values, today: date, own: Any = None) -> None:
    about = sheet.about
    if about:
        among = dict(about.among(session, branch_id, today))
        chosen = values.get(about.key)
        if chosen not in among and (own is None or chosen != getattr(own, about.key)):
            raise Invalid({about.key: f"请从名单里选择{about.heading}"})
    sheet.check(values, today)
    _beside(session, sheet, branch_id, values, own)


def _beside(session: Session, sheet: Sheet, branch_id: int, values: Values, own: Any) -> None:
    found = sheet.beside(session, sheet, branch_id, values, own)
    if found:
        raise Invalid(found)
