"""The roll call, on a phone in as many taps as there are people and one more."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities import acts
from app.activities.calling import Called, called, roll
from app.activities.models import Activity
from app.activities.rolls import due_list
from app.branches.access import record_for
from app.branches.queries import due_body, roster
from app.errors import Conflict, Invalid
from app.web import action, page


@page("/meetings/{activity_id:int}/roll", name="activities.roll")
def show_roll(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    return _roll(desk, activity_id)


@action("/meetings/{activity_id:int}/roll", name="activities.call_roll")
def call_roll(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    try:
        with desk.write() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            marks = roll(desk.form, _called(session, desk, activity))
            version, reason = desk.form.number("version"), desk.form["reason"]
            acts.call_roll(session, desk.actor, activity, marks, version, reason)
            return desk.done(session, f"/meetings/{activity_id}", "到会情况已保存")
    except Invalid as invalid:
        return _roll(desk, activity_id, invalid.errors, status=422)
    except Conflict:
        words = "您点名期间，这条记录已被他人修改。请核对下面的名单后再保存。"
        return _roll(desk, activity_id, status=409, conflict=words)


def _called(session: Session, desk: Desk, activity: Activity) -> list[Called]:
    members = roster(session, [activity.branch_id], activity.held_on)
    return called(activity, due_list(session, activity, members), members, desk.form)


def _roll(
    desk: Desk, activity_id: int, errors: dict[str, str] | None = None, status: int = 200, conflict: str = ""
) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        people = _called(session, desk, activity)
        aside = due_body(session, activity.branch_id, activity.held_on).words
    return desk.page(
        "activities/roll.html",
        f"“{activity.title}”到会情况",
        nav="meetings",
        status=status,
        activity=activity,
        people=people,
        aside=aside,
        errors=errors or {},
        conflict=conflict,
        reason=desk.form["reason"],
        future=activity.held_on > desk.today,
    )


ROUTES = [show_roll, call_roll]
