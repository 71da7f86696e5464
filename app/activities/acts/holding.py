"""From a plan to an archived record: it took place or was put off or cancelled, who was there, the host's signature."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.activities.acts.correcting import corrected
from app.activities.models import Activity
from app.activities.rolls import due_list, mark
from app.activities.states import is_written, unmarked
from app.activities.votes.queries import open_motions
from app.audit import Actor
from app.branches.queries import roster
from app.db import expect_version
from app.errors import Invalid, Refusal

NEEDS_NUMBERS = {"member_meeting", "committee_meeting", "group_meeting"}


def confirm(session: Session, actor: Actor, activity: Activity) -> None:
    """A plan counts from here on: somebody says that it took place on its day."""
    today: date = session.info["clock"].today()
    if activity.held_on > today:
        raise Refusal(f"会议定在{activity.held_on}，还没有到日子", "开过之后再确认；改期请用“延期”")
    activity.confirmed_on = today
    audit.note(session, actor, "activity.confirm", activity, held_on=activity.held_on)


def postpone(session: Session, actor: Actor, activity: Activity, to: date | None, reason: str) -> None:
    """延期: the first day stays visible as planned_on."""
    errors = {}
    if to is None or to <= session.info["clock"].today():
        errors["to"] = "请填写以后的日期；已经开过的，请确认已召开"
    if not reason:
        errors["reason"] = "请写明延期的原因"
    if errors:
        raise Invalid(errors)
    assert to is not None
    if activity.confirmed_on is not None:
        raise Refusal("这次会议已经召开，不能延期", "日期写错的，请修改会议日期")
    activity.planned_on = activity.planned_on or activity.held_on
    activity.held_on, activity.postponed_reason, activity.frozen_on = to, reason, None
    for row in list(activity.roll):
        row.deleted_at = session.info["clock"].now()
    session.flush()
    session.expire(activity, ["roll"])
    audit.note(session, actor, "activity.postpone", activity, held_on=to, reason=reason)


def cancel(session: Session, actor: Actor, activity: Activity, reason: str) -> None:
    if not reason:
        raise Invalid({"reason": "请写明取消的原因"})
    if activity.signed_off_on is not None:
        raise Refusal("这次会议已审签归档，不能取消", "记录有误的，请用“更正”写明原因后修改")
    activity.cancelled_on, activity.cancelled_reason = session.info["clock"].today(), reason
    audit.note(session, actor, "activity.cancel", activity)


def call_roll(
    session: Session,
    actor: Actor,
    activity: Activity,
    marks: Mapping[int, tuple[str, str]],
    version: int | None = None,
    reason: str = "",
) -> None:
    """The list of names: person id → (presence, reason). With the first mark the list of who was due is
    frozen: a later change of the roster moves no number of it. It wins over stated totals."""
    expect_version(activity, version, ["stated_present"])
    today: date = session.info["clock"].today()
    if activity.held_on > today:
        raise Refusal(f"会议定在{activity.held_on}，还没有到日子", "开会时再点名")
    errors = {
        f"reason-{person}": "请假、缺席请写明原因"
        for person, (presence, why) in marks.items()
        if presence in ("leave", "absent") and not why
    }
    if errors:
        raise Invalid(errors)
    people = roster(session, [activity.branch_id], activity.held_on)
    with corrected(session, actor, activity, reason):
        mark(session, actor, activity, due_list(session, activity, people), people, marks)
    activity.confirmed_on, activity.called_at = activity.confirmed_on or today, session.info["clock"].now()
    audit.note(session, actor, "activity.roll", activity, people=len(marks))


def sign_off(session: Session, actor: Actor, activity: Activity, *, on_paper: bool = False) -> None:
    """主持人审签: archived from the day on. `on_paper`: the host signed the printed record, and the actor
    enters that. Refused while something is missing."""
    today: date = session.info["clock"].today()
    if activity.held_on > today or activity.confirmed_on is None:
        raise Refusal("会议还没有召开，不能归档", "召开之后再提交；已经召开的，请先确认")
    if not on_paper and (activity.host_id is None or actor.person_id != activity.host_id):
        host = activity.host or "主持人"
        raise Refusal(f"审签要由{host}本人来做", f"{host}已在纸质记录上签字的，请用“登记纸质签字”")
    if not is_written(activity):
        raise Refusal("会议内容和决议都还没有填写，不能归档", "请先补写记录")
    if left := unmarked(activity):
        raise Refusal(f"到会名单里{'、'.join(left[:5])}等{len(left)}人还没有点名，不能归档", "请先点完名")
    if left := open_motions(session, activity):
        raise Refusal(f"表决还没有登记完整，不能归档：{'；'.join(left)}", "请先在“登记表决”里补齐")
    if NEEDS_NUMBERS & {part.kind for part in activity.parts} and not activity.roll and activity.stated_due is None:
        raise Refusal("应到、实到还没有填写，不能归档", "请点名，或在记录里填写人数")
    activity.signed_off_on = today
    activity.signed_off_by = f"{activity.host or '主持人'}（纸质签字，{actor.name}登记）" if on_paper else actor.name
    audit.note(session, actor, "activity.sign_off", activity, on_paper=on_paper)
