"""A joint meeting: one branch offers, the other takes it over as its own draft or not (practice.md, Counting)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.activities.models import Activity, Part
from app.audit import Actor
from app.branches.models import Branch
from app.errors import Invalid, Refusal

PLAN = ("title", "held_on", "starts_at", "ends_at", "place", "agenda", "material")


def offer(session: Session, actor: Actor, activity: Activity, partner: Branch) -> Activity:
    """A draft in the partner's books, with the plan alone: what is said and decided there they write themselves."""
    if partner.id == activity.branch_id:
        raise Invalid({"partner": "请选择另一个支部"})
    shared = activity.gathering_id or activity.id
    taken = select(Activity).where(Activity.branch_id == partner.id, Activity.gathering_id == shared)
    if session.scalars(taken).first() is not None:
        raise Refusal(f"已经发给{partner.name}", "对方在“今天要办”里可以看到")
    today: date = session.info["clock"].today()
    theirs = Activity(branch_id=partner.id, is_draft=True, created_by=actor.account_id, recorded_on=today)
    for key in PLAN:
        setattr(theirs, key, getattr(activity, key))
    twin = select(Activity).where(Activity.branch_id == partner.id, Activity.held_on == activity.held_on)
    if session.scalars(twin.where(Activity.title == activity.title)).first() is not None:
        raise Refusal(f"{partner.name}当天已有一条“{activity.title}”", "请与对方商量，由对方在自己的记录里修改")
    activity.gathering_id = theirs.gathering_id = shared
    session.add(theirs)
    session.flush()
    for part in activity.parts:
        copy = Part(activity_id=theirs.id, kind=part.kind, position=part.position, topic=part.topic)
        copy.created_by, copy.recorded_on = actor.account_id, today
        session.add(copy)
    session.flush()
    audit.note(session, actor, "activity.offer", activity, partner=partner.name)
    return theirs


def adopt(session: Session, actor: Actor, activity: Activity) -> None:
    """The partner takes the draft over: from now on it is a plan of its own."""
    if not activity.is_draft:
        raise Refusal("这次活动已经采用", "请打开会议查看")
    activity.is_draft = False
    activity.planned_on = activity.held_on
    audit.note(session, actor, "activity.adopt", activity)
