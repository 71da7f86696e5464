"""Every change to findings of a 组织生活会; pages and the demo call only these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.activities.models import Activity
from app.audit import Actor
from app.branches.queries import person_id_of
from app.db import expect_version
from app.errors import Invalid
from app.life_meetings import rules
from app.life_meetings.handing_over import issue_of
from app.life_meetings.models import LifeFinding

Values = Mapping[str, Any]
FIELDS = ("kind", "text", "measure", "owner", "due_on", "done_on")
DATES = ("due_on", "done_on")
FOLLOWED = {"text": "内容", "measure": "整改措施", "owner": "责任人", "due_on": "完成时限", "done_on": "落实日期"}


def add(session: Session, actor: Actor, activity: Activity, values: Values) -> LifeFinding:
    """One more finding of the meeting. Raises Invalid."""
    _check(session, activity, values)
    finding = LifeFinding(
        branch_id=activity.branch_id,
        activity_id=activity.id,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    _set(session, finding, values)
    session.add(finding)
    session.flush()
    audit.note(session, actor, "finding.add", finding, kind=finding.kind)
    return finding


def change(session: Session, actor: Actor, finding: LifeFinding, values: Values, version: int | None) -> LifeFinding:
    """Corrected, or carried out. Raises Conflict when it has moved on; what an issue follows is mended there."""
    expect_version(finding, version, FIELDS)
    activity = session.get_one(Activity, finding.activity_id)
    _check(session, activity, values)
    changed = [key for key in FIELDS if (values.get(key) or None) != (getattr(finding, key) or None)]
    issue = issue_of(session, finding)
    if issue is not None:
        told = f"已转为整改台账第{issue.number}项，{{}}请在那一项里更正"
        if locked := {key: told.format(word) for key, word in FOLLOWED.items() if key in changed}:
            raise Invalid(locked)
    _set(session, finding, values)
    audit.note(session, actor, "finding.change", finding, fields=changed)
    return finding


def delete(session: Session, actor: Actor, finding: LifeFinding) -> None:
    """Out of every list and figure; an issue that came of it stays."""
    finding.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "finding.delete", finding)


def restore(session: Session, actor: Actor, finding: LifeFinding) -> None:
    """The undo of `delete`."""
    finding.deleted_at = None
    audit.note(session, actor, "finding.restore", finding)


def _check(session: Session, activity: Activity, values: Values) -> None:
    errors = rules.problems(values, activity.held_on, session.info["clock"].today())
    name = values.get("person") or ""
    if name and person_id_of(session, activity.branch_id, name) is None:
        errors["person"] = f"党员名册里没有“{name}”，或不止一位，请核对姓名；说不清是谁的可以不填"
    if errors:
        raise Invalid(errors)


def _set(session: Session, finding: LifeFinding, values: Values) -> None:
    for key in FIELDS:
        setattr(finding, key, values.get(key) or (None if key in DATES else ""))
    finding.person_id = person_id_of(session, finding.branch_id, values.get("person") or "")
