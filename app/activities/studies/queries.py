"""What is read of 补学: who missed a meeting, who has made up for it, and facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.activities.models import Activity
from app.activities.studies.models import MakeUpStudy
from app.facts import fact, key
from checklists.units import Unit


def missed(activity: Activity) -> dict[int, str]:
    """Person → name of those on leave or absent by the roll, also where they were excused."""
    rows = [row for row in activity.roll if row.presence in ("leave", "absent")]
    return {row.person_id: row.name for row in rows if row.person_id is not None}


def of_meeting(session: Session, activity: Activity) -> list[MakeUpStudy]:
    query = select(MakeUpStudy).where(MakeUpStudy.activity_id == activity.id)
    return list(session.scalars(query.order_by(MakeUpStudy.studied_on, MakeUpStudy.id)))


def owed(session: Session, activity: Activity) -> list[str]:
    """Names of those due who were not there and have no 补学 yet; a help to the memory, not an overdue duty."""
    made = {row.person_id for row in of_meeting(session, activity)}
    excused = {row.person_id for row in activity.roll if row.excused}
    return [name for person, name in missed(activity).items() if person not in made | excused]


def deleted(session: Session, activity: Activity) -> list[tuple[int, str]]:
    query = select(MakeUpStudy.id, MakeUpStudy.name)
    query = query.where(MakeUpStudy.activity_id == activity.id, MakeUpStudy.deleted_at.is_not(None))
    rows = session.execute(query.order_by(MakeUpStudy.id), execution_options={"with_deleted": True})
    return [(id_, name) for id_, name in rows]


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """人次 by the day on which it was made up; the person stands in the subject and not in the title."""
    columns = (MakeUpStudy.id, MakeUpStudy.branch_id, MakeUpStudy.studied_on, MakeUpStudy.recorded_on, Activity.title)
    query = fact("make_up_study", *columns, unit=Unit.PERSON_TIMES, subject=key("person", MakeUpStudy.person_id)).join(
        Activity, Activity.id == MakeUpStudy.activity_id
    )
    counted = (Activity.deleted_at.is_(None), Activity.confirmed_on.is_not(None), Activity.cancelled_on.is_(None))
    return (query.where(MakeUpStudy.branch_id.in_(branches), MakeUpStudy.deleted_at.is_(None), *counted),)
