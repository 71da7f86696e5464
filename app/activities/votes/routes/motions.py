"""The motions of a meeting: list, new, one, corrected, deleted and brought back, and the sheet to count on."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities.models import Activity
from app.activities.votes import acts, forms, queries
from app.activities.votes.base import Hall
from app.activities.votes.models import ELECTIONS, MOTIONS, Motion
from app.activities.votes.routes import common
from app.activities.votes.rules import BODIES
from app.branches.access import record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import Link, action, page

BALLOTS = ["发出票", "收回票", "有效票", "无效票"]


@page("/meetings/{activity_id:int}/motions", name="votes.list")
def list_motions(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = common.meeting(session, desk, activity_id)
        hall = Hall(session, activity)
        keeper = queries.keeps_names(session, desk.user, activity.branch_id, desk.today)
        rows = [_row(motion, hall) for motion in queries.motions(session, activity)]
        bodies = [body for body in dict.fromkeys(hall.body(kind) for kind in MOTIONS) if body]
        deleted = queries.deleted(session, activity) if desk.may("votes.restore") else []
    return desk.page(
        "activities/votes/list.html",
        f"“{activity.title}”表决",
        nav=common.NAV,
        activity=activity,
        rows=rows,
        bases=[(BODIES[body], common.made_of(hall, body, keeper)) for body in bodies],
        may=desk.may("votes.add") and not activity.signed_off_on and not activity.cancelled_on,
        deleted=deleted,
    )


def _row(motion: Motion, hall: Hall) -> tuple[Any, ...]:
    """事项, 种类, 赞成, 结果"""
    vote = hall.vote(motion)
    state = queries.result(motion, vote) or "待登记结果"
    if motion.declared_on and queries.wrong(motion, vote):
        state = f"{state}，票数对不上"
    said = f"赞成{vote.votes_for}、反对{vote.votes_against}、弃权{vote.abstained}" if vote.votes_for is not None else ""
    return Link(motion.subject, f"/motions/{motion.id}"), MOTIONS[motion.kind], said, state


@page("/meetings/{activity_id:int}/motions/new", name="votes.new")
def new_motion(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = common.meeting(session, desk, activity_id)
        return _edit(session, desk, activity, forms.MOTION.blank(kind="ordinary"))


@action("/meetings/{activity_id:int}/motions/new", name="votes.add")
def add_motion(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = forms.MOTION.read(desk.form)
    try:
        with desk.write() as session:
            activity = common.meeting(session, desk, activity_id)
            motion = acts.add(session, desk.actor, activity, forms.values_of(typed))
            return desk.done(session, f"/motions/{motion.id}", f"已列入表决：{motion.subject}")
    except Invalid as invalid:
        with desk.read() as session:
            activity = common.meeting(session, desk, activity_id)
            return _edit(session, desk, activity, typed.refused(invalid), status=422)


@page("/motions/{motion_id:int}", name="votes.show")
def show_motion(desk: AtDesk, motion_id: FromPath[int]) -> Response[str]:
    return common.show(desk, motion_id)


@page("/motions/{motion_id:int}/sheet", name="votes.sheet")
def print_sheet(desk: AtDesk, motion_id: FromPath[int]) -> Response[str]:
    """计票单: totals to be written in by hand and signed; no ballot and no name of a voter."""
    with desk.read() as session:
        activity, motion = common.opened(session, desk, motion_id)
        vote = Hall(session, activity).vote(motion)
    return desk.page(
        "activities/votes/sheet.html",
        "计票单",
        nav=common.NAV,
        activity=activity,
        motion=motion,
        word=MOTIONS[motion.kind],
        vote=vote,
        is_election=motion.kind in ELECTIONS,
        ballots=BALLOTS,
    )


@page("/motions/{motion_id:int}/edit", name="votes.edit")
def edit_motion(desk: AtDesk, motion_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity, motion = common.opened(session, desk, motion_id)
        return _edit(session, desk, activity, forms.shown(motion), motion)


@action("/motions/{motion_id:int}/edit", name="votes.change")
def change_motion(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    typed = forms.MOTION.read(desk.form)
    try:
        with desk.write() as session:
            _, motion = common.opened(session, desk, motion_id)
            acts.change(session, desk.actor, motion, forms.values_of(typed), desk.form.number("version"))
            return desk.done(session, f"/motions/{motion_id}", "已保存表决事项")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            activity, motion = common.opened(session, desk, motion_id)
            if isinstance(problem, Invalid):
                return _edit(session, desk, activity, typed.refused(problem), motion, status=422)
            conflict = desk.differences(forms.MOTION, typed, forms.shown(motion))
            return _edit(session, desk, activity, typed, motion, status=409, conflict=conflict)


@action("/motions/{motion_id:int}/delete", name="votes.delete")
def delete_motion(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity, motion = common.found(session, desk, motion_id)
        acts.delete(session, desk.actor, motion)
        undo = f"/motions/{motion_id}/restore"
        return desk.done(session, f"/meetings/{activity.id}/motions", f"已删除“{motion.subject}”", undo=undo)


@action("/motions/{motion_id:int}/restore", name="votes.restore")
def restore_motion(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        motion = record_for(session, desk.reach, Motion, motion_id, deleted=True)
        acts.restore(session, desk.actor, motion)
        return desk.done(session, f"/motions/{motion_id}", f"已恢复“{motion.subject}”")


def _edit(
    session: Session,
    desk: Desk,
    activity: Activity,
    typed: Typed,
    motion: Motion | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    hall = Hall(session, activity)
    people = [row.name for row in roster(session, [activity.branch_id], activity.held_on)]
    return desk.page(
        "activities/votes/edit.html",
        "修改表决事项" if motion else "列入一项表决",
        nav=common.NAV,
        status=status,
        activity=activity,
        motion=motion,
        typed=typed,
        errors=typed.errors,
        kinds=[(kind, word) for kind, word in MOTIONS.items() if hall.body(kind) or kind == typed.kind],
        people=people,
        conflict=conflict or [],
    )


ROUTES = [
    list_motions,
    new_motion,
    add_motion,
    show_motion,
    print_sheet,
    edit_motion,
    change_motion,
    delete_motion,
    restore_motion,
]
