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
    def mark(self) -> Mark:
        """All, some or none, where anybody owes it; the way to its page."""
        look = "met" if self.paid == self.owing else "plan" if self.paid else "open"
        return Mark(look, f"{self.paid}/{self.owing}", f"/dues/months/{self.code}") if self.owing else Mark("", "", "")


@page("/dues", name="dues.year")
def show_year(desk: AtDesk) -> Response[str]:
    year = year_of(desk.query("year"), desk.today)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        if branch.kind != "branch":
            return _below(desk, session, year)
        rows = queries.sheet(session, [branch.id], year, desk.today)
        told = queries.publications(session, branch.id, year)
        names, months = desk.may("dues.person"), month_lines(rows, year)
        late = queries.arrears(session, [branch.id], desk.today) if names else []
    return desk.page(
        "dues/year.html",
        f"{year}年党费",
        nav=NAV,
        year=year,
        lines=[
            Line("已交/应交人数", "", tuple(month.mark for month in months)),
            *(_line(row) for row in rows if names),
        ],
        members=len(rows),
        totals=totals(rows),
        unset=[row.member.name for row in rows if row.monthly is None] if names else [],
        late=late,
        told=told,
        may=desk.may("dues.mark"),
        now=desk.today.month if year == desk.today.year else 0,
        next=next_month(months, rules.code_of(desk.today)),
    )


@page("/dues/print", name="dues.print")
def print_year(desk: AtDesk) -> Response[str]:
    """What is put up on the board once a year: names, months and totals, nothing else."""
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


def next_month(months: Sequence[Month], now: int) -> Month | None:
    """What to collect: the first month that nobody has paid, up to this one; else the last that somebody still owes."""
    owed = [month for month in months if month.code <= now and month.paid < month.owing]
    return next((month for month in owed if not month.paid), owed[-1] if owed else None)


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
    """Amounts paid, and blanks: why a month is blank is for the branch alone."""
    return (number, row.member.name, *(_paid(cell.paid) for cell in row.cells), yuan(row.paid))


def _foot(rows: Sequence[Row]) -> tuple[Any, ...]:
    months = (sum(row.cells[at].paid or 0 for row in rows) for at in range(12))
    return ("合计", "", *map(_paid, months), yuan(sum(row.paid for row in rows))) if rows else ()


def _paid(fen: int | None) -> str:
    return yuan(fen) if fen else ""


ROUTES = [show_year, print_year]
