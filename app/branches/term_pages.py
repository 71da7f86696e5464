"""Pages of the terms of a branch: when each began, ends, was extended and renewed."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk
from app.branches import terms
from app.branches.access import branch_for, record_for
from app.branches.models import Term
from app.branches.sheets.kinds import Sheet, Values
from app.branches.sheets.routes import NAV, routes
from app.fields import Fields, field
from app.web import Link, page, short_day
from checklists.ledgers.form import Column, Kind


def _problems(values: Values, today: date) -> dict[str, str]:
    """A term runs forward, and is extended only by approval."""
    began, ends = values["began_on"], values["ends_on"]
    extended, renewed = values.get("extended_to"), values.get("renewed_on")
    found = {}
    if ends <= began:
        found["ends_on"] = f"应换届时间{short_day(ends)}不晚于本届任命时间{short_day(began)}，请核对"
    if extended and extended <= ends:
        found["extended_to"] = f"延期至{short_day(extended)}不晚于应换届时间{short_day(ends)}，提前换届请填换届日期"
    if extended and not values.get("approval"):
        found["approval"] = "延期换届须经上级批准，请填写批准的上级党组织"
    if renewed and renewed > today:
        found["renewed_on"] = f"{short_day(renewed)}还没有到，选举以后再登记"
    elif renewed and renewed <= began:
        found["renewed_on"] = f"换届日期{short_day(renewed)}不晚于本届任命时间{short_day(began)}，请核对"
    return found


def _beside(session: Session, sheet: Sheet, branch_id: int, values: Values, own: Any) -> dict[str, str]:
    same = select(Term).where(Term.branch_id == branch_id, Term.began_on == values["began_on"])
    if (twin := session.scalar(same)) is None or twin is own:
        return {}
    return {"began_on": f"{short_day(twin.began_on)}起的一届已经登记，请打开那一条修改"}


TERM = Sheet(
    noun="term",
    model=Term,
    path="/terms",
    parameter="term_id",
    home="/terms",
    word="任期",
    fields=Fields(
        Column(key="number", heading="第几届", kind=Kind.INT, note="不清楚的留空。"),
        field("began_on", "本届任命时间", Kind.DATE, required=True),
        Column(
            key="ends_on", heading="应换届时间", kind=Kind.DATE, required=True, note="任期一般3年；届满前6个月起提示。"
        ),
        Column(key="extended_to", heading="延期至", kind=Kind.DATE, note="经上级批准延期的才填，一般不超过1年。"),
        field("approval", "批准延期的上级党组织"),
        field("document", "批准延期的文号"),
        Column(key="renewed_on", heading="换届日期", kind=Kind.DATE, note="选出下一届的那一天；登记下一届时自动填上。"),
    ),
    problems=_problems,
    beside=_beside,
    after=terms.renew,
)


@page("/terms", name="branches.terms")
def show_terms(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        query = select(Term).where(Term.branch_id == branch.id).order_by(Term.began_on.desc())
        rows = [
            (
                Link(terms.title(term), f"/terms/{term.id}"),
                short_day(term.began_on),
                short_day(term.ends_on),
                short_day(term.extended_to),
                short_day(term.renewed_on),
            )
            for term in session.scalars(query)
        ]
    return desk.page("branches/terms.html", "任期和换届", nav=NAV, rows=rows, may=desk.may("terms.new"))


@page("/terms/{term_id:int}", name="branches.term")
def show_term(desk: AtDesk, term_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        term = record_for(session, desk.reach, Term, term_id)
    return desk.page("branches/term.html", f"任期：{terms.title(term)}", nav=NAV, term=term, may=desk.may("terms.edit"))


ROUTES = [show_terms, show_term, *routes(TERM)]
