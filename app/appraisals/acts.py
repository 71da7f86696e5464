"""Every change to appraisals; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.appraisals import contents, rules
from app.appraisals.models import Appraisal
from app.appraisals.queries import same
from app.audit import Actor
from app.branches.models import Person
from app.branches.queries import roster
from app.db import expect_version
from app.errors import Invalid

Values = Mapping[str, Any]
FIELDS = ("assessed_on", *contents.FIELDS)


def add(session: Session, actor: Actor, person: Person, year: int, values: Values) -> Appraisal:
    """The appraisal of one member for a year. Raises Invalid, also where the year has it already."""
    today: date = session.info["clock"].today()
    _check({**values, "year": year}, today)
    _alone(session, person.branch_id, person.id, person.name, year)
    day: date | None = values.get("assessed_on")
    appraisal = Appraisal(
        branch_id=person.branch_id,
        person_id=person.id,
        subject_key_id=person.subject_key_id,
        name=person.name,
        category=values.get("category") or _category(session, person, day or today),
        year=year,
        assessed_on=day,
        created_by=actor.account_id,
        recorded_on=today,
    )
    contents.seal(session, appraisal, values)
    session.add(appraisal)
    session.flush()
    audit.note(session, actor, "appraisal.add", appraisal, year=year)
    return appraisal


def change(session: Session, actor: Actor, appraisal: Appraisal, values: Values, version: int | None) -> Appraisal:
    """What is given is changed, the rest stays. Raises Conflict when it has moved on meanwhile."""
    expect_version(appraisal, version, ("assessed_on",))
    before = contents.opened(session, appraisal)
    merged: dict[str, Any] = before | {"assessed_on": appraisal.assessed_on, "year": appraisal.year} | dict(values)
    _check(merged, session.info["clock"].today())
    appraisal.assessed_on = merged["assessed_on"]
    appraisal.category = values.get("category") or appraisal.category
    contents.seal(session, appraisal, merged)
    flag_modified(appraisal, "content_sealed")
    changed = [key for key in contents.FIELDS if (merged.get(key) or None) != (before[key] or None)]
    audit.note(session, actor, "appraisal.change", appraisal, fields=changed)
    return appraisal


def delete(session: Session, actor: Actor, appraisal: Appraisal) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    appraisal.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "appraisal.delete", appraisal)


def restore(session: Session, actor: Actor, appraisal: Appraisal) -> None:
    """The undo of `delete`. Raises Invalid when the person was assessed anew for the year meanwhile."""
    _alone(session, appraisal.branch_id, appraisal.person_id, appraisal.name, appraisal.year)
    appraisal.deleted_at = None
    audit.note(session, actor, "appraisal.restore", appraisal)


def _check(values: Values, today: date) -> None:
    if errors := rules.problems(values, today):
        raise Invalid(errors)


def _alone(session: Session, branch_id: int, person_id: int, name: str, year: int) -> None:
    if same(session, branch_id, person_id, year) is not None:
        raise Invalid({"name": f"“{name}”{year}年度的评议结果已经登记，请打开那一条修改"})


def _category(session: Session, person: Person, day: date) -> str:
    """人员类别 on the day; of who was not on the roster then, nothing else than a full member can be said."""
    rows = roster(session, [person.branch_id], day)
    return next((row.category for row in rows if row.person_id == person.id), "full")
