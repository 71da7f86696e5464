"""A meeting that took place, with its parts and its roll, for the tests of votes, resolutions and 补学."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.activities.models import Activity
    from tests.harness.world import World

HELD = date(2025, 6, 27)


def gathering(
    session: Session,
    world: World,
    kinds: Iterable[str] = ("member_meeting",),
    *,
    title: str = "二季度党员大会",
    held_on: date = HELD,
    roll: dict[str, dict[str, Any]] | None = None,
    branch: int | None = None,
) -> Activity:
    """Everybody of the branch was there, except as `roll` says: name → the attributes that differ."""
    from app.activities.models import Activity, Attendance, Part

    common = {"recorded_on": held_on}
    meeting = Activity(branch_id=branch or world.home, title=title, held_on=held_on, confirmed_on=held_on, **common)
    session.add(meeting)
    session.flush()
    meeting.parts = [Part(activity_id=meeting.id, kind=kind, position=at, **common) for at, kind in enumerate(kinds, 1)]
    if branch is None:
        for name, person in world.people.items():
            values = {"presence": "present", "votes": True, **(roll or {}).get(name, {})}
            meeting.roll.append(Attendance(activity_id=meeting.id, person_id=person, name=name, **values, **common))
    session.flush()
    return meeting
