"""交接清单: what a successor takes over, computed from the records on the day, and printed to be signed."""

from __future__ import annotations

from datetime import date

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities import queries as activities
from app.branches.access import branch_for, record_for
from app.branches.handovers import TYPED
from app.branches.models import POSTS, Handover
from app.integrity.rounds import queries as rounds
from app.progress.places import is_done
from app.progress.standing import Overview
from app.web import Link, page, short_day
from checklists.facts import Line

NAV = "branch"
Table = list[tuple[str, str]]  # (what, when)


@page("/handover", name="progress.handovers")
def show_handovers(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        query = select(Handover).where(Handover.branch_id == branch.id).order_by(Handover.handed_on.desc())
        rows = [
            (
                Link(short_day(one.handed_on), f"/handover/{one.id}"),
                POSTS[one.post],
                one.from_name,
                one.to_name,
                one.witness_name,
            )
            for one in session.scalars(query)
        ]
    return desk.page("progress/handovers.html", "交接清单", nav=NAV, rows=rows)


@page("/handover/{handover_id:int}", name="progress.handover")
def show_handover(desk: AtDesk, handover_id: FromPath[int]) -> Response[str]:
    """The sheet to print: what was typed, and what stands open today."""
    with desk.read() as session:
        one = record_for(session, desk.reach, Handover, handover_id)
        running, promises = _open(desk, session, one.branch_id)
        tables = [
            ("未审签的记录", _unsigned(session, one.branch_id, desk.today)),
            ("在办事项", running),
            ("没有兑现的承诺", promises),
            ("没有发送的廉政提醒", _unsent(desk, session, one.branch_id)),
        ]
    typed = [(words, getattr(one, key)) for key, words in TYPED]
    return desk.page(
        "progress/handover.html",
        f"{POSTS[one.post]}交接清单",
        nav=NAV,
        one=one,
        tables=tables,
        typed=typed,
        today=desk.today,
    )


def _unsigned(session: Session, branch_id: int, today: date) -> Table:
    found = activities.unfinished(session, branch_id, today)
    return [(activity.title, f"{short_day(activity.held_on)}召开") for activity in found]


def _open(desk: Desk, session: Session, branch_id: int) -> tuple[Table, Table]:
    """What records and rules ask and nobody has done yet; promises apart. What a rule asks later is nobody's debt."""
    lines = Overview(session, desk.office, frozenset({branch_id})).due(desk.today)
    undone = [line for line in lines if not is_done(line)]
    promises = [line for line in undone if line.obligation.item == "commitment"]
    running = [line for line in undone if line not in promises and _in_hand(line, desk.today)]
    return _told(running), _told(promises)


def _in_hand(line: Line, today: date) -> bool:
    return line.obligation.record is not None or line.obligation.latest_on < today


def _told(lines: list[Line]) -> Table:
    return [(line.obligation.title, f"{short_day(line.obligation.due_on)}前") for line in lines]


def _unsent(desk: Desk, session: Session, branch_id: int) -> Table:
    """Rounds of this year and the next that were prepared and of which nothing went yet."""
    branches, today, workdays = frozenset({branch_id}), desk.today, desk.office.workdays
    found = [
        one
        for year in (today.year, today.year + 1)
        for one in rounds.of_year(session, branches, year, today, workdays)
        if not one.record.by_hand and not one.letters.sent and one.record.day >= today
    ]
    return [(one.title, f"{short_day(one.record.day)}，{one.state.word}") for one in found]


ROUTES = [show_handovers, show_handover]
