"""The year: members by months for their own branch, totals alone for the body above; and the sheet to put up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, branch_names
from app.branches.dues import queries, rules
from app.branches.dues.forms import year_of
from app.branches.dues.queries import Row
from app.branches.dues.rules import yuan
from app.web import Link, page
from checklists.periods import of_code

NAV = "branch"
LOOKS = {rules.PAID: "met", rules.UNPAID: "overdue", rules.EXEMPT: "exempt", rules.OPEN: "open", rules.NONE: ""}


class Mark(NamedTuple):
    """A cell of the year as `ui.matrix` draws it."""

    state: str
    word: str
    href: str
    span: int = 1


class Line(NamedTuple):
    title: str
    href: str
    cells: tuple[Mark, ...]


class Month(NamedTuple):
    """How far a month is: how many of those who owe have paid."""

    code: int
    name: str
    owing: int
    paid: int

    @property
    def words(self) -> str:
        if not self.owing:
            return "没有应交的党员"
        left = self.owing - self.paid
        return f"应交{self.owing}名，" + (f"已交{self.paid}名，未交{left}名" if left else "都已交纳")


@page("/dues", name="dues.year")
def show_year(desk: AtDesk) -> Response[str]:
    year = year_of(desk.query("year"), desk.today)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        if branch.kind != "branch":
            return _below(desk, session, year)
        rows = queries.sheet(session, [branch.id], year, desk.today)
        told = queries.publications(session, branch.id, year)
        names = desk.may("dues.person")
        late = queries.arrears(session, [branch.id], desk.today) if names else []
    return desk.page(
        "dues/year.html",
        f"{year}年党费",
        nav=NAV,
        year=year,
        lines=[_line(row) for row in rows] if names else [],
        members=len(rows),
        totals=totals(rows),
        months=month_lines(rows, year),
        unset=[row.member.name for row in rows if row.monthly is None] if names else [],
        late=late,
        told=told,
        may=desk.may("dues.mark"),
        now=desk.today.month if year == desk.today.year else 0,
        next=next_month(rows, year, rules.code_of(desk.today)),
    )


@page("/dues/print", name="dues.print")
def print_year(desk: AtDesk) -> Response[str]:
    """What is put up on the board once a year: names, months, totals; no reasons and no remarks on persons."""
    year = year_of(desk.query("year"), desk.today)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        rows = queries.sheet(session, [branch.id], year, desk.today)
    shown = [_printed(number, row) for number, row in enumerate(rows, 1)]
    return desk.page(
        "dues/print.html",
        f"{year}年党费收缴情况公布表",
        nav=NAV,
        year=year,
        rows=shown,
        foot=_foot(rows),
        today=desk.today,
    )


def totals(rows: Sequence[Row]) -> tuple[str, str, str]:
    """应交 of the months that are over, 实交, 未交, in yuan."""
    sums = (sum(row.due for row in rows), sum(row.paid for row in rows), sum(row.unpaid for row in rows))
    return yuan(sums[0]), yuan(sums[1]), yuan(sums[2])


def month_lines(rows: Sequence[Row], year: int) -> list[Month]:
    found = []
    for at, code in enumerate(rules.year_months(year)):
        cells = [row.cells[at] for row in rows if row.cells[at].state in (rules.PAID, rules.UNPAID, rules.OPEN)]
        found.append(Month(code, of_code(code).name, len(cells), sum(cell.state == rules.PAID for cell in cells)))
    return found


def next_month(rows: Sequence[Row], year: int, now: int) -> Month | None:
    """The first month up to this one that somebody still owes."""
    return next((one for one in month_lines(rows, year) if one.code <= now and one.paid < one.owing), None)


def _below(desk: Desk, session: Session, year: int) -> Response[str]:
    """Totals of the branches below, in the order in which they were added; no names and no order of merit."""
    rows: dict[int, list[Row]] = {}
    for row in queries.sheet(session, desk.reach, year, desk.today):
        rows.setdefault(row.member.branch_id, []).append(row)
    shown: list[tuple[Any, ...]] = [
        (Link(name, f"/dues?year={year}&branch={id_}"), len(rows[id_]), *totals(rows[id_]))
        for id_, name in branch_names(session, desk.reach)
        if id_ in rows
    ]
    return desk.page("dues/below.html", f"{year}年党费", nav=NAV, rows=shown, year=year)


def _line(row: Row) -> Line:
    href = f"/dues/{row.member.person_id}"
    cells = tuple(Mark(LOOKS[cell.state], cell.word, "") for cell in row.cells)
    return Line(row.member.name, f"{href}?year={row.cells[0].month // 100}", cells)


def _printed(number: int, row: Row) -> tuple[Any, ...]:
    paid = (yuan(cell.paid) if cell.paid is not None else cell.word for cell in row.cells)
    monthly = yuan(row.monthly) if row.monthly is not None else ""
    return (number, row.member.name, monthly, *paid, yuan(row.paid), yuan(row.unpaid))


def _foot(rows: Sequence[Row]) -> tuple[Any, ...]:
    months = (sum(row.cells[at].paid or 0 for row in rows) for at in range(12))
    sums = (*months, sum(row.paid for row in rows), sum(row.unpaid for row in rows))
    return ("合计", "", "", *map(yuan, sums)) if rows else ()


ROUTES = [show_year, print_year]
