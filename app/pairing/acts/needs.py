"""What disabled persons need, and when it was met."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid
from app.pairing import rules
from app.pairing.acts import common
from app.pairing.acts.common import Values
from app.pairing.acts.persons import person_named
from app.pairing.models import Need

FIELDS = (
    "kind",
    "detail",
    "raised_on",
    "surveyor",
    "resources",
    "department",
    "due_on",
    "met_on",
    "result",
    "note",
)


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> Need:
    _check(session, values)
    need = Need(
        branch_id=branch_id,
        name=values["name"],
        kind=values["kind"],
        detail=values["detail"],
        raised_on=values["raised_on"],
        **common.stamp(session, actor),
    )
    common.put(need, FIELDS, values)
    need.name, need.person_id, need.household_id = person_named(session, branch_id, values["name"], values)
    session.add(need)
    session.flush()
    audit.note(session, actor, "need.add", need)
    return need


def change(session: Session, actor: Actor, need: Need, values: Values, version: int | None) -> Need:
    expect_version(need, version, values)
    _check(session, {key: getattr(need, key) for key in ("name", *FIELDS)} | dict(values))
    changed = common.put(need, FIELDS, values)
    if values.get("name") and values["name"] != need.name:
        need.name, need.person_id, need.household_id = person_named(session, need.branch_id, values["name"], values)
        changed.append("name")
    if changed:
        audit.note(session, actor, "need.change", need, fields=sorted(changed))
    return need


def meet(session: Session, actor: Actor, need: Need, met_on: date | None, result: str) -> None:
    """办结: on the day, with what came of it."""
    if met_on is None:
        raise Invalid({"met_on": "请填写办结日期"})
    change(session, actor, need, {"met_on": met_on, "result": result or need.result}, None)


def reopen(session: Session, actor: Actor, need: Need) -> None:
    """The undo of `meet`; what was written of the result stays."""
    change(session, actor, need, {"met_on": None}, None)


def delete(session: Session, actor: Actor, need: Need) -> None:
    common.delete(session, actor, need, "need")


def restore(session: Session, actor: Actor, need: Need) -> None:
    common.restore(session, actor, need, "need")


def _check(session: Session, values: Values) -> None:
    if errors := rules.need(values, common.today(session)):
        raise Invalid(errors)
