"""How a measure becomes an issue of the branch, to be asked after, verified and closed in rectification."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import audit
from app.activities.models import Activity
from app.audit import Actor
from app.errors import Refusal
from app.life_meetings.counted import SOURCE
from app.life_meetings.models import LifeFinding
from app.rectification import acts as rectification
from app.rectification.cases import chain
from app.rectification.models import BRANCH_LIST, Issue
from app.rectification.queries import same
from app.rectification.states import closed_on
from app.web import short_day


def hand_over(session: Session, actor: Actor, finding: LifeFinding) -> tuple[Issue, bool]:
    """(its issue, whether it is new). Raises Refusal where there is nothing to follow, or not yet."""
    activity = session.get_one(Activity, finding.activity_id)
    _check(session, activity, finding)
    known = _known(session, activity, finding)
    issue = known or rectification.add(session, actor, finding.branch_id, _values(activity, finding))
    finding.issue_id = issue.id
    audit.note(session, actor, "finding.hand_over", finding, number=issue.number)
    return issue, known is None


def issue_of(session: Session, finding: LifeFinding) -> Issue | None:
    """The finding's issue, unless it was deleted."""
    return session.scalar(select(Issue).where(Issue.id == finding.issue_id)) if finding.issue_id else None


def _check(session: Session, activity: Activity, finding: LifeFinding) -> None:
    if issue := issue_of(session, finding):
        raise Refusal(f"已是整改台账第{issue.number}项", "请在那一项里办理")
    if not finding.measure:
        raise Refusal("还没有整改措施", "请先写明整改措施，再转为整改事项")
    if finding.done_on is not None:
        raise Refusal(f"整改措施已于{short_day(finding.done_on)}落实", "不用再转为整改事项")
    if activity.held_on > session.info["clock"].today():
        raise Refusal("会议还没有召开", f"{short_day(activity.held_on)}开过会以后再转为整改事项")


def _known(session: Session, activity: Activity, finding: LifeFinding) -> Issue | None:
    """The same problem, if it was entered by hand, came of no other finding and was not closed before the meeting."""
    issue = same(session, finding.branch_id, SOURCE, finding.text, source_ref="")
    if issue is None:
        return None
    taken = exists().where(LifeFinding.issue_id == issue.id, LifeFinding.deleted_at.is_(None))
    closed = closed_on(chain(issue))
    open_then = closed is None or closed >= activity.held_on
    return issue if open_then and not session.scalar(select(taken)) else None


def _values(activity: Activity, finding: LifeFinding) -> dict[str, Any]:
    """The problem and its measure; whom a criticism was about stays with the finding."""
    return {
        "source": SOURCE,
        "source_ref": f"life_findings:{finding.id}",
        "found_on": activity.held_on,
        "text": finding.text,
        "measures": finding.measure,
        "owner": finding.owner,
        "mode": "by_date" if finding.due_on else "",
        "due_on": finding.due_on,
        "lists": (BRANCH_LIST,),
        "note": activity.title,
    }
