"""The parts (环节) of a gathering, set as a whole; one that is named by its id stays the same part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.activities.models import Activity, Part
from app.activities.rules import first_topic
from app.audit import Actor
from app.branches.queries import person_id_of, secretary

PART_FIELDS = [
    "kind",
    "topic",
    "speaker",
    "speaker_post",
    "host",
    "agenda",
    "by_secretary",
    "is_integrity",
    "tenth_hours",
    "articles",
    "source",
    "measures",
    "minutes",
]
Values = Mapping[str, Any]


def set_parts(session: Session, actor: Actor, activity: Activity, parts: Sequence[Values]) -> None:
    """Make the parts these, in this order; a part that is no longer there is deleted.

    The 第一议题 that the agenda names opens the gathering as a part of its own.
    """
    chief = secretary(session, activity.branch_id, activity.held_on)
    known = {part.id: part for part in activity.parts}
    kept: set[int] = set()
    for position, values in enumerate(_opened(activity, parts), 1):
        part = known.get(values.get("id", 0))
        if part is None:
            part = Part(activity_id=activity.id, kind=values["kind"], created_by=actor.account_id)
            part.recorded_on = session.info["clock"].today()
            activity.parts.append(part)
        else:
            kept.add(part.id)
        part.position = position
        for key in PART_FIELDS:
            if values.get(key) is not None:
                setattr(part, key, values[key])
        part.speaker_id = person_id_of(session, activity.branch_id, part.speaker)
        if "by_secretary" not in values:
            part.by_secretary = bool(chief and part.speaker == chief.name)
    for number, part in known.items():
        if number not in kept:
            part.deleted_at = session.info["clock"].now()
    session.flush()
    session.expire(activity, ["parts"])


def told_apart(old: Sequence[Part], given: Sequence[Values]) -> list[dict[str, Any]]:
    """The old parts with what is given for them; a given part is the old one of its kind and topic, else
    the only one of its kind, else a new one."""
    made = [{"id": part.id} | {key: getattr(part, key) for key in PART_FIELDS} for part in old]
    for part in given:
        values = {key: value for key, value in part.items() if value}
        like = [each for each in made if each["kind"] == part["kind"]]
        same = [each for each in like if each["topic"] == part.get("topic")] or (like if len(like) == 1 else [])
        if same:
            same[0].update(values)
        else:
            made.append(values)
    return made


def _opened(activity: Activity, parts: Sequence[Values]) -> list[Values]:
    openings = [part for part in parts if part["kind"] == "first_topic"]
    named = first_topic(activity.agenda)
    if not openings and named is not None:
        openings = [named]
    return [*openings, *(part for part in parts if part["kind"] != "first_topic")]
