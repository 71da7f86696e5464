"""What is read of a 组织生活会: its findings, their issues, and what the year's records say of its preparation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, lazyload

from app.activities.models import Activity, Part
from app.branches.access import record_for
from app.branches.models import Person
from app.branches.queries import roster
from app.errors import NotFound
from app.life_meetings.counted import facts
from app.life_meetings.models import LifeFinding
from app.life_meetings.rules import Prepared
from app.rectification.cases import chain
from app.rectification.models import Issue
from app.rectification.states import IN_HAND, state_of, words_of
from app.talks.models import Talk, TalkPerson

__all__ = ["Handed", "facts", "findings", "handed", "meeting_for", "people", "prepared", "year_of"]


class Handed(NamedTuple):
    """The issue that came of a finding."""

    id: int
    number: int
    words: str
    finished: bool


def meeting_for(session: Session, reach: frozenset[int], activity_id: int) -> Activity:
    """A gathering with a 组织生活会 in it, within the reach, or 404."""
    activity = record_for(session, reach, Activity, activity_id)
    if all(part.kind != "life_meeting" for part in activity.parts):
        raise NotFound("这次会议不是组织生活会")
    return activity


def year_of(activity: Activity) -> int:
    """所属年度."""
    return activity.held_on.year if activity.belongs_to is None else activity.belongs_to // 100


def findings(session: Session, activity_id: int) -> list[LifeFinding]:
    query = select(LifeFinding).where(LifeFinding.activity_id == activity_id)
    return list(session.scalars(query.order_by(LifeFinding.id)))


def handed(session: Session, found: Iterable[LifeFinding]) -> dict[int, Handed]:
    """finding id → its issue, for all in one question; one that was deleted counts as none."""
    came_of = {one.id: one.issue_id for one in found if one.issue_id}
    query = select(Issue).where(Issue.id.in_(came_of.values()))
    query = query.options(lazyload(Issue.lists), lazyload(Issue.updates), lazyload(Issue.evidence))
    issues = {issue.id: _handed(issue) for issue in (session.scalars(query) if came_of else ())}
    return {one: issues[issue] for one, issue in came_of.items() if issue in issues}


def _handed(issue: Issue) -> Handed:
    state = state_of(chain(issue))
    over = state == "closed" if issue.mode == "long_term" else state not in IN_HAND
    return Handed(issue.id, issue.number, words_of(state, issue.mode), over)


def people(session: Session, found: Iterable[LifeFinding]) -> dict[int, str]:
    """person id → name, of those whom findings are about."""
    ids = {one.person_id for one in found if one.person_id}
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all()) if ids else {}


def prepared(session: Session, activity: Activity) -> Prepared:
    """Studies and heart-to-heart talks from the first day of 所属年度 to the day of the meeting."""
    since = date(year_of(activity), 1, 1)
    study = select(func.count(), func.max(Activity.held_on)).where(
        Activity.branch_id == activity.branch_id,
        Activity.held_on.between(since, activity.held_on),
        Activity.cancelled_on.is_(None),
        Activity.is_draft.is_(False),
        exists().where(Part.activity_id == Activity.id, Part.kind == "study", Part.deleted_at.is_(None)),
    )
    studies, last = session.execute(study).one()
    talks = select(TalkPerson.side, TalkPerson.person_id).join(Talk, Talk.id == TalkPerson.talk_id)
    talks = talks.where(Talk.branch_id == activity.branch_id, Talk.kind == "heart")
    sides = session.execute(talks.where(Talk.talked_on.between(since, activity.held_on))).all()
    seen = {person for _, person in sides}
    unheard = sum(row.person_id not in seen for row in roster(session, [activity.branch_id], activity.held_on))
    return Prepared(since, studies, last, sum(side == "counterpart" for side, _ in sides), unheard)
