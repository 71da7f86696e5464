"""排全年: what the branch owes in a year laid over its fixed day and the holidays, saved as plans in one go."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities.models import KINDS
from app.activities.planning import acts, forms
from app.activities.planning.fixed_day import Fixed
from app.activities.planning.forms import Row
from app.activities.planning.queries import gatherings, last_actions, taken
from app.activities.planning.slots import proposed, slots
from app.branches.access import branch_for
from app.branches.models import Branch
from app.branches.queries import roster
from app.errors import Invalid
from app.fields import Typed
from app.progress.standing import Overview
from app.web import Link, action, long_day, page
from checklists.periods import of_code

NAV = "meetings"


@page("/meetings/plan", name="progress.plan_year")
def show_plan(desk: AtDesk) -> Response[str]:
    year = _year(desk, desk.query("year"))
    with desk.read() as session:
        return _page(desk, session, year)


@action("/meetings/plan", name="progress.save_year")
def save_plan(desk: AtDesk) -> Response[Any]:
    year = _year(desk, desk.form["year"])
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        wanted = [row.slot for row in _rows(desk, session, branch, year) if row.filled is None]
    typed = forms.read(desk.form, wanted, year)
    try:
        plans = forms.plans(typed, wanted)
        with desk.write() as session:
            made = acts.plan_year(session, desk.actor, branch.id, year, plans, typed.texts[forms.ACTIONS])
            undo = f"/meetings/plan/take-back?year={year}&ids={'.'.join(str(activity.id) for activity in made)}"
            told = f"已安排{len(made)}项，可以打印后提交支委会审议"
            return desk.done(session, f"/meetings/plan?year={year}", told, undo=undo)
    except Invalid as invalid:
        with desk.read() as session:
            return _page(desk, session, year, typed.refused(invalid), status=422)


@action("/meetings/plan/take-back", name="progress.take_back_year")
def take_back_plan(desk: AtDesk) -> Response[Any]:
    year, ids = _year(desk, desk.query("year")), [int(it) for it in desk.query("ids").split(".") if it.isdecimal()]
    with desk.write() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        undone, left = acts.take_back(session, desk.actor, branch.id, ids)
        told = f"已撤回{undone}项" + (f"；{left}项已发通知或已有记录，没有撤回" if left else "")
        return desk.done(session, f"/meetings/plan?year={year}", told)


@page("/meetings/plan/print", name="progress.print_year")
def print_plan(desk: AtDesk) -> Response[str]:
    year = _year(desk, desk.query("year"))
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        found = gatherings(session, branch.id, year)
    rows = [
        (
            number,
            long_day(it.held_on),
            "、".join(dict.fromkeys(KINDS[part.kind] for part in it.parts)),
            it.title,
            it.host,
        )
        for number, it in enumerate(found, 1)
    ]
    title = f"{branch.name}{year}年组织生活计划"
    fixed = _fixed(branch, "").words
    return desk.page("activities/planning/print.html", title, nav=NAV, year=year, rows=rows, fixed=fixed)


def _year(desk: Desk, wanted: str) -> int:
    """The year asked for; in December people plan the next one."""
    if wanted.isdecimal() and 2000 <= int(wanted) <= 2100:
        return int(wanted)
    return desk.today.year + (desk.today.month == 12)


def _fixed(branch: Branch, day: str) -> Fixed:
    """The branch's own fixed day, else a day of the month as typed for this once."""
    own = Fixed(week=branch.theme_week, weekday=branch.theme_weekday)
    return own if own or not (day.isdecimal() and 1 <= int(day) <= 31) else Fixed(day=int(day))


def _rows(desk: Desk, session: Session, branch: Branch, year: int) -> list[Row]:
    """What is owed and not yet over, with what fills it already."""
    overview = Overview(session, desk.office, frozenset({branch.id}))
    wanted = slots(overview.fell_due(of_code(year * 100), max(desk.today, date(year, 1, 1))))
    filled = taken(gatherings(session, branch.id, year), wanted)
    fixed, workdays = _fixed(branch, desk.query("day")), desk.office.workdays
    return [
        Row(slot, filled.get(slot.key), proposed(slot, fixed, workdays))
        for slot in wanted
        if slot.period.last >= desk.today or slot.key in filled
    ]


def _page(desk: Desk, session: Session, year: int, typed: Typed | None = None, status: int = 200) -> Response[str]:
    branch = branch_for(session, desk.reach, desk.branch or 0)
    rows = _rows(desk, session, branch, year)
    people = roster(session, [branch.id], max(desk.today, date(year, 1, 1)))
    chief = next((row.name for row in people if row.post == "secretary"), "")
    typed = typed or forms.proposal(rows, chief, last_actions(session, branch.id), desk.today.isoformat())
    return desk.page(
        "activities/planning/year.html",
        f"{year}年全年安排",
        nav=NAV,
        status=status,
        year=year,
        typed=typed,
        errors=typed.errors,
        theme_days=[row for row in rows if row.slot.kind == "theme_day"],
        meetings=[row for row in rows if row.slot.kind != "theme_day"],
        open=any(row.filled is None for row in rows),
        filled={row.slot.key: Link(row.filled.title, f"/meetings/{row.filled.id}") for row in rows if row.filled},
        people=[row.name for row in people],
        fixed=_fixed(branch, desk.query("day")).words,
        own=bool(_fixed(branch, "")),
        day=desk.query("day"),
        provisional=desk.office.workdays.provisional(year),
    )


ROUTES = [show_plan, save_plan, take_back_plan, print_plan]
