"""Every change to 补学; none of them touches the roll, so 实到 stays what it was."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.activities.models import Activity
from app.activities.studies import rules
from app.activities.studies.models import MakeUpStudy
from app.activities.studies.queries import missed, of_meeting
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid, NotFound

KEPT = ("how", "studied_on", "note")


def add(
    session: Session,
    actor: Actor,
    activity: Activity,
    people: Collection[int],
    how: str,
    studied_on: date | None,
    note: str = "",
) -> list[MakeUpStudy]:
    """One row a person who was not there, all in the same way on the same day. Raises Invalid."""
    today = session.info["clock"].today()
    names = missed(activity)
    errors = rules.problems(people, names, how, studied_on, activity.held_on, today)
    twice = [names[row.person_id] for row in of_meeting(session, activity) if row.person_id in people]
    if twice:
        errors["people"] = f"{'、'.join(twice)}已经登记过补学，请在下面修改"
    if errors or studied_on is None:
        raise Invalid(errors)
    made = []
    for person in people:
        row = MakeUpStudy(branch_id=activity.branch_id, activity_id=activity.id, person_id=person, name=names[person])
        row.how, row.studied_on, row.note = how, studied_on, note
        row.created_by, row.recorded_on = actor.account_id, today
        session.add(row)
        made.append(row)
    session.flush()
    for row in made:
        audit.note(session, actor, "study.add", row)
    return made


def change(
    session: Session,
    actor: Actor,
    row: MakeUpStudy,
    how: str,
    studied_on: date | None,
    note: str,
    version: int | None,
) -> None:
    """Raises Conflict when it has moved on since it was read."""
    expect_version(row, version, KEPT)
    activity, today = meeting_of(session, row), session.info["clock"].today()
    errors = rules.problems([row.person_id], [row.person_id], how, studied_on, activity.held_on, today)
    if errors or studied_on is None:
        raise Invalid(errors)
    row.how, row.studied_on, row.note = how, studied_on, note
    audit.note(session, actor, "study.change", row)


def delete(session: Session, actor: Actor, row: MakeUpStudy) -> None:
    row.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "study.delete", row)


def restore(session: Session, actor: Actor, row: MakeUpStudy) -> None:
    """Raises Invalid when it was entered again meanwhile."""
    same = (MakeUpStudy.activity_id == row.activity_id, MakeUpStudy.person_id == row.person_id)
    if session.scalar(select(MakeUpStudy).where(*same)) is not None:
        raise Invalid({"people": f"{row.name}的补学已另有一条，请先处理那一条"})
    row.deleted_at = None
    audit.note(session, actor, "study.restore", row)


def meeting_of(session: Session, row: MakeUpStudy) -> Activity:
    """A deleted meeting has no 补学."""
    activity = session.scalar(select(Activity).where(Activity.id == row.activity_id))
    if activity is None:
        raise NotFound
    return activity
