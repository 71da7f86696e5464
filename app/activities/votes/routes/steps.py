"""From the signed sheet to what was declared: counts, written opinions, the declaration and its undo."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.activities.votes import acts, forms, opinions
from app.activities.votes.base import Hall
from app.activities.votes.counting import NUMBERS, quorum_words
from app.activities.votes.models import ELECTIONS, MOTIONS
from app.activities.votes.routes import common
from app.errors import Conflict, Invalid, Refusal
from app.fields import Typed
from app.web import action, page


@page("/motions/{motion_id:int}/count", name="votes.counting")
def counting(desk: AtDesk, motion_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        _, motion = common.opened(session, desk, motion_id)
    return _count(desk, motion_id, forms.counted(motion))


@action("/motions/{motion_id:int}/count", name="votes.count")
def count(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        _, motion = common.opened(session, desk, motion_id)
    typed, votes = forms.read_count(motion, desk.form)
    try:
        with desk.write() as session:
            _, motion = common.opened(session, desk, motion_id)
            acts.count(session, desk.actor, motion, typed.checked(), votes, desk.form.number("version"))
            return desk.done(session, f"/motions/{motion_id}", "票数已保存，请登记会上宣布的结果")
    except Invalid as invalid:
        return _count(desk, motion_id, typed.refused(invalid), status=422)
    except Conflict:
        with desk.read() as session:
            _, motion = common.opened(session, desk, motion_id)
        return _count(desk, motion_id, typed, 409, desk.differences(forms.COUNT, typed, forms.counted(motion)))


@action("/motions/{motion_id:int}/declare", name="votes.declare")
def declare(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    try:
        with desk.write() as session:
            _, motion = common.opened(session, desk, motion_id)
            passed, chosen = desk.form["passed"] == "yes", forms.elected(motion, desk.form)
            acts.declare(session, desk.actor, motion, passed, chosen)
            undo = f"/motions/{motion_id}/take-back"
            return desk.done(session, f"/motions/{motion_id}", "已登记会上宣布的结果", undo=undo)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        words = f"{refusal.reason}。{refusal.remedy}".rstrip("。")  # the page itself is the place
        return common.show(desk, motion_id, status=422, errors={"": words})


@action("/motions/{motion_id:int}/take-back", name="votes.take_back")
def take_back(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        _, motion = common.found(session, desk, motion_id)
        acts.take_back(session, desk.actor, motion)
        return desk.done(session, f"/motions/{motion_id}", "已撤回宣布的结果，可以修改票数")


@action("/motions/{motion_id:int}/opinions", name="votes.add_opinion")
def add_opinion(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    typed = forms.OPINION.read(desk.form)
    try:
        with desk.write() as session:
            _, motion = common.found(session, desk, motion_id)
            values = typed.checked()
            voter, said, day = values["voter"], values["opinion"] or "", values["received_on"]
            made = opinions.add(session, desk.actor, motion, voter, said, day)
            return desk.done(session, f"/motions/{motion_id}", f"已登记{made.name}的书面意见")
    except Invalid as invalid:
        refused = typed.refused(invalid)
        return common.show(desk, motion_id, status=422, errors=refused.errors, opinion=refused)


@action("/motions/{motion_id:int}/opinions/withdraw", name="votes.withdraw_opinion")
def withdraw_opinion(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        _, motion = common.found(session, desk, motion_id)
        gone = opinions.withdraw(session, desk.actor, motion, desk.form.number("opinion_id"))
        return desk.done(session, f"/motions/{motion_id}", f"已撤掉{gone.name}的书面意见，需要时重新登记")


def _count(
    desk: Desk, motion_id: int, typed: Typed, status: int = 200, conflict: list[tuple[str, str, str]] | None = None
) -> Response[str]:
    with desk.read() as session:
        activity, motion = common.opened(session, desk, motion_id)
        vote = Hall(session, activity).vote(motion)
    return desk.page(
        "activities/votes/count.html",
        f"填写票数：{motion.subject}",
        nav=common.NAV,
        status=status,
        activity=activity,
        motion=motion,
        word=MOTIONS[motion.kind],
        typed=typed,
        errors=typed.errors,
        numbers=NUMBERS,
        is_election=motion.kind in ELECTIONS,
        quorum=quorum_words(vote),
        conflict=conflict or [],
    )


ROUTES = [counting, count, declare, take_back, add_opinion, withdraw_opinion]
