"""Pages of 民主评议党员: the year on one form, the sheets to print, and each person's own."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.appraisals import one, queries, rules, sheet
from app.appraisals.access import keeps, sees
from app.appraisals.contents import opened, results
from app.appraisals.forms import DAY, votes_said
from app.appraisals.models import RESULTS, VOTES
from app.appraisals.queries import Assessed
from app.branches.access import branch_for
from app.branches.models import Branch
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.fields import Typed
from app.web import Form, action, page

NAV = "meetings"
BACK = 5  # years offered


@page("/appraisals", name="appraisals.year")
def show_year(desk: AtDesk) -> Response[str]:
    return _year(desk, _asked_year(desk, desk.query("year")))


@action("/appraisals", name="appraisals.record")
def record_year(desk: AtDesk) -> Response[Any]:
    """Every grade of the form at once, or none of it."""
    year = _asked_year(desk, desk.form["year"])
    typed = DAY.read(desk.form)
    try:
        with desk.write() as session:
            branch = _kept(session, desk)
            rows = _members(session, desk, branch.id, year)
            new, changed = sheet.record(session, desk.actor, rows, year, typed.checked()["assessed_on"], desk.form)
            said = f"已保存{year}年度评议结果：新登记{new}人，修改{changed}人"
            return desk.done(session, f"/appraisals?year={year}", said)
    except Invalid as invalid:
        return _year(desk, year, typed.refused(invalid), desk.form, status=422)
    except Conflict as conflict:
        moved = [(name, "", str(now)) for name, now in conflict.current.items()]
        return _year(desk, year, typed, desk.form, status=409, conflict=moved)


@page("/appraisals/{year:int}/print", name="appraisals.print")
def print_year(desk: AtDesk, year: FromPath[int]) -> Response[str]:
    """The summary, then a sheet for each member to sign: what is kept here is filled in, the rest is left blank."""
    with desk.read() as session:
        branch = _printed(session, desk, year)
        rows = _members(session, desk, branch.id, year)
        people = queries.particulars(session, rows)
        said = {row.person_id: opened(session, row.appraisal) for row in rows if row.appraisal}
    return desk.page(
        "appraisals/print.html",
        f"{year}年度民主评议党员汇总表",
        nav=NAV,
        year=year,
        rows=rows,
        people=people,
        said=said,
        votes={person: votes_said(one) for person, one in said.items()},
        results=RESULTS,
        tally={code: sum(one["result"] == code for one in said.values()) for code in RESULTS},
    )


@page("/appraisals/{year:int}/votes", name="appraisals.votes")
def print_votes(desk: AtDesk, year: FromPath[int]) -> Response[str]:
    """测评票 to be filled in by hand: names only, nothing of what was found."""
    with desk.read() as session:
        branch = _branch(session, desk, year)
        rows = _members(session, desk, branch.id, year)
    return desk.page(
        "appraisals/votes.html",
        f"{year}年度民主评议党员测评票",
        nav=NAV,
        year=year,
        rows=rows,
        votes=list(VOTES.values()),
    )


@page("/appraisals/mine", name="appraisals.mine")
def show_mine(desk: AtDesk) -> Response[str]:
    """One's own and nobody else's; an account that stands for no member has none."""
    with desk.read() as session:
        found = queries.own(session, desk.reach, desk.user.person_id)
        said = [(each, opened(session, each)) for each in found]
    return desk.page(
        "appraisals/mine.html",
        "我的评议结果",
        said=said,
        results=RESULTS,
        known=desk.user.person_id is not None,
    )


def _asked_year(desk: Desk, text: str) -> int:
    usual = rules.year_at(desk.today)
    return int(text) if text.isdecimal() and rules.EARLIEST <= int(text) <= desk.today.year else usual


def _branch(session: Session, desk: Desk, year: int) -> Branch:
    if not rules.EARLIEST <= year <= desk.today.year:
        raise NotFound
    return branch_for(session, desk.reach, desk.branch or 0)


def _printed(session: Session, desk: Desk, year: int) -> Branch:
    branch = _branch(session, desk, year)
    if not sees(session, desk.user, branch.id, desk.today):
        raise Forbidden("评议结果由书记、组织委员掌握", "需要汇总表的，请书记或组织委员打印")
    return branch


def _kept(session: Session, desk: Desk) -> Branch:
    branch = branch_for(session, desk.reach, desk.branch or 0)
    if not keeps(session, desk.user, branch.id, desk.today):
        raise Forbidden("评议结果由书记和组织委员登记", "请书记或组织委员登记")
    return branch


def _members(session: Session, desk: Desk, branch: int, year: int) -> list[Assessed]:
    """Who is to be assessed: the roster of the day on which it was held, of today while it was not."""
    found = queries.of_year(session, branch, year)
    held = queries.gathering(session, branch, year, desk.today)
    return queries.members(session, branch, found, queries.day_of(found, held) or desk.today)


def _year(
    desk: Desk,
    year: int,
    typed: Typed | None = None,
    form: Form | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        found = queries.of_year(session, branch.id, year)
        held = queries.gathering(session, branch.id, year, desk.today)
        day = queries.day_of(found, held)
        rows = queries.members(session, branch.id, found, day or desk.today)
        shows, writes = (check(session, desk.user, branch.id, desk.today) for check in (sees, keeps))
        now, counts = results(session, found), queries.tally(session, found)
    typed = typed or DAY.blank(assessed_on=day.isoformat() if day else "")
    mine = {row.person_id: now[row.appraisal.id] if row.appraisal else "" for row in rows} if shows else {}
    chosen = mine | (sheet.grades(form, rows) if form else {})
    marked = [(name, RESULTS.get(_chosen(chosen, rows, name), ""), there) for name, _, there in conflict or ()]
    return desk.page(
        "appraisals/year.html",
        f"{year}年度民主评议党员",
        nav=NAV,
        status=status,
        year=year,
        years=[(each, f"{each}年度") for each in range(desk.today.year, desk.today.year - BACK, -1)],
        steps=rules.STEPS,
        held=held,
        rows=rows,
        typed=typed,
        errors=typed.errors,
        chosen=chosen,
        shows=shows,
        writes=writes,
        imports=desk.may("appraisals.restore"),
        results=RESULTS,
        counts=[(RESULTS[code], told, "") for code, told in rules.counted(counts).items()] if found else [],
        numbers=[(word, counts.get(code, 0), "人", "", "") for code, word in RESULTS.items()] if shows else [],
        assessed=len(found),
        whole=rules.whole(len(found)),
        undated=sum(each.assessed_on is None for each in found),
        warning=rules.warning(counts.get("excellent", 0), len(found)) if shows else "",
        conflict=marked,
    )


def _chosen(chosen: dict[int, str], rows: list[Assessed], name: str) -> str:
    return next((chosen.get(row.person_id, "") for row in rows if row.name == name), "")


ROUTES = [show_year, record_year, print_year, print_votes, show_mine, *one.ROUTES]
