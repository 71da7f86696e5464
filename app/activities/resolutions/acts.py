"""Every change to resolutions, and how one becomes an issue of the rectification ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.activities.models import Activity
from app.activities.resolutions import rules
from app.activities.resolutions.models import Resolution
from app.audit import Actor
from app.branches.queries import person_id_of
from app.db import expect_version
from app.errors import Invalid, NotFound, Refusal
from app.rectification import acts as rectification
from app.rectification.models import BRANCH_LIST, Issue

Values = Mapping[str, Any]
FIELDS = ("text", "owner", "due_on", "is_measure")


def add(session: Session, actor: Actor, activity: Activity, values: Values) -> Resolution:
    """One thing that the meeting decided to have done. Raises Invalid."""
    if activity.cancelled_on is not None:
        raise Refusal("会议已取消，不能登记议定事项", place=activity.title)
    _check(activity, values)
    made = Resolution(branch_id=activity.branch_id, activity_id=activity.id, text="", created_by=actor.account_id)
    made.recorded_on = session.info["clock"].today()
    _set(session, made, values)
    session.add(made)
    session.flush()
    audit.note(session, actor, "resolution.add", made)
    return made


def change(session: Session, actor: Actor, made: Resolution, values: Values, version: int | None) -> Resolution:
    """Corrected words, person or day. Raises Conflict when it has moved on since it was read."""
    expect_version(made, version, FIELDS)
    _own(session, made)
    _check(meeting_of(session, made), values)
    _set(session, made, values)
    audit.note(session, actor, "resolution.change", made, fields=sorted(values))
    return made


def finish(session: Session, actor: Actor, made: Resolution, done_on: date | None, note: str) -> None:
    """办结 on its own day, which may be past."""
    _own(session, made)
    today = session.info["clock"].today()
    if errors := rules.done_problems(done_on, meeting_of(session, made).held_on, today):
        raise Invalid(errors)
    made.done_on, made.done_note = done_on, note
    audit.note(session, actor, "resolution.finish", made)


def reopen(session: Session, actor: Actor, made: Resolution) -> None:
    """The undo of `finish`: said too soon."""
    made.done_on, made.done_note = None, ""
    audit.note(session, actor, "resolution.reopen", made)


def delete(session: Session, actor: Actor, made: Resolution) -> None:
    _own(session, made)
    made.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "resolution.delete", made)


def restore(session: Session, actor: Actor, made: Resolution) -> None:
    meeting_of(session, made)
    made.deleted_at = None
    audit.note(session, actor, "resolution.restore", made)


def raise_issue(session: Session, actor: Actor, made: Resolution) -> Issue:
    """Into the rectification ledger, with the same person and day; from then on it is closed there."""
    _own(session, made)
    if made.done_on is not None:
        raise Refusal("这一项已经办结，不用再转为整改", "确需整改的，请先撤销办结", place=made.text)
    activity = meeting_of(session, made)
    criticised = any(part.kind == "life_meeting" for part in activity.parts)
    values = {
        "source": "life_meeting" if criticised else "self_check",
        "source_ref": f"resolutions:{made.id}",
        "found_on": activity.held_on,
        "text": made.text,
        "owner": made.owner,
        "mode": "by_date" if made.due_on else "",
        "due_on": made.due_on,
        "lists": (BRANCH_LIST,),
        "note": f"来自“{activity.title}”议定事项",
    }
    issue = rectification.add(session, actor, made.branch_id, values)
    made.issue_id = issue.id
    audit.note(session, actor, "resolution.raise_issue", made, number=issue.number)
    return issue


def issue_of(session: Session, made: Resolution) -> Issue | None:
    """The resolution's issue, unless it was deleted."""
    return session.scalar(select(Issue).where(Issue.id == made.issue_id)) if made.issue_id else None


def meeting_of(session: Session, made: Resolution) -> Activity:
    """A deleted meeting has no resolutions."""
    activity = session.scalar(select(Activity).where(Activity.id == made.activity_id))
    if activity is None:
        raise NotFound
    return activity


def _own(session: Session, made: Resolution) -> None:
    """What became an issue is changed and closed there."""
    if issue := issue_of(session, made):
        raise Refusal(f"这一项已转为整改第{issue.number}项", "请在整改台账里办理", place=made.text)


def _check(activity: Activity, values: Values) -> None:
    first_topic = any(part.kind == "first_topic" for part in activity.parts)
    if errors := rules.problems(values, activity.held_on, first_topic=first_topic):
        raise Invalid(errors)


def _set(session: Session, made: Resolution, values: Values) -> None:
    made.text, made.owner = values["text"].strip(), values.get("owner") or ""
    made.due_on, made.is_measure = values.get("due_on"), bool(values.get("is_measure"))
    made.owner_id = person_id_of(session, made.branch_id, made.owner)
