"""What is done to a round with one press: approve, withdraw the approval, delete, bring back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.integrity.models import ReminderRound
from app.integrity.rounds import acts
from app.web import action, short_day


@action("/reminders/{round_id:int}/approve", name="reminders.approve")
def approve(desk: AtDesk, round_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        round_ = record_for(session, desk.reach, ReminderRound, round_id)
        acts.approve(session, desk.actor, round_, desk.office.workdays)
        when = short_day(max(round_.day, desk.today))
        undo = f"/reminders/{round_id}/withdraw"
        return desk.done(session, f"/reminders/{round_id}", f"已批准，{when}发送", undo=undo)


@action("/reminders/{round_id:int}/withdraw", name="reminders.withdraw")
def withdraw(desk: AtDesk, round_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        round_ = record_for(session, desk.reach, ReminderRound, round_id)
        acts.withdraw(session, desk.actor, round_)
        return desk.done(session, f"/reminders/{round_id}", "已撤回批准，重新批准之前不会发送")


@action("/reminders/{round_id:int}/delete", name="reminders.delete")
def delete(desk: AtDesk, round_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        round_ = record_for(session, desk.reach, ReminderRound, round_id)
        acts.delete(session, desk.actor, round_)
        undo = f"/reminders/{round_id}/restore"
        return desk.done(session, f"/reminders?year={round_.year}", "已删除这批提醒", undo=undo)


@action("/reminders/{round_id:int}/restore", name="reminders.restore")
def restore(desk: AtDesk, round_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        round_ = record_for(session, desk.reach, ReminderRound, round_id, deleted=True)
        acts.restore(session, desk.actor, round_)
        return desk.done(session, f"/reminders/{round_id}", "已恢复这批提醒")


def may_write(desk: Desk, branch: int | None) -> bool:
    """Whether to offer what only writers can do; the matrix decides when it is done."""
    return any(desk.user.has(role, branch) for role in ("secretary", "committee", "discipline"))


def may_approve(desk: Desk, branch: int | None) -> bool:
    return any(desk.user.has(role, branch) for role in ("secretary", "discipline"))


ROUTES = [approve, withdraw, delete, restore]
