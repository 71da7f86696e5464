"""Households and the disabled persons in them: added, corrected, no longer visited, deleted, revealed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor, AuditRow
from app.branches.names import bare, sort_key
from app.crypto import sealer
from app.db import expect_version
from app.errors import Invalid, Refusal
from app.pairing import rules, sealed
from app.pairing.acts import common
from app.pairing.acts.common import Values
from app.pairing.known import forget, known
from app.pairing.models import AssistedPerson, Household
from app.pairing.words import ENDINGS

FIELDS = ("village", "policies", "relation", "size", "difficulties", "needs", "note")
PERSON_FIELDS = ("gender", "birth_month", "guardian")
REVEALS_AN_HOUR = 30  # R65
REVEAL = "household.reveal"


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> Household:
    """A household of the branch; its village is read from the address when it was not given."""
    values = _with_village(values)
    _check(session, branch_id, values)
    name = bare(values["name"])
    household = Household(
        branch_id=branch_id,
        subject_key_id=sealer(session).new_subject(session),
        name=name,
        sort_key=sort_key(name),
        **common.stamp(session, actor),
    )
    common.put(household, FIELDS, values)
    sealed.put(session, household, values)
    household.persons, household.pairings, household.commitments = [], [], []
    session.add(household)
    session.flush()
    known(session, branch_id).add_household(household.id, name, household.village)
    audit.note(session, actor, "household.add", household)
    return household


def change(session: Session, actor: Actor, household: Household, values: Values, version: int | None) -> Household:
    """Corrected particulars. Raises Conflict when the record has moved on since it was read."""
    expect_version(household, version, values)
    merged = {key: getattr(household, key) for key in ("name", *FIELDS)} | dict(values)
    _check(session, household.branch_id, merged, household)
    changed = common.put(household, FIELDS, values) + sealed.put(session, household, values)
    if bare(merged["name"]) != household.name:
        household.name, household.sort_key = bare(merged["name"]), sort_key(merged["name"])
        changed.append("name")
    if {"name", "village"} & set(changed):
        session.flush()
        forget(session)
    if changed:
        audit.note(session, actor, "household.change", household, fields=sorted(changed))
    return household


def end(session: Session, actor: Actor, household: Household, on: date | None, reason: str) -> None:
    """去世或迁出: from the day on nothing is asked about it any more; what was done stays and counts."""
    today = common.today(session)
    errors: dict[str, str] = {}
    if on is None or on > today:
        errors["ended_on"] = f"请填写日期，不晚于今天{today}"
    if reason not in ENDINGS:
        errors["ended_reason"] = "请选择结束联系的原因"
    if errors:
        raise Invalid(errors)
    household.ended_on, household.ended_reason = on, reason
    audit.note(session, actor, "household.end", household)


def resume(session: Session, actor: Actor, household: Household) -> None:
    """The undo of `end`."""
    household.ended_on, household.ended_reason = None, ""
    audit.note(session, actor, "household.resume", household)


def delete(session: Session, actor: Actor, household: Household) -> None:
    """With it go its pairings, promises and visits, and they come back with it."""
    common.delete(session, actor, household, "household")


def restore(session: Session, actor: Actor, household: Household) -> None:
    _check(session, household.branch_id, {"name": household.name, "village": household.village}, household)
    common.restore(session, actor, household, "household")


def add_person(session: Session, actor: Actor, household: Household, values: Values) -> AssistedPerson:
    """A disabled person of the household, called like the household when no name is given."""
    person = AssistedPerson(
        household_id=household.id,
        subject_key_id=sealer(session).new_subject(session),
        name=bare(values.get("name") or household.name),
        **common.stamp(session, actor),
    )
    common.put(person, PERSON_FIELDS, values)
    sealed.put(session, person, values)
    session.add(person)
    household.persons.append(person)
    session.flush()
    known(session, household.branch_id).add_person(person.name, person.id, household.id)
    audit.note(session, actor, "assisted.add", person, branch=household.branch_id)
    return person


def change_person(
    session: Session, actor: Actor, household: Household, person: AssistedPerson, values: Values, version: int | None
) -> AssistedPerson:
    expect_version(person, version, values)
    changed = common.put(person, PERSON_FIELDS, values) + sealed.put(session, person, values)
    if values.get("name") and bare(values["name"]) != person.name:
        person.name = bare(values["name"])
        changed.append("name")
        session.flush()
        forget(session)
    if changed:
        audit.note(session, actor, "assisted.change", person, branch=household.branch_id, fields=sorted(changed))
    return person


def delete_person(session: Session, actor: Actor, household: Household, person: AssistedPerson) -> None:
    common.delete(session, actor, person, "assisted", branch=household.branch_id)


def restore_person(session: Session, actor: Actor, household: Household, person: AssistedPerson) -> None:
    common.restore(session, actor, person, "assisted", branch=household.branch_id)


def reveal(session: Session, actor: Actor, household: Household, reason: str) -> list[dict[str, str]]:
    """The sealed fields in full, the household's first, then each person's; the reason is kept in the audit (R65)."""
    if not reason:
        raise Invalid({"reason": "请写明查看的原因"})
    since = session.info["clock"].now() - timedelta(hours=1)
    asked = select(func.count()).where(AuditRow.account_id == actor.account_id, AuditRow.action == REVEAL)
    if (session.scalar(asked.where(AuditRow.at > since)) or 0) >= REVEALS_AN_HOUR:
        raise Refusal(
            f"一小时内已查看{REVEALS_AN_HOUR}次完整信息，暂不能再看", "请稍后再试；需要大批核对时请联系安全管理员"
        )
    shown: list[Household | AssistedPerson] = [household, *household.persons]
    audit.note(session, actor, REVEAL, household, reason=reason, persons=[person.id for person in household.persons])
    return [sealed.opened(session, record) for record in shown]


def _with_village(values: Values) -> dict[str, Any]:
    village = values.get("village") or rules.village_of(str(values.get("address") or ""))
    return {**values, "village": village}


def _check(session: Session, branch_id: int, values: Values, own: Household | None = None) -> None:
    errors = rules.household(values)
    if not errors:
        name, village = bare(values["name"]), values.get("village") or ""
        twins = known(session, branch_id).twins(name, village)
        if twins and (own is None or own.id not in twins):
            where = f"{village}的" if village else ""
            errors["name"] = f"已登记过{where}“{name}”，请打开那一户；同名的另一户请写明所在村（社区）"
    if errors:
        raise Invalid(errors)
