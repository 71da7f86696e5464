"""What is done to a resolution with one press: done, undone, made an issue, deleted, brought back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities.resolutions import acts, forms, pages
from app.activities.resolutions.models import Resolution
from app.branches.access import record_for
from app.errors import Invalid
from app.web import action


@action("/resolutions/{resolution_id:int}/done", name="resolutions.finish")
def finish_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[Any]:
    typed = forms.DONE.read(desk.form)
    try:
        with desk.write() as session:
            made = record_for(session, desk.reach, Resolution, resolution_id)
            values = typed.checked()
            acts.finish(session, desk.actor, made, values["done_on"], values["done_note"] or "")
            undo = f"/resolutions/{resolution_id}/undone"
            return desk.done(session, f"/meetings/{made.activity_id}/resolutions", "已登记办结", undo=undo)
    except Invalid as invalid:
        return pages.show(desk, resolution_id, typed.refused(invalid), status=422)


@action("/resolutions/{resolution_id:int}/undone", name="resolutions.reopen")
def reopen_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        made = record_for(session, desk.reach, Resolution, resolution_id)
        acts.reopen(session, desk.actor, made)
        return desk.done(session, f"/resolutions/{resolution_id}", "已撤销办结，事项仍待办结")


@action("/resolutions/{resolution_id:int}/issue", name="resolutions.raise_issue")
def raise_issue(desk: AtDesk, resolution_id: FromPath[int]) -> Response[Any]:
    try:
        with desk.write() as session:
            made = record_for(session, desk.reach, Resolution, resolution_id)
            issue = acts.raise_issue(session, desk.actor, made)
            return desk.done(session, f"/resolutions/{resolution_id}", f"已转为整改第{issue.number}项")
    except Invalid as invalid:
        blank = forms.DONE.blank(done_on=desk.today.isoformat())
        return pages.show(desk, resolution_id, blank.refused(Invalid({"": str(invalid)})), status=422)


@action("/resolutions/{resolution_id:int}/delete", name="resolutions.delete")
def delete_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        made = record_for(session, desk.reach, Resolution, resolution_id)
        acts.delete(session, desk.actor, made)
        undo = f"/resolutions/{resolution_id}/restore"
        return desk.done(session, f"/meetings/{made.activity_id}/resolutions", "已删除这项议定事项", undo=undo)


@action("/resolutions/{resolution_id:int}/restore", name="resolutions.restore")
def restore_resolution(desk: AtDesk, resolution_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        made = record_for(session, desk.reach, Resolution, resolution_id, deleted=True)
        acts.restore(session, desk.actor, made)
        return desk.done(session, f"/resolutions/{resolution_id}", "已恢复这项议定事项")


ROUTES = [finish_resolution, reopen_resolution, raise_issue, delete_resolution, restore_resolution]
