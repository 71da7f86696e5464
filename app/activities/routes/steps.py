"""What is done to a gathering with one press: confirm, put off, sign off, cancel, delete, bring back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities import acts
from app.activities.models import Activity
from app.branches.access import record_for
from app.fields import Fields, field
from app.web import action, short_day
from checklists.ledgers.form import Kind

POSTPONED = Fields(field("to", "延期到", Kind.DATE, required=True))


@action("/meetings/{activity_id:int}/confirm", name="activities.confirm")
def confirm(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.confirm(session, desk.actor, activity)
        return desk.done(session, f"/meetings/{activity_id}", f"“{activity.title}”已确认召开，请点名、写记录")


@action("/meetings/{activity_id:int}/postpone", name="activities.postpone")
def postpone(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = POSTPONED.read(desk.form)
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.postpone(session, desk.actor, activity, typed.checked()["to"], desk.form["reason"])
        return desk.done(
            session, f"/meetings/{activity_id}", f"“{activity.title}”已延期到{short_day(activity.held_on)}"
        )


@action("/meetings/{activity_id:int}/sign-off", name="activities.sign_off")
def sign_off(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    """By the host; or, where the host signed the printed record, by whoever enters that."""
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.sign_off(session, desk.actor, activity, on_paper=bool(desk.form["on_paper"]))
        return desk.done(session, f"/meetings/{activity_id}", f"“{activity.title}”已审签归档")


@action("/meetings/{activity_id:int}/cancel", name="activities.cancel")
def cancel(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.cancel(session, desk.actor, activity, desk.form["reason"])
        return desk.done(session, f"/meetings/{activity_id}", f"已取消“{activity.title}”")


@action("/meetings/{activity_id:int}/delete", name="activities.delete")
def delete(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    """Undo beats confirmation: the next page offers to bring it back."""
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.delete(session, desk.actor, activity)
        undo = f"/meetings/{activity_id}/restore"
        return desk.done(session, "/meetings", f"已删除“{activity.title}”", undo=undo)


@action("/meetings/{activity_id:int}/restore", name="activities.restore")
def restore(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id, deleted=True)
        acts.restore(session, desk.actor, activity)
        return desk.done(session, f"/meetings/{activity_id}", f"已恢复“{activity.title}”")


ROUTES = [confirm, postpone, sign_off, cancel, delete, restore]
