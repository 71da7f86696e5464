"""月应交: the year's amounts of all members in one form, last year's carried forward; and taking one back."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, person_for, record_for
from app.branches.dues import forms, queries, rules
from app.branches.dues.acts import rates
from app.branches.dues.forms import year_of
from app.branches.dues.models import DuesRate
from app.branches.dues.rules import yuan
from app.branches.models import Person
from app.errors import Invalid
from app.fields import Typed
from app.web import Form, action, page
from checklists.ledgers import cells
from checklists.ledgers.errors import CellProblem
from checklists.ledgers.form import Column, Kind

NAV = "branch"


@page("/dues/rates", name="dues.rates")
def show_rates(desk: AtDesk) -> Response[str]:
    year = year_of(desk.query("year"), desk.today)
    return _shown(desk, year, forms.RATES.blank(since=f"{year}-01"), {})


@action("/dues/rates", name="dues.fix_all")
def fix_rates(desk: AtDesk) -> Response[Any]:
    typed, given = forms.RATES.read(desk.form), _given(desk.form)
    year = year_of(desk.form["year"], desk.today)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            since = typed.values.get("since") or desk.today.replace(month=1, day=1)
            amounts, errors = _amounts(desk, session, branch.id, since, given)
            if errors | typed.errors:
                raise Invalid(errors | typed.errors)
            made = rates.fix_all(session, desk.actor, amounts, since, str(typed.values["basis"] or ""))
            undo = f"/dues/rates/undo?made={'.'.join(str(one.id) for one in made)}" if made else ""
            said = f"已核定{len(made)}名党员的月应交" if made else "月应交没有改动"
            return desk.done(session, f"/dues?year={since.year}", said, undo=undo)
    except Invalid as invalid:
        return _shown(desk, year, typed.refused(invalid), given, status=422)


@action("/dues/rates/undo", name="dues.unfix_all")
def undo_rates(desk: AtDesk) -> Response[Any]:
    with desk.write() as session:
        made = [record_for(session, desk.reach, DuesRate, id_) for id_ in forms.ids(desk.query("made"))]
        for rate in made:
            rates.delete(session, desk.actor, rate)
        return desk.done(session, "/dues/rates", f"已撤销{len(made)}名党员的核定")


@action("/dues/rates/{rate_id:int}/delete", name="dues.delete_rate")
def delete_rate(desk: AtDesk, rate_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        rate = record_for(session, desk.reach, DuesRate, rate_id)
        rates.delete(session, desk.actor, rate)
        said = f"已删除{rate.since.year}年{rate.since.month}月起的月应交"
        return desk.done(session, f"/dues/{rate.person_id}", said, undo=f"/dues/rates/{rate_id}/restore")


@action("/dues/rates/{rate_id:int}/restore", name="dues.restore_rate")
def restore_rate(desk: AtDesk, rate_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        rate = record_for(session, desk.reach, DuesRate, rate_id, deleted=True)
        rates.restore(session, desk.actor, rate)
        return desk.done(session, f"/dues/{rate.person_id}", "已恢复这一条月应交")


def _given(form: Form) -> dict[str, str]:
    """monthly-3 → 12.50, as typed."""
    return {name: text.strip() for name, text in form if name.startswith("monthly-")}


def _amounts(
    desk: Desk, session: Session, branch: int, since: date, given: dict[str, str]
) -> tuple[dict[Person, int], dict[str, str]]:
    """The amounts that differ from those in force, and the fields that cannot be read."""
    amounts: dict[Person, int] = {}
    errors: dict[str, str] = {}
    now = {one.person_id: one for one in queries.members(session, [branch], since, date(since.year, 12, 31))}
    for name, text in given.items():
        member = now.get(int(name.removeprefix("monthly-"))) if name.removeprefix("monthly-").isdecimal() else None
        if member is None or not text:
            continue
        try:
            value = cells.read(Column(key=name, heading=f"{member.name}的月应交", kind=Kind.MONEY), text)
        except CellProblem as problem:
            errors[name] = f"{member.name}的月应交“{text}”{problem.reason}，{problem.remedy}"
            continue
        if isinstance(value, int) and value != rules.rate_in(member.account.rates, rules.code_of(since)):
            amounts[person_for(session, desk.reach, member.person_id)] = value
    return amounts, errors


def _shown(desk: Desk, year: int, typed: Typed, given: dict[str, str], *, status: int = 200) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        people = queries.members(session, [branch.id], date(year, 1, 1), date(year, 12, 31))
    rows = []
    for member in people:
        name, now = f"monthly-{member.person_id}", rules.rate_in(member.account.rates, year * 100 + 12)
        rows.append((name, member.name, given.get(name, yuan(now) if now is not None else "")))
    title = f"核定{year}年月应交"
    return desk.page(
        "dues/rates.html", title, nav=NAV, status=status, typed=typed, errors=typed.errors, rows=rows, year=year
    )


ROUTES = [show_rates, fix_rates, undo_rates, delete_rate, restore_rate]
