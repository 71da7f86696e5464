"""The parts (环节) of a gathering, set as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.activities.models import Activity, Part
from app.audit import Actor
from app.branches.queries import person_id_of, secretary

PART_FIELDS = [
    "kind",
    "topic",
    "speaker",
    "speaker_post",
    "by_secretary",
    "is_integrity",
    "tenth_hours",
    "articles",
    "source",
    "measures",
    "minutes",
]


def set_parts(session: Session, actor: Actor, activity: Activity, parts: Sequence[Mapping[str, Any]]) -> None:
    """Make the parts these, in this order; a part that is no longer there is deleted."""
    chief = secretary(session, activity.branch_id, activity.held_on)
    for position, values in enumerate(parts, 1):
        if position <= len(activity.parts):
            part = activity.parts[position - 1]
        else:
            part = Part(activity_id=activity.id, kind=values["kind"], created_by=actor.account_id)
            part.recorded_on = session.info["clock"].today()
            activity.parts.append(part)
        part.position = position
        for key in PART_FIELDS:
            if values.get(key) is not None:
                setattr(part, key, values[key])
        part.speaker_id = person_id_of(session, activity.branch_id, part.speaker)
        if "by_secretary" not in values:
            part.by_secretary = bool(chief and part.speaker == chief.name)
    for part in activity.parts[len(parts) :]:
        part.deleted_at = session.info["clock"].now()
    session.flush()
    session.expire(activity, ["parts"])
