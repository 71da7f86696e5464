"""The roll call as a page shows it: nobody is marked beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.activities.models import PRESENCES, Activity
from app.branches.models import POSTS
from app.branches.queries import RosterRow
from app.web import Form


@dataclass(frozen=True, slots=True)
class Called:
    """One person of the roll call. Who is by approval not due is not on it: that is nobody else's business."""

    id: int
    name: str
    post: str
    state: str
    reason: str


def roll(form: Form, people: Sequence[Called]) -> dict[int, tuple[str, str]]:
    """person id → (presence, reason) of those who were marked."""
    marks = {}
    for person in people:
        presence = form[f"attend-{person.id}"]
        if presence in PRESENCES:
            marks[person.id] = (presence, form[f"reason-{person.id}"])
    return marks


def called(activity: Activity, due: Sequence[RosterRow], members: Sequence[RosterRow], form: Form) -> list[Called]:
    """Who is on the list: the frozen one, or before it those who are due now; as typed just now or as saved."""
    saved = {row.person_id: row for row in activity.roll}
    posts = {row.person_id: POSTS.get(row.post, "") for row in members}
    listed = [(row.person_id, row.name) for row in activity.roll if row.person_id is not None and not row.excused]
    if activity.frozen_on is None:
        listed += [(row.person_id, row.name) for row in due if row.person_id not in saved and not row.excluded]
    made = []
    for person, name in listed:
        row, field = saved.get(person), f"attend-{person}"
        state = form[field] or (row.presence if row else "")
        reason = form[f"reason-{person}"] or (row.reason if row else "")
        made.append(Called(person, name, posts.get(person, ""), state, reason))
    order = {row.person_id: place for place, row in enumerate(members)}
    return sorted(made, key=lambda each: order.get(each.id, len(order)))
