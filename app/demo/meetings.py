"""What went on at the demo's meetings beside the ledgers: rolls, a vote, what was resolved, who made up."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities import acts as activities
from app.activities.models import Activity
from app.activities.resolutions import acts as resolutions
from app.activities.studies import acts as studies
from app.activities.votes import acts as votes
from app.audit import Actor
from app.branches.queries import person_id_of, roster

# title, 议定事项, 责任人, 办结时限, 第一议题贯彻措施, 办结日期
RESOLVED = (
    (
        "1月支部委员会",
        "把条例列入全年学习计划，每季度对照检查一次",
        "何一苇",
        date(2025, 1, 31),
        True,
        date(2025, 1, 24),
    ),
    ("5月支部委员会", "走访名单公示后再发放慰问品，双人签领", "白露明", date(2025, 5, 30), False, date(2025, 5, 28)),
    ("5月支部委员会", "修订会议和接待的节约办法", "叶清源", date(2025, 7, 4), True, None),
    ("6月支部委员会", "汇总各科室材料，写出半年总结初稿", "何一苇", date(2025, 7, 10), False, None),
)


def held(session: Session, actor: Actor) -> None:
    """At two members' meetings everybody was there but one, who is on leave on paper too."""
    first = _called(session, actor, "年初党员大会", "贺春山", "住院")
    second = _called(session, actor, "二季度党员大会", "沈星河", "外出培训")
    visited = person_id_of(session, first.branch_id, "贺春山")
    if visited is not None:
        studies.add(session, actor, first, [visited], "brought", date(2025, 2, 12), "秦小满到家里一起学")
    for meeting, subject in ((first, "通过2025年度支部工作计划"), (second, "同意上半年工作报告")):
        motion = votes.add(session, actor, meeting, {"kind": "ordinary", "subject": subject})
        numbers = {"votes_for": 10, "votes_against": 0, "abstained": 0}
        votes.count(session, actor, motion, numbers, {}, None)
        votes.declare(session, actor, motion, True)
    for title, text, owner, due_on, is_measure, done_on in RESOLVED:
        values = {"text": text, "owner": owner, "due_on": due_on, "is_measure": is_measure}
        made = resolutions.add(session, actor, _named(session, title), values)
        if done_on is not None:
            resolutions.finish(session, actor, made, done_on, "已办好")


def _called(session: Session, actor: Actor, title: str, absent: str, reason: str) -> Activity:
    meeting = _named(session, title)
    people = roster(session, [meeting.branch_id], meeting.held_on)
    marks = {row.person_id: ("leave", reason) if row.name == absent else ("present", "") for row in people}
    activities.call_roll(session, actor, meeting, marks)
    session.flush()
    return meeting


def _named(session: Session, title: str) -> Activity:
    return session.scalars(select(Activity).where(Activity.title == title)).one()
