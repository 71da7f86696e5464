"""Those on the way into the Party, and those on probation: days only, and no conclusion."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from litestar import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk
from app.branches.access import branch_for
from app.branches.models import Applicant, Membership, Person
from app.branches.queries import holds
from app.branches.sheets.kinds import Sheet, Values
from app.branches.sheets.routes import NAV, routes
from app.fields import Fields, field
from app.web import Link, page, short_day
from checklists.ledgers.form import Column, Kind
from checklists.shape import months_on

HOME = "/applicants"
PROBATION_MONTHS = 12  # 〔核〕 one year by the Constitution of the Party; the superior's decision may say otherwise
STEPS = ("applied_on", "activist_on", "candidate_on", "ended_on")


def _in_order(values: Values, today: date) -> dict[str, str]:
    """Each step follows the one before; none lies ahead."""
    words = {column.key: column.heading for column in APPLICANT.fields.columns}
    found: dict[str, str] = {}
    if values.get("candidate_on") and not values.get("activist_on"):
        found["activist_on"] = f"有{words['candidate_on']}，请先填写{words['activist_on']}"
    done = [(key, values[key]) for key in STEPS if values.get(key)]
    for (earlier, before_on), (later, day) in pairwise(done):
        if day < before_on:
            found[later] = f"{words[later]}{short_day(day)}早于{words[earlier]}{short_day(before_on)}，请核对"
    for key, day in done:
        if day > today:
            found[key] = f"{short_day(day)}还没有到，办过以后再登记"
    return found


APPLICANT = Sheet(
    noun="applicant",
    model=Applicant,
    path=HOME,
    parameter="applicant_id",
    home=HOME,
    word="入党申请人的登记",
    fields=Fields(
        field("name", "姓名", Kind.NAME, required=True),
        field("applied_on", "递交入党申请书日期", Kind.DATE, required=True),
        field("activist_on", "确定为入党积极分子日期", Kind.DATE),
        field("candidate_on", "确定为发展对象日期", Kind.DATE),
        Column(key="ended_on", heading="结束日期", kind=Kind.DATE, note="接收为预备党员、调离或本人撤回申请的日期。"),
    ),
    problems=_in_order,
    lead="只登记日期，不计入党员人数和任何会议的基数。接收为预备党员后，在名册里登记党员。",
)


@page(HOME, name="branches.applicants")
def show_applicants(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        may = desk.may("applicants.new")
        query = select(Applicant).where(Applicant.branch_id == branch.id).order_by(Applicant.applied_on, Applicant.id)
        rows = [
            (
                Link(one.name, f"{HOME}/{one.id}/edit") if may else one.name,
                *(short_day(getattr(one, key)) for key in STEPS),
            )
            for one in session.scalars(query)
        ]
        probation = on_probation(session, branch.id, desk.today)
    shown = [(name, short_day(since), short_day(ends)) for name, since, ends in probation]
    return desk.page("branches/applicants.html", "发展党员", nav=NAV, rows=rows, probation=shown, may=may)


def on_probation(session: Session, branch_id: int, day: date) -> list[tuple[str, date, date]]:
    """(name, since, the day on which a year is over) of the probationary members of the day."""
    query = select(Person.name, Membership.since).join(Membership, Membership.person_id == Person.id)
    held = (Membership.branch_id == branch_id, Membership.category == "probationary", holds(Membership, day))
    rows = session.execute(query.where(*held).order_by(Membership.since, Person.sort_key))
    return [(name, since, months_on(since, PROBATION_MONTHS)) for name, since in rows]


ROUTES = [show_applicants, *routes(APPLICANT)]
