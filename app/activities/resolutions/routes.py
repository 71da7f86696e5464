"""Pages of resolutions: those of a meeting, those of the branch, one, new and corrected."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities.models import Activity
from app.activities.resolutions import acts, forms, pages, queries, steps
from app.activities.resolutions.models import Resolution
from app.branches.access import record_for
from app.errors import Conflict, Invalid
from app.web import action, page


@page("/resolutions", name="resolutions.list")
def list_resolutions(desk: AtDesk) -> Response[str]:
    everything = desk.query("all") == "1"
    with desk.read() as session:
        before = desk.query("before")
        rows, older = queries.listed(session, desk.in_branch, desk.today, everything=everything, before=before)
    return desk.page(
        "activities/resolutions/list.html", "议定事项", nav=pages.NAV, rows=rows, older=older, everything=everything
    )


@page("/meetings/{activity_id:int}/resolutions", name="resolutions.of_meeting")
def of_meeting(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    return pages.of_meeting(desk, activity_id, forms.RESOLUTION.blank())


@action("/meetings/{activity_id:int}/resolutions", name="resolutions.add")
def add_resolution(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = forms.RESOLUTION.read(desk.form)
    try:
        with desk.write() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            acts.add(session, desk.actor, activity, typed.checked())
            return desk.done(session, f"/meetings/{activity_id}/resolutions", "已登记议定事项")
    except Invalid as invalid:
        return pages.of_meeting(desk, activity_id, typed.refused(invalid), status=422)


@page("/resolutions/{resolution_id:int}", name="resolutions.show")
def show_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[str]:
    return pages.show(desk, resolution_id, forms.DONE.blank(done_on=desk.today.isoformat()))


@page("/resolutions/{resolution_id:int}/edit", name="resolutions.edit")
def edit_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        made = record_for(session, desk.reach, Resolution, resolution_id)
        return pages.edit(session, desk, made, forms.shown(made))


@action("/resolutions/{resolution_id:int}/edit", name="resolutions.change")
def change_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[Any]:
    typed = forms.RESOLUTION.read(desk.form)
    try:
        with desk.write() as session:
            made = record_for(session, desk.reach, Resolution, resolution_id)
            acts.change(session, desk.actor, made, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/resolutions/{resolution_id}", "已保存议定事项")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            made = record_for(session, desk.reach, Resolution, resolution_id)
            if isinstance(problem, Invalid):
                return pages.edit(session, desk, made, typed.refused(problem), 422)
            conflict = desk.differences(forms.RESOLUTION, typed, forms.shown(made))
            return pages.edit(session, desk, made, typed, 409, conflict)


ROUTES = [
    list_resolutions,
    of_meeting,
    add_resolution,
    show_resolution,
    edit_resolution,
    change_resolution,
    *steps.ROUTES,
]
