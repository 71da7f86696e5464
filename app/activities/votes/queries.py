"""What is read of motions: those of a meeting, what is still open, words for its record, and facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.access import User
from app.activities.models import Activity
from app.activities.votes import counting, elections
from app.activities.votes.base import Hall
from app.activities.votes.models import ELECTIONS, Motion
from app.activities.votes.rules import Vote, may_be_held, supported
from app.branches.queries import posts_of
from app.facts import fact, key
from checklists.units import Unit

COUNTED = {"admission": "member_admitted", "confirmation": "member_confirmed"}
HIDDEN = "候选人在获批准以前不公开"


def motions(session: Session, activity: Activity) -> list[Motion]:
    query = select(Motion).where(Motion.activity_id == activity.id)
    return list(session.scalars(query.order_by(Motion.position, Motion.id)))


def deleted(session: Session, activity: Activity) -> list[tuple[int, str]]:
    query = select(Motion.id, Motion.subject).where(Motion.activity_id == activity.id, Motion.deleted_at.is_not(None))
    rows = session.execute(query.order_by(Motion.id), execution_options={"with_deleted": True})
    return [(id_, subject) for id_, subject in rows]


def keeps_names(session: Session, user: User, branch_id: int, today: date) -> bool:
    """The secretary and the organisation member: who is not counted, and candidates before their approval."""
    if user.has("secretary", branch_id):
        return True
    held = posts_of(session, branch_id, today)
    return any(post.person_id == user.person_id and post.title in ("secretary", "organisation") for post, _ in held)


def shows_candidates(motion: Motion, today: date, keeper: bool) -> bool:
    return keeper or (motion.approved_on is not None and motion.approved_on <= today)


def result(motion: Motion, vote: Vote) -> str:
    """通过, 未通过, 当选… or why nothing was decided; empty while nothing was declared."""
    if motion.declared_on is None:
        return ""
    if not may_be_held(vote):
        return "到会人数不够，没有表决"
    if motion.kind in ELECTIONS:
        chosen = "、".join(one.name for one in motion.candidates if one.elected)
        return f"{chosen}当选" if chosen else "没有人当选"
    return "通过" if motion.passed else "未通过"


def wrong(motion: Motion, vote: Vote) -> str:
    """Why the numbers do not bear what was declared, or are not there; empty when all is well."""
    if motion.kind not in ELECTIONS:
        return counting.declaration_problem(vote, motion.passed)
    votes = {one.id: one.votes for one in motion.candidates}
    if not may_be_held(vote):
        return counting.quorum_words(vote) if motion.passed else ""
    if found := elections.sheet_problems(vote, votes, motion.seats or 0):
        return "；".join(found.values())
    counted = {who: number or 0 for who, number in votes.items()}
    return elections.choice_problem(
        vote, counted, motion.seats or 0, {one.id for one in motion.candidates if one.elected}
    )


def open_motions(session: Session, activity: Activity) -> list[str]:
    """Words about motions that were not declared or do not add up: a record with one is not signed."""
    found = motions(session, activity)
    if not found:
        return []
    hall = Hall(session, activity)
    told = []
    for motion in found:
        if motion.declared_on is None:
            told.append(f"“{motion.subject}”还没有登记宣布的结果")
        elif words := wrong(motion, hall.vote(motion)):
            told.append(f"“{motion.subject}”：{words}")
    return told


def summary(session: Session, activity: Activity) -> list[str]:
    """Each declared motion for the record on paper: 应到会有表决权8人，实到7人，赞成7票…，通过."""
    found = [motion for motion in motions(session, activity) if motion.declared_on is not None]
    hall = Hall(session, activity) if found else None
    return [f"{motion.subject}：{told(motion, hall.vote(motion))}。" for motion in found if hall is not None]


def told(motion: Motion, vote: Vote) -> str:
    words = [f"应到会有表决权{vote.base.due}人", f"实到{vote.base.present}人"]
    if may_be_held(vote):
        if vote.by_ballot:
            words.append(f"发出票{vote.issued or 0}张、收回票{vote.returned or 0}张、无效票{vote.void or 0}张")
        if motion.kind in ELECTIONS:
            words.append("、".join(f"{one.name}{one.votes or 0}票" for one in motion.candidates))
        else:
            words.append(f"赞成{vote.votes_for or 0}票、反对{vote.votes_against or 0}票、弃权{vote.abstained or 0}票")
        if beside := supported(vote) - (vote.votes_for or 0):
            words.append(f"会前书面同意{beside}份")
    return "，".join([*words, result(motion, vote)])


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Who was admitted or confirmed, by the day of the meeting that passed it."""
    made = []
    for kind, name in COUNTED.items():
        query = fact(
            name,
            Motion.id,
            Motion.branch_id,
            Activity.held_on,
            Motion.recorded_on,
            Motion.subject,
            unit=Unit.PERSONS,
            subject=key("motion", Motion.id),
            reviewed=Activity.signed_off_on.is_not(None),
        )
        query = query.join(Activity, Activity.id == Motion.activity_id)
        counted = (Activity.deleted_at.is_(None), Activity.confirmed_on.is_not(None), Activity.cancelled_on.is_(None))
        alive = (Motion.branch_id.in_(branches), Motion.deleted_at.is_(None), *counted)
        made.append(query.where(Motion.kind == kind, Motion.passed.is_(True), *alive))
    return tuple(made)
