"""Pages of risk points: find, open, write down, print."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.integrity.models import CONCLUSIONS, RISK_KINDS, RiskPoint
from app.integrity.risks import acts, forms, queries, reviews
from app.integrity.risks.rules import LEVEL_WORDS
from app.web import action, page

NAV = "integrity"


@page("/risks", name="risks.list")
def list_risks(desk: AtDesk) -> Response[str]:
    department, level, ended = desk.query("department"), desk.query("level"), desk.query("ended") == "1"
    with desk.read() as session:
        found = queries.listed(
            session,
            desk.in_branch,
            desk.today,
            department=department,
            level=level,
            ended=ended,
            before=desk.query("before"),
        )
        spread = queries.spread(session, desk.in_branch, desk.today)
        left = queries.left_to_review(session, desk.branch if desk.in_branch else None, desk.today)
    return desk.page(
        "integrity/risks.html",
        "廉政风险点",
        nav=NAV,
        found=found,
        spread=spread,
        left=left,
        department=department,
        level=level,
        ended=ended,
        levels=list(LEVEL_WORDS.items()),
        year=desk.today.year,
        may=may_write(desk, desk.branch),
    )


@page("/risks/print", name="risks.print")
def print_risks(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        rows = queries.printed(session, desk.branch or 0, desk.today) if desk.in_branch else ()
    return desk.page("integrity/risks_print.html", "廉政风险点排查登记表", nav=NAV, rows=rows, today=desk.today)


@page("/risks/new", name="risks.new")
def new_risk(desk: AtDesk) -> Response[str]:
    blank = forms.FIELDS.blank(since=desk.today.isoformat(), year=str(desk.today.year))
    with desk.read() as session:
        return _edit(desk, blank, _names(session, desk))


@action("/risks/new", name="risks.add")
def add_risk(desk: AtDesk) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            risk = acts.add(session, desk.actor, branch.id, typed.checked())
            return desk.done(session, f"/risks/{risk.id}", f"已登记风险点“{risk.point}”")
    except Invalid as invalid:
        with desk.read() as session:
            return _edit(desk, typed.refused(invalid), _names(session, desk), status=422)


@page("/risks/{risk_id:int}", name="risks.show")
def show_risk(desk: AtDesk, risk_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id)
    return desk.page(
        "integrity/risk.html",
        risk.point,
        nav=NAV,
        risk=risk,
        kind=RISK_KINDS.get(risk.kind, risk.kind),
        level=LEVEL_WORDS[risk.level],
        conclusions=CONCLUSIONS,
        reviewed=queries.reviewed(risk, desk.today.year),
        may=may_write(desk, risk.branch_id),
    )


@page("/risks/{risk_id:int}/edit", name="risks.edit")
def edit_risk(desk: AtDesk, risk_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id)
        return _edit(desk, forms.FIELDS.shown(risk), _names(session, desk), risk)


@action("/risks/{risk_id:int}/edit", name="risks.change")
def change_risk(desk: AtDesk, risk_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            risk = record_for(session, desk.reach, RiskPoint, risk_id)
            acts.change(session, desk.actor, risk, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/risks/{risk_id}", f"已保存“{risk.point}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            risk, names = record_for(session, desk.reach, RiskPoint, risk_id), _names(session, desk)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), names, risk, status=422)
        conflict = desk.differences(forms.FIELDS, typed, forms.FIELDS.shown(risk))
        return _edit(desk, typed, names, risk, status=409, conflict=conflict)


@action("/risks/{risk_id:int}/delete", name="risks.delete")
def delete_risk(desk: AtDesk, risk_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id)
        acts.delete(session, desk.actor, risk)
        return desk.done(session, "/risks", f"已删除“{risk.point}”", undo=f"/risks/{risk_id}/restore")


@action("/risks/{risk_id:int}/restore", name="risks.restore")
def restore_risk(desk: AtDesk, risk_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id, deleted=True)
        acts.restore(session, desk.actor, risk)
        return desk.done(session, f"/risks/{risk_id}", f"已恢复“{risk.point}”")


def may_write(desk: Desk, branch: int | None) -> bool:
    """Whether to offer what only writers can do; the matrix decides when it is done."""
    return any(desk.user.has(role, branch) for role in ("secretary", "committee", "discipline"))


def _names(session: Session, desk: Desk) -> list[str]:
    return [row.name for row in roster(session, [desk.branch or 0], desk.today)]


def _edit(
    desk: Desk,
    typed: Typed,
    people: list[str],
    risk: RiskPoint | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    return desk.page(
        "integrity/risk_edit.html",
        f"修改“{risk.point}”" if risk else "登记风险点",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        people=people,
        kinds=list(RISK_KINDS.items()),
        levels=list(LEVEL_WORDS.items()),
        risk=risk,
        conflict=conflict or [],
    )


ROUTES = [
    list_risks,
    print_risks,
    new_risk,
    add_risk,
    show_risk,
    edit_risk,
    change_risk,
    delete_risk,
    restore_risk,
    *reviews.ROUTES,
]
