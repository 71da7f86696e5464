"""One part (环节) of a gathering: its own topic, host, speaker, agenda and minutes (practice.md, Counting)."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities import acts, part_forms
from app.activities.models import KINDS, Activity, Part
from app.activities.parts import told_apart
from app.branches.access import record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid, NotFound
from app.fields import Typed
from app.web import action, page


@page("/meetings/{activity_id:int}/parts/{part_id:int}", name="activities.part")
def show_part(desk: AtDesk, activity_id: FromPath[int], part_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity, part = _found(session, desk, activity_id, part_id)
        return _page(desk, session, activity, part, part_forms.shown(part))


@action("/meetings/{activity_id:int}/parts/{part_id:int}", name="activities.change_part")
def change_part(desk: AtDesk, activity_id: FromPath[int], part_id: FromPath[int]) -> Response[Any]:
    typed: Typed | None = None
    try:
        with desk.write() as session:
            activity, part = _found(session, desk, activity_id, part_id)
            typed = part_forms.fields(part.kind).read(desk.form)
            values = part_forms.values(typed.checked())
            parts = told_apart(activity.parts, [])
            next(each for each in parts if each["id"] == part.id).update(values)
            version, reason = desk.form.number("version"), desk.form["reason"]
            acts.change(session, desk.actor, activity, {}, parts, version, reason)
            return desk.done(session, f"/meetings/{activity_id}", f"已保存{KINDS[part.kind]}这一环节")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            activity, part = _found(session, desk, activity_id, part_id)
            assert typed is not None  # only acts and forms raise these, after it was read
            if isinstance(problem, Invalid):
                return _page(desk, session, activity, part, typed.refused(problem), status=422)
            rows = desk.differences(part_forms.fields(part.kind), typed, part_forms.shown(part))
            return _page(desk, session, activity, part, typed, status=409, conflict=rows)


def _found(session: Session, desk: Desk, activity_id: int, part_id: int) -> tuple[Activity, Part]:
    activity = record_for(session, desk.reach, Activity, activity_id)
    part = next((each for each in activity.parts if each.id == part_id), None)
    if part is None:
        raise NotFound()
    return activity, part


def _page(
    desk: Desk,
    session: Session,
    activity: Activity,
    part: Part,
    typed: Typed,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    return desk.page(
        "activities/part.html",
        f"“{activity.title}”的{KINDS[part.kind]}",
        nav="meetings",
        status=status,
        activity=activity,
        part=part,
        asked=[column.key for column in part_forms.fields(part.kind).columns],
        word=KINDS[part.kind],
        typed=typed,
        errors=typed.errors,
        people=[row.name for row in roster(session, [activity.branch_id], activity.held_on)],
        conflict=conflict or [],
    )


ROUTES = [show_part, change_part]
