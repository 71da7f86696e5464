"""Writing a gathering down, new or again; archived, it is corrected and says why (更正)."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities import acts, forms
from app.activities.models import KINDS, Activity
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import action, page

NAV = "meetings"


@page("/meetings/new", name="activities.new")
def new_activity(desk: AtDesk) -> Response[str]:
    """Blank, or copied from the last gathering of the kind (复制上月), saying what it copied."""
    kind, typed, copied = desk.query("kind"), None, ""
    with desk.read() as session:
        people = _names(session, desk)
        if desk.query("copy").isdecimal():
            old = record_for(session, desk.reach, Activity, int(desk.query("copy")))
            typed, copied = forms.copied(old, desk.today), old.title
    typed = typed or forms.FIELDS.blank(kinds=[kind] if kind in KINDS else [], held_on=desk.today.isoformat())
    return _edit(desk, typed, people, copied=copied)


@action("/meetings/new", name="activities.add")
def add_activity(desk: AtDesk) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        values, parts = forms.split(typed.checked())
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            activity = acts.add(session, desk.actor, branch.id, values, parts)
            return desk.done(session, f"/meetings/{activity.id}", f"已保存“{activity.title}”")
    except Invalid as invalid:
        with desk.read() as session:
            return _edit(desk, typed.refused(invalid), _names(session, desk), status=422)


@page("/meetings/{activity_id:int}/edit", name="activities.edit")
def edit_activity(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        return _edit(desk, forms.shown(activity), _names(session, desk), activity)


@action("/meetings/{activity_id:int}/edit", name="activities.change")
def change_activity(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            values, parts = forms.split(typed.checked(), activity)
            version, reason = desk.form.number("version"), desk.form["reason"]
            acts.change(session, desk.actor, activity, values, parts, version, reason)
            return desk.done(session, f"/meetings/{activity_id}", f"已保存“{activity.title}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            if isinstance(problem, Invalid):
                return _edit(desk, typed.refused(problem), _names(session, desk), activity, status=422)
            conflict = desk.differences(forms.FIELDS, typed, forms.shown(activity))
            return _edit(desk, typed, _names(session, desk), activity, status=409, conflict=conflict)


def _names(session: Session, desk: Desk) -> list[str]:
    return [row.name for row in roster(session, [desk.branch or 0], desk.today)]


def _edit(
    desk: Desk,
    typed: Typed,
    people: list[str],
    activity: Activity | None = None,
    *,
    status: int = 200,
    copied: str = "",
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    archived = activity is not None and activity.signed_off_on is not None
    word = "更正" if archived else "修改"
    return desk.page(
        "activities/edit.html",
        f"{word}“{activity.title}”" if activity else "新建会议活动",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        people=people,
        kinds=list(KINDS.items()),
        enlarged=list(forms.ENLARGED.items()),
        actions=list(forms.ACTIONS.items()),
        periods=forms.periods(typed.kinds, desk.today),
        activity=activity,
        archived=archived,
        copied=copied,
        copied_words=forms.COPIED_WORDS,
        conflict=conflict or [],
    )


ROUTES = [new_activity, add_activity, edit_activity, change_activity]
