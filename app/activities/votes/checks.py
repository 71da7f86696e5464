"""What must hold before a motion is put, changed or declared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities.models import Activity
from app.activities.votes import elections
from app.activities.votes.base import Hall
from app.activities.votes.models import ELECTIONS, MOTIONS, OF_A_PERSON, Motion
from app.activities.votes.rules import COMMITTEE, Vote, may_be_held
from app.branches.queries import roster
from app.errors import Invalid, NotFound, Refusal
from app.web import short_day
from checklists.ledgers.words import names

NOWHERE = {
    "ordinary": "表决在支部党员大会或支部委员会上进行，这次活动没有这一环节",
    "office": "书记、副书记由支部委员会选举，不设委员会的由党员大会选举；这次活动没有相应的环节",
}
NOT_MEMBERS = "这一项由支部党员大会表决，这次活动没有党员大会这一环节"


def meeting_of(session: Session, motion: Motion) -> Activity:
    """The motion's meeting; a deleted meeting has no motions."""
    activity = session.scalar(select(Activity).where(Activity.id == motion.activity_id))
    if activity is None:
        raise NotFound
    return activity


def open_for_change(activity: Activity) -> None:
    if activity.cancelled_on is not None:
        raise Refusal("会议已取消，不能登记表决", place=activity.title)
    if activity.signed_off_on is not None:
        raise Refusal(
            "会议记录已审签归档，表决不能再改", "确有错误的，请在会议记录里更正并写明原因", place=activity.title
        )


def undeclared(session: Session, motion: Motion) -> Activity:
    """The meeting of a motion that may still be changed."""
    activity = meeting_of(session, motion)
    open_for_change(activity)
    if motion.declared_on is not None:
        raise Refusal("已经登记了宣布的结果，不能再改", "请先撤回宣布的结果，再修改", place=motion.subject)
    return activity


def particulars(session: Session, activity: Activity, values: Mapping[str, Any]) -> None:
    """Raises Invalid with a field for each word."""
    kind = values.get("kind")
    if kind not in MOTIONS:
        raise Invalid({"kind": "请选择表决的种类"})
    found: dict[str, str] = {}
    if not Hall(session, activity).body(kind):
        found["kind"] = NOWHERE.get(kind, NOT_MEMBERS)
    if kind == "ordinary" and not values.get("subject"):
        found["subject"] = "请填写表决的事项"
    if kind in OF_A_PERSON and (words := _person(session, activity, kind, values.get("person") or "")):
        found["person"] = words
    if kind in ELECTIONS:
        if (values.get("seats") or 0) < 1:
            found["seats"] = "请填写应选人数"
        approved = values.get("approved_on")
        if approved is not None and approved > activity.held_on:
            found["approved_on"] = f"候选人应在会前获批准，不晚于{short_day(activity.held_on)}"
    if found:
        raise Invalid(found)


def _person(session: Session, activity: Activity, kind: str, person: str) -> str:
    if not person:
        return "请填写姓名"
    if len(names(person)) > 1:
        return "逐人表决，一项只填一个人，其他人请另列一项"
    row = next((one for one in roster(session, [activity.branch_id], activity.held_on) if one.name == person), None)
    if kind == "admission":
        return f"“{person}”会议当天已在党员名册里，请核对" if row else ""
    if row is None or row.category != "probationary":
        return f"名册上没有预备党员“{person}”，请先在党员名册里登记清楚"
    return ""


def slate(motion: Motion, vote: Vote, elected: Collection[int]) -> None:
    """Whether an election may be declared so. Raises Refusal with the arithmetic."""
    votes = {one.id: one.votes for one in motion.candidates}
    counted = {who: number or 0 for who, number in votes.items()}
    seats = motion.seats or 0
    words = "" if motion.approved_on else "请先填写候选人预备人选获批准的日期"
    words = words or elections.slate_problem(motion.kind, motion.seats, len(votes))
    if not words and may_be_held(vote):
        words = "；".join(elections.sheet_problems(vote, votes, seats).values())
    if words := words or elections.choice_problem(vote, counted, seats, elected):
        raise Refusal(words, place=motion.subject)


def unsettled(motion: Motion, vote: Vote) -> str:
    """Why the majority of the committee is a setting to be looked at; empty elsewhere."""
    if vote.body != COMMITTEE or motion.kind in ELECTIONS:
        return ""
    return "支部委员会的表决票数，条例没有写明；这里按规则包参数〔核〕计"
