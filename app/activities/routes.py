"""Pages of gatherings: find, open, write down, call the roll, sign off, delete and bring back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities import acts, forms, queries, steps
from app.activities.models import KINDS, Activity
from app.activities.states import due_and_present, state_of
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import action, page

NAV = "meetings"


@page("/meetings", name="activities.list")
def list_activities(desk: AtDesk) -> Response[str]:
    words, kind = desk.query("words"), desk.query("kind")
    with desk.read() as session:
        found = queries.listed(session, desk.in_branch, desk.today, words=words, kind=kind, before=desk.query("before"))
        deleted = queries.deleted(session, desk.in_branch) if desk.may("activities.restore") else []
    return desk.page(
        "activities/list.html",
        "会议活动",
        nav=NAV,
        found=found,
        words=words,
        kind=kind,
        kinds=list(KINDS.items()),
        deleted=deleted,
    )


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


@page("/meetings/{activity_id:int}", name="activities.show")
def show_activity(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        return desk.page(
            "activities/show.html",
            activity.title,
            nav=NAV,
            activity=activity,
            state=state_of(activity, desk.today),
            counted=due_and_present(activity),
            kinds=[KINDS[part.kind] for part in activity.parts],
        )


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
            acts.change(session, desk.actor, activity, values, parts, desk.form.number("version"))
            return desk.done(session, f"/meetings/{activity_id}", f"已保存“{activity.title}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            if isinstance(problem, Invalid):
                return _edit(desk, typed.refused(problem), _names(session, desk), activity, status=422)
            conflict = desk.differences(forms.FIELDS, typed, forms.shown(activity))
            return _edit(desk, typed, _names(session, desk), activity, status=409, conflict=conflict)


@page("/meetings/{activity_id:int}/roll", name="activities.roll")
def show_roll(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    return _roll(desk, activity_id, {})


@action("/meetings/{activity_id:int}/roll", name="activities.call_roll")
def call_roll(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    try:
        with desk.write() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            people = roster(session, [activity.branch_id], activity.held_on)
            acts.call_roll(session, desk.actor, activity, forms.roll(desk.form, people))
            return desk.done(session, f"/meetings/{activity_id}", "到会情况已保存")
    except Invalid as invalid:
        return _roll(desk, activity_id, invalid.errors, status=422)


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
    return desk.page(
        "activities/edit.html",
        f"修改“{activity.title}”" if activity else "新建会议活动",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        people=people,
        kinds=list(KINDS.items()),
        activity=activity,
        copied=copied,
        copied_words=forms.COPIED_WORDS,
        conflict=conflict or [],
    )


def _roll(desk: Desk, activity_id: int, errors: dict[str, str], status: int = 200) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        people = roster(session, [activity.branch_id], activity.held_on)
    called = forms.called(activity, people, desk.form)
    return desk.page(
        "activities/roll.html",
        f"“{activity.title}”到会情况",
        nav=NAV,
        status=status,
        activity=activity,
        people=called,
        errors=errors,
    )


ROUTES = [
    list_activities,
    new_activity,
    add_activity,
    show_activity,
    edit_activity,
    change_activity,
    show_roll,
    call_roll,
    *steps.ROUTES,
]
