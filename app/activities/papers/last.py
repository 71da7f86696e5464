"""What the coming meeting takes up from the last of its kind: resolutions and 补学."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.activities.models import Activity, Part
from app.activities.resolutions.models import Resolution
from app.activities.states import counts
from app.activities.studies.models import MakeUpStudy

LOOK_BACK = 12  # a year of plans that nobody held
MOST = 50  # resolutions still open; more than that is not read before a meeting


@dataclass(frozen=True, slots=True)
class Decided:
    """One resolution with where it stands on the day: state is one of the words of ui.tag."""

    text: str
    meta: str
    state: str
    word: str
    href: str


def last_of_kind(session: Session, activity: Activity, today: date) -> Activity | None:
    """The one that took place before it and shares a kind, and the group where a group meets."""
    kinds = [part.kind for part in activity.parts]
    of_kind = select(Part.activity_id).where(Part.kind.in_(kinds), Part.deleted_at.is_(None))
    query = select(Activity).where(Activity.branch_id == activity.branch_id, Activity.held_on < activity.held_on)
    query = query.where(Activity.cancelled_on.is_(None), Activity.id.in_(of_kind))
    if activity.group_id is not None:
        query = query.where(Activity.group_id == activity.group_id)
    found = session.scalars(query.order_by(Activity.held_on.desc(), Activity.id.desc()).limit(LOOK_BACK))
    return next((each for each in found if counts(each, today)), None)


def decided(session: Session, activity: Activity, last: Activity | None, today: date) -> list[Decided]:
    """All that the last meeting resolved, and whatever earlier ones left open, the earliest day first."""
    query = select(Resolution, Activity.title).join(Activity, Activity.id == Resolution.activity_id)
    query = query.where(Resolution.branch_id == activity.branch_id, Activity.held_on < activity.held_on)
    query = query.where(or_(Resolution.done_on.is_(None), Resolution.activity_id == (last.id if last else 0)))
    rows = session.execute(query.order_by(Resolution.due_on.is_(None), Resolution.due_on, Resolution.id).limit(MOST))
    return [_decided(resolution, title, today) for resolution, title in rows]


def owing(session: Session, last: Activity) -> list[str]:
    """Names of those who were away and have no 补学 yet; who is excused owes none."""
    query = select(MakeUpStudy.person_id).where(MakeUpStudy.activity_id == last.id)
    made_up = set(session.scalars(query))
    away = [row for row in last.roll if row.presence in ("leave", "absent") and not row.excused]
    return [row.name for row in away if row.person_id not in made_up]


def _decided(resolution: Resolution, title: str, today: date) -> Decided:
    due = resolution.due_on
    by = f"{due.year}年{due.month}月{due.day}日前" if due else "没有写明时限"
    meta = "，".join(filter(None, (resolution.owner, by, f"“{title}”议定")))
    state, word = "doing", ""
    if resolution.done_on is not None:
        done = resolution.done_on
        state, word = "done", f"{done.month}月{done.day}日完成"
    elif due is not None and due < today:
        state, word = "overdue", f"已过期限{(today - due).days}天"
    elif resolution.issue_id is not None:
        word = "已转为问题整改"
    href = f"/issues/{resolution.issue_id}" if resolution.issue_id else f"/meetings/{resolution.activity_id}"
    return Decided(resolution.text, meta, state, word, href)
