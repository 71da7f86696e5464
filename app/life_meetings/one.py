"""Pages of one finding of a 组织生活会: written down, corrected, carried out, handed over, deleted and brought back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities.models import Activity
from app.branches.access import record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.life_meetings import acts, forms, queries
from app.life_meetings.handing_over import hand_over
from app.life_meetings.models import KINDS, LifeFinding
from app.web import action, page, short_day

NAV = "meetings"


@page("/life-meetings/{activity_id:int}/new", name="life_meetings.new")
def new_finding(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    kind = desk.query("kind")
    with desk.read() as session:
        activity = queries.meeting_for(session, desk.reach, activity_id)
        return _edit(session, desk, activity, forms.FIELDS.blank(kind=kind if kind in KINDS else "problem"))


@action("/life-meetings/{activity_id:int}/new", name="life_meetings.add")
def add_finding(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            activity = queries.meeting_for(session, desk.reach, activity_id)
            finding = acts.add(session, desk.actor, activity, typed.checked())
            again = desk.form["act"] == "again"
            onward = f"/life-meetings/{activity_id}" + (f"/new?kind={finding.kind}" if again else "")
            return desk.done(session, onward, f"已登记一条{KINDS[finding.kind]}")
    except Invalid as invalid:
        with desk.read() as session:
            activity = queries.meeting_for(session, desk.reach, activity_id)
            return _edit(session, desk, activity, typed.refused(invalid), status=422)


@page("/life-meetings/findings/{finding_id:int}", name="life_meetings.edit")
def edit_finding(desk: AtDesk, finding_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        finding = record_for(session, desk.reach, LifeFinding, finding_id)
        return _again(session, desk, finding)


@action("/life-meetings/findings/{finding_id:int}", name="life_meetings.change")
def change_finding(desk: AtDesk, finding_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            finding = record_for(session, desk.reach, LifeFinding, finding_id)
            acts.change(session, desk.actor, finding, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/life-meetings/{finding.activity_id}", f"已保存这条{KINDS[finding.kind]}")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            finding = record_for(session, desk.reach, LifeFinding, finding_id)
            if isinstance(problem, Invalid):
                return _again(session, desk, finding, typed.refused(problem), status=422)
            now = forms.shown(finding, _name(session, finding))
            conflict = desk.differences(forms.FIELDS, typed, now)
            return _again(session, desk, finding, typed, status=409, conflict=conflict)


@action("/life-meetings/findings/{finding_id:int}/delete", name="life_meetings.delete")
def delete_finding(desk: AtDesk, finding_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        finding = record_for(session, desk.reach, LifeFinding, finding_id)
        kept = queries.handed(session, [finding]).get(finding.id)
        acts.delete(session, desk.actor, finding)
        said = f"已删除这条{KINDS[finding.kind]}" + (f"，整改台账第{kept.number}项保留" if kept else "")
        undo = f"/life-meetings/findings/{finding_id}/restore"
        return desk.done(session, f"/life-meetings/{finding.activity_id}", said, undo=undo)


@action("/life-meetings/findings/{finding_id:int}/restore", name="life_meetings.restore")
def restore_finding(desk: AtDesk, finding_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        finding = record_for(session, desk.reach, LifeFinding, finding_id, deleted=True)
        acts.restore(session, desk.actor, finding)
        return desk.done(session, f"/life-meetings/{finding.activity_id}", f"已恢复这条{KINDS[finding.kind]}")


@action("/life-meetings/findings/{finding_id:int}/hand-over", name="life_meetings.hand_over")
def hand_over_finding(desk: AtDesk, finding_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        finding = record_for(session, desk.reach, LifeFinding, finding_id)
        issue, is_new = hand_over(session, desk.actor, finding)
        said = f"已转为整改台账第{issue.number}项" if is_new else f"整改台账第{issue.number}项已有同样的问题，合为一项"
        undo = f"/issues/{issue.id}/delete" if is_new else ""
        return desk.done(session, f"/life-meetings/{finding.activity_id}", said, undo=undo)


def _name(session: Session, finding: LifeFinding) -> str:
    return queries.people(session, [finding]).get(finding.person_id or 0, "")


def _again(
    session: Session, desk: Desk, finding: LifeFinding, typed: Typed | None = None, **more: Any
) -> Response[str]:
    """The form of a finding that is there."""
    activity = queries.meeting_for(session, desk.reach, finding.activity_id)
    typed = typed or forms.shown(finding, _name(session, finding))
    return _edit(session, desk, activity, typed, finding, **more)


def _edit(
    session: Session,
    desk: Desk,
    activity: Activity,
    typed: Typed,
    finding: LifeFinding | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    return desk.page(
        "life_meetings/edit.html",
        "修改组织生活会的记录" if finding else "记一条组织生活会的意见、问题或批评",
        nav=NAV,
        status=status,
        activity=activity,
        typed=typed,
        errors=typed.errors,
        finding=finding,
        issue=queries.handed(session, [finding]).get(finding.id) if finding else None,
        kinds=list(KINDS.items()),
        people=[row.name for row in roster(session, [activity.branch_id], desk.today)],
        conflict=conflict or [],
        day=short_day(activity.held_on),
    )


ROUTES = [
    new_finding,
    add_finding,
    edit_finding,
    change_finding,
    delete_finding,
    restore_finding,
    hand_over_finding,
]
