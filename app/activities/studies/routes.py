"""Pages of 补学: of one meeting, one of them corrected, deleted and brought back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.activities.models import Activity
from app.activities.studies import acts, queries
from app.activities.studies.models import MakeUpStudy
from app.activities.studies.rules import HOW
from app.branches.access import record_for
from app.errors import Conflict, Invalid
from app.fields import Fields, Typed, coded, field
from app.web import Link, action, page, short_day
from checklists.ledgers.form import Kind

NAV = "meetings"
STUDY = Fields(
    coded("how", "补学方式", HOW), field("studied_on", "补学日期", Kind.DATE, required=True), field("note", "备注")
)


@page("/meetings/{activity_id:int}/make-up", name="studies.of_meeting")
def of_meeting(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    return _of_meeting(desk, activity_id, STUDY.blank(studied_on=desk.today.isoformat()))


@action("/meetings/{activity_id:int}/make-up", name="studies.add")
def add_study(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = STUDY.read(desk.form)
    try:
        with desk.write() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            values = typed.checked()
            people = [int(one) for one in desk.form.all("people") if one.isdecimal()]
            day, note = values["studied_on"], values["note"] or ""
            made = acts.add(session, desk.actor, activity, people, values["how"], day, note)
            return desk.done(session, f"/meetings/{activity_id}/make-up", f"已登记补学{len(made)}人次")
    except Invalid as invalid:
        return _of_meeting(desk, activity_id, typed.refused(invalid), status=422)


@page("/make-up/{study_id:int}", name="studies.edit")
def edit_study(desk: AtDesk, study_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        row = record_for(session, desk.reach, MakeUpStudy, study_id)
    return _edit(desk, study_id, STUDY.shown(row))


@action("/make-up/{study_id:int}", name="studies.change")
def change_study(desk: AtDesk, study_id: FromPath[int]) -> Response[Any]:
    typed = STUDY.read(desk.form)
    try:
        with desk.write() as session:
            row = record_for(session, desk.reach, MakeUpStudy, study_id)
            values, version = typed.checked(), desk.form.number("version")
            day, note = values["studied_on"], values["note"] or ""
            acts.change(session, desk.actor, row, values["how"], day, note, version)
            return desk.done(session, f"/meetings/{row.activity_id}/make-up", f"已保存{row.name}的补学")
    except Invalid as invalid:
        return _edit(desk, study_id, typed.refused(invalid), 422)
    except Conflict:
        with desk.read() as session:
            now = STUDY.shown(record_for(session, desk.reach, MakeUpStudy, study_id))
        return _edit(desk, study_id, typed, 409, desk.differences(STUDY, typed, now))


@action("/make-up/{study_id:int}/delete", name="studies.delete")
def delete_study(desk: AtDesk, study_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        row = record_for(session, desk.reach, MakeUpStudy, study_id)
        acts.delete(session, desk.actor, row)
        undo = f"/make-up/{study_id}/restore"
        return desk.done(session, f"/meetings/{row.activity_id}/make-up", f"已删除{row.name}的补学", undo=undo)


@action("/make-up/{study_id:int}/restore", name="studies.restore")
def restore_study(desk: AtDesk, study_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        row = record_for(session, desk.reach, MakeUpStudy, study_id, deleted=True)
        acts.restore(session, desk.actor, row)
        return desk.done(session, f"/meetings/{row.activity_id}/make-up", f"已恢复{row.name}的补学")


def _of_meeting(desk: Desk, activity_id: int, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        rows = queries.of_meeting(session, activity)
        may = desk.may("studies.add")
        deleted = queries.deleted(session, activity) if may else []
    done = {row.person_id for row in rows}
    name = (lambda row: Link(row.name, f"/make-up/{row.id}")) if may else (lambda row: row.name)
    return desk.page(
        "activities/studies/of_meeting.html",
        f"“{activity.title}”补学",
        nav=NAV,
        status=status,
        activity=activity,
        rows=[(name(row), HOW.get(row.how, row.how), short_day(row.studied_on), row.note) for row in rows],
        missed=len(queries.missed(activity)),
        left=[(str(id_), name_) for id_, name_ in queries.missed(activity).items() if id_ not in done],
        chosen=desk.form.all("people"),
        hows=list(HOW.items()),
        typed=typed,
        errors=typed.errors,
        deleted=deleted,
        may=may,
    )


def _edit(
    desk: Desk,
    study_id: int,
    typed: Typed,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        row = record_for(session, desk.reach, MakeUpStudy, study_id)
        activity = acts.meeting_of(session, row)
    return desk.page(
        "activities/studies/edit.html",
        f"{row.name}的补学",
        nav=NAV,
        status=status,
        row=row,
        how=HOW.get(row.how, row.how),
        activity=activity,
        hows=list(HOW.items()),
        typed=typed,
        errors=typed.errors,
        may=desk.may("studies.change"),
        conflict=conflict or [],
    )


ROUTES = [of_meeting, add_study, edit_study, change_study, delete_study, restore_study]
