"""Written opinions of absent voters: received before the meeting, counted for, never as present."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.activities.votes import checks
from app.activities.votes.base import Hall
from app.activities.votes.models import OF_A_PERSON, OPINIONS, Motion, WrittenOpinion
from app.audit import Actor
from app.errors import Invalid, NotFound, Refusal
from app.web import short_day


def add(
    session: Session, actor: Actor, motion: Motion, person_id: int | None, opinion: str, received_on: date | None
) -> WrittenOpinion:
    """Raises Invalid where it came too late or from somebody who is not an absent voter."""
    activity = checks.undeclared(session, motion)
    if motion.kind not in OF_A_PERSON:
        raise Refusal("书面意见只用于发展党员的表决", place=motion.subject)
    hall = Hall(session, activity)
    absent = {row.person_id: row.name for row in hall.floor(hall.body(motion.kind)).absent}
    errors = {}
    if person_id not in absent:
        errors["voter"] = "请选择应到会有表决权、没有到会的党员；到会的当场表决"
    elif any(one.person_id == person_id for one in motion.opinions):
        errors["voter"] = f"{absent[person_id]}的书面意见已经登记，改写请先撤掉那一条"
    if opinion not in OPINIONS:
        errors["opinion"] = "请选择同意、不同意或弃权"
    if received_on is None:
        errors["received_on"] = "请填写收到的日期"
    elif received_on >= activity.held_on:
        errors["received_on"] = f"书面意见须在会前送到，应早于{short_day(activity.held_on)}"
    if errors or person_id is None or received_on is None:
        raise Invalid(errors)
    made = WrittenOpinion(motion_id=motion.id, person_id=person_id, name=absent[person_id], opinion=opinion)
    made.received_on, made.created_by = received_on, actor.account_id
    made.recorded_on = session.info["clock"].today()
    session.add(made)
    _touched(session, motion)
    audit.note(session, actor, "motion.opinion", motion)
    return made


def withdraw(session: Session, actor: Actor, motion: Motion, opinion_id: int | None) -> WrittenOpinion:
    """Entered by mistake: it counts no more. Raises NotFound."""
    checks.undeclared(session, motion)
    found = next((one for one in motion.opinions if one.id == opinion_id), None)
    if found is None:
        raise NotFound
    found.deleted_at = session.info["clock"].now()
    _touched(session, motion)
    audit.note(session, actor, "motion.withdraw_opinion", motion)
    return found


def _touched(session: Session, motion: Motion) -> None:
    flag_modified(motion, "subject")
    session.flush()
    session.expire(motion, ["opinions"])
