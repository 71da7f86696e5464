"""Pages of 互查: the year by month, a new round with its check sheet, one round, corrections."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, branch_names, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.inspection import acts, forms, queries
from app.inspection.forms import Line
from app.inspection.models import FINDINGS, Inspection
from app.inspection.months import months_of
from app.rectification.showing import may
from app.web import Form, action, page, short_day

NAV = "issues"


@page("/inspections", name="inspections.list")
def list_inspections(desk: AtDesk) -> Response[str]:
    wanted = desk.query("year")
    year = int(wanted) if wanted.isdecimal() and 2000 <= int(wanted) <= 2100 else desk.today.year
    with desk.read() as session:
        rounds = queries.of_year(session, desk.branch or 0, year) if desk.in_branch else []
        handed = queries.handed(session, rounds)
    months = months_of(rounds, handed, desk.branch or 0, year, desk.today)
    return desk.page("inspection/list.html", f"{year}年互查", nav=NAV, months=months, year=year, today=desk.today)


@page("/inspections/new", name="inspections.new")
def new_inspection(desk: AtDesk) -> Response[str]:
    typed = forms.HEAD.blank(inspected_on=desk.today.isoformat(), side="inspecting", inspectors=desk.user.name)
    return _edit(desk, typed)


@action("/inspections/new", name="inspections.add")
def add_inspection(desk: AtDesk) -> Response[Any]:
    typed = forms.HEAD.read(desk.form)
    try:
        rows = [values for _, values in forms.filled(typed, forms.lines(None, {}, desk.form))]
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            inspection = acts.add(session, desk.actor, branch.id, forms.head_values(typed, branch.name), rows)
            return desk.done(session, f"/inspections/{inspection.id}", _said(inspection))
    except Invalid as invalid:
        return _edit(desk, typed.refused(forms.on_page(invalid)), form=desk.form, status=422)


@page("/inspections/{inspection_id:int}", name="inspections.show")
def show_inspection(desk: AtDesk, inspection_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        inspection = queries.round_for(session, desk.reach, inspection_id)
        handed = queries.handed(session, [inspection])
        kept_by = branch_names(session, [inspection.branch_id])[0][1]
        keeps = may(desk, session, "inspections.change", inspection.branch_id)
    mine = {row for row, one in handed.items() if one.branch_id in desk.reach or one.verifier_id == desk.user.person_id}
    return desk.page(
        "inspection/show.html",
        f"{short_day(inspection.inspected_on)}互查：{inspection.inspected_unit}",
        nav=NAV,
        inspection=inspection,
        handed=handed,
        may_open=mine,
        findings=FINDINGS,
        keeps=keeps,
        kept_by=kept_by if inspection.branch_id not in desk.reach else "",
        outside=inspection.we_inspect and inspection.partner_branch_id is None,
    )


@page("/inspections/{inspection_id:int}/edit", name="inspections.edit")
def edit_inspection(desk: AtDesk, inspection_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        inspection = record_for(session, desk.reach, Inspection, inspection_id)
        return _edit(desk, forms.shown(inspection), inspection)


@action("/inspections/{inspection_id:int}/edit", name="inspections.change")
def change_inspection(desk: AtDesk, inspection_id: FromPath[int]) -> Response[Any]:
    typed = forms.HEAD.read(desk.form)
    try:
        with desk.write() as session:
            inspection = record_for(session, desk.reach, Inspection, inspection_id)
            found = forms.lines(inspection, queries.handed(session, [inspection]), desk.form)
            rows = forms.filled(typed, found)
            branch = branch_for(session, desk.reach, inspection.branch_id)
            head = forms.head_values(typed, branch.name, inspection)
            acts.change(session, desk.actor, inspection, head, desk.form.number("version"))
            for line, values in rows:
                if line.row is None:
                    acts.add_row(session, desk.actor, inspection, values)
                else:
                    acts.change_row(session, desk.actor, inspection, line.row, values)
            return desk.done(session, f"/inspections/{inspection_id}", _said(inspection))
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            inspection = record_for(session, desk.reach, Inspection, inspection_id)
            if isinstance(problem, Invalid):
                refused = typed.refused(forms.on_page(problem))
                return _edit(desk, refused, inspection, form=desk.form, status=422)
            conflict = desk.differences(forms.HEAD, typed, forms.shown(inspection))
            return _edit(desk, typed, inspection, form=desk.form, status=409, conflict=conflict)


@action("/inspections/{inspection_id:int}/delete", name="inspections.delete")
def delete(desk: AtDesk, inspection_id: FromPath[int]) -> Response[Any]:
    """Undo beats confirmation; what came of the round stays and is said."""
    with desk.write() as session:
        inspection = record_for(session, desk.reach, Inspection, inspection_id)
        kept = len(queries.handed(session, [inspection]))
        acts.delete(session, desk.actor, inspection)
        said = f"已删除{short_day(inspection.inspected_on)}的互查" + (f"，转出的{kept}项整改保留" if kept else "")
        return desk.done(session, "/inspections", said, undo=f"/inspections/{inspection_id}/restore")


@action("/inspections/{inspection_id:int}/restore", name="inspections.restore")
def restore(desk: AtDesk, inspection_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        inspection = record_for(session, desk.reach, Inspection, inspection_id, deleted=True)
        acts.restore(session, desk.actor, inspection)
        said = f"已恢复{short_day(inspection.inspected_on)}的互查"
        return desk.done(session, f"/inspections/{inspection_id}", said)


def _said(inspection: Inspection) -> str:
    fails = sum(row.finding == "fails" for row in inspection.rows)
    made = sum(row.issue_id is not None for row in inspection.rows)
    words = f"，{made}项不符合已转为受检支部的整改事项" if made else f"，{fails}项不符合" if fails else ""
    return f"已保存{short_day(inspection.inspected_on)}的互查，检查{len(inspection.rows)}项{words}"


def _edit(
    desk: Desk,
    typed: Typed,
    inspection: Inspection | None = None,
    *,
    form: Form | None = None,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        handed = queries.handed(session, [inspection] if inspection else [])
        found: list[Line] = forms.lines(inspection, handed, form)
        partners = queries.partners(session, desk.branch or 0)
        people = [row.name for row in roster(session, [desk.branch or 0], desk.today)]
    rules = {item.id: item for item in desk.office.catalogue.items}
    return desk.page(
        "inspection/edit.html",
        "修改互查记录" if inspection else "开始互查",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        inspection=inspection,
        lines=[(line, rules[line.rule].citation if line.rule else "") for line in found],
        sides=list(forms.SIDES.items()),
        findings=list(FINDINGS.items()),
        partners=partners,
        people=people,
        conflict=conflict or [],
    )


ROUTES = [
    list_inspections,
    new_inspection,
    add_inspection,
    show_inspection,
    edit_inspection,
    change_inspection,
    delete,
    restore,
]
