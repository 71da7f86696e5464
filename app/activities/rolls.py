"""Who was due at a gathering: the members, the committee or the group, frozen when the roll is first called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.activities.models import Activity, Attendance
from app.audit import Actor
from app.branches.models import Group
from app.branches.queries import RosterRow


def due_list(session: Session, activity: Activity, people: Sequence[RosterRow]) -> list[RosterRow]:
    """A 支委会 is due of the committee and a 党小组会 of its group; whatever else is with them, of all members.

    The rest may be marked 列席. In an enlarged 支委会 they often are; due stays the committee
    (practice.md, Counting).
    """
    kinds = {part.kind for part in activity.parts} - {"first_topic"}
    if kinds == {"committee_meeting"}:
        return [row for row in people if row.post]
    if kinds == {"group_meeting"} and activity.group_id is not None:
        name = session.get_one(Group, activity.group_id).name
        return [row for row in people if row.group == name]
    return list(people)


def mark(
    session: Session,
    actor: Actor,
    activity: Activity,
    due: Sequence[RosterRow],
    people: Sequence[RosterRow],
    marks: Mapping[int, tuple[str, str]],
) -> None:
    """Freeze the list if it is not yet, then write down who was there."""
    today = session.info["clock"].today()
    listed = {row.person_id: row for row in activity.roll}
    known = {row.person_id: row for row in people}
    wanted = [row.person_id for row in due] if activity.frozen_on is None else []
    for person in [*wanted, *(person for person in marks if person not in wanted)]:
        if person in listed or person not in known:
            continue
        row = Attendance(activity_id=activity.id, person_id=person, name=known[person].name, presence="")
        row.votes, row.suspended = known[person].votes, known[person].suspended
        row.excused = bool(known[person].excluded)
        row.created_by, row.recorded_on = actor.account_id, today
        activity.roll.append(row)
        listed[person] = row
    for person, (presence, reason) in marks.items():
        if person in listed:
            listed[person].presence, listed[person].reason = presence, reason
    activity.frozen_on = activity.frozen_on or today
