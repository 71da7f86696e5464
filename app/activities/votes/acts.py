"""Every change to the motions of a meeting: put, corrected, counted from the signed sheet, declared."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.activities.models import Activity
from app.activities.votes import checks, counting, elections
from app.activities.votes.base import Hall
from app.activities.votes.models import ELECTIONS, MOTIONS, OF_A_PERSON, Candidate, Motion
from app.audit import Actor
from app.branches.queries import person_id_of
from app.db import expect_version
from app.errors import Invalid, Refusal

Values = Mapping[str, Any]
FIELDS = ("kind", "subject", "person", "seats", "approved_on")


def add(session: Session, actor: Actor, activity: Activity, values: Values) -> Motion:
    """One thing to be voted on at this meeting. Raises Invalid."""
    checks.open_for_change(activity)
    checks.particulars(session, activity, values)
    last = select(func.max(Motion.position)).where(Motion.activity_id == activity.id)
    motion = Motion(
        branch_id=activity.branch_id,
        activity_id=activity.id,
        position=(session.scalar(last) or 0) + 1,
        kind=values["kind"],
        subject="",
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(motion)
    _set(session, motion, values)
    session.flush()
    _set_candidates(session, actor, motion, values.get("candidates") or ())
    audit.note(session, actor, "motion.add", motion, kind=motion.kind)
    return motion


def change(session: Session, actor: Actor, motion: Motion, values: Values, version: int | None) -> Motion:
    """Corrected particulars, while nothing was declared. Raises Conflict, Invalid or Refusal."""
    expect_version(motion, version, FIELDS)
    activity = checks.undeclared(session, motion)
    checks.particulars(session, activity, values)
    _set(session, motion, values)
    _set_candidates(session, actor, motion, values.get("candidates") or ())
    audit.note(session, actor, "motion.change", motion, fields=sorted(values))
    return motion


def count(
    session: Session,
    actor: Actor,
    motion: Motion,
    numbers: Values,
    votes: Mapping[int, int | None],
    version: int | None,
) -> Motion:
    """The totals of the signed sheet, refused while they do not add up. `votes`: candidate id → votes for."""
    expect_version(motion, version, counting.NUMBERS)
    activity = checks.undeclared(session, motion)
    if activity.held_on > session.info["clock"].today():
        raise Refusal("会议还没有召开，不能填写表决结果", "召开以后按签字的计票单填写")
    before = {key: getattr(motion, key) for key in counting.NUMBERS}
    for key in counting.NUMBERS:
        setattr(motion, key, numbers.get(key))
    vote = Hall(session, activity).vote(motion)
    wrong = elections.sheet_problems(vote, votes, motion.seats or 0) if votes else counting.problems(vote)
    if wrong:
        for key, value in before.items():
            setattr(motion, key, value)
        raise Invalid(wrong)
    for candidate in motion.candidates:
        candidate.votes = votes.get(candidate.id)
    flag_modified(motion, "subject")  # votes of candidates alone are a change of the motion
    audit.note(session, actor, "motion.count", motion)
    return motion


def declare(session: Session, actor: Actor, motion: Motion, passed: bool, elected: Collection[int] = ()) -> Motion:
    """What the chair declared, refused where the arithmetic says otherwise. `elected`: ids of candidates."""
    activity = checks.undeclared(session, motion)
    if activity.held_on > session.info["clock"].today():
        raise Refusal("会议还没有召开，不能登记宣布的结果", "召开以后再登记")
    vote = Hall(session, activity).vote(motion)
    if motion.kind in ELECTIONS:
        checks.slate(motion, vote, elected)
        for candidate in motion.candidates:
            candidate.elected = candidate.id in elected
        passed = bool(elected)
    elif words := counting.declaration_problem(vote, passed):
        raise Refusal(words, place=motion.subject)
    motion.declared_on, motion.passed = activity.held_on, passed
    audit.note(session, actor, "motion.declare", motion, passed=passed)
    return motion


def take_back(session: Session, actor: Actor, motion: Motion) -> None:
    """The undo of `declare`; what was done in consequence stays and is corrected where it stands."""
    checks.open_for_change(checks.meeting_of(session, motion))
    motion.declared_on, motion.passed = None, False
    for candidate in motion.candidates:
        candidate.elected = False
    audit.note(session, actor, "motion.take_back", motion)


def delete(session: Session, actor: Actor, motion: Motion) -> None:
    """Off the meeting's list; the row stays and can be brought back."""
    checks.undeclared(session, motion)
    motion.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "motion.delete", motion)


def restore(session: Session, actor: Actor, motion: Motion) -> None:
    checks.open_for_change(checks.meeting_of(session, motion))
    motion.deleted_at = None
    audit.note(session, actor, "motion.restore", motion)


def _set(session: Session, motion: Motion, values: Values) -> None:
    kind = motion.kind = values["kind"]
    motion.person = (values.get("person") or "") if kind in OF_A_PERSON else ""
    motion.person_id = person_id_of(session, motion.branch_id, motion.person)
    motion.seats = values.get("seats") if kind in ELECTIONS else None
    motion.approved_on = values.get("approved_on") if kind in ELECTIONS else None
    named = f"{MOTIONS[kind]}：{motion.person}" if motion.person else MOTIONS[kind]
    motion.subject = values.get("subject") or named


def _set_candidates(session: Session, actor: Actor, motion: Motion, names: Sequence[str]) -> None:
    """Make the candidates these; one of the same name keeps the votes entered."""
    wanted = list(dict.fromkeys(names)) if motion.kind in ELECTIONS else []
    for candidate in motion.candidates:
        if candidate.name in wanted:
            wanted.remove(candidate.name)
        else:
            candidate.deleted_at = session.info["clock"].now()
            flag_modified(motion, "subject")
    for name in wanted:
        made = Candidate(motion_id=motion.id, name=name, created_by=actor.account_id)
        made.person_id = person_id_of(session, motion.branch_id, name)
        made.recorded_on = session.info["clock"].today()
        session.add(made)
        flag_modified(motion, "subject")
    session.flush()
    session.expire(motion, ["candidates"])
