"""The ledger on a page: found by where it stands, its list and its words; 50 a page, no totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from app.paging import cursor
from app.rectification.cases import short, tag
from app.rectification.columns import due_in_force, in_hand, last_step
from app.rectification.models import BRANCH_LIST, INTEGRITY_LIST, MODES, Issue, IssueList
from checklists.workdays import Workdays

PAGE = 50
NEVER = date(9999, 12, 31)  # what has no date comes last
UNDATED = ("long_term", "at_once")
SHOWN = {"open": "未销号", "overdue": "超期", "closed": "已销号", "all": "全部"}


class Row(NamedTuple):
    """One issue as the list shows it."""

    id: int
    number: int
    title: str
    owner: str
    due: date | None
    undated: str  # 长期坚持, 立行立改 where there is no date
    look: str
    word: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list; `older` is the cursor of the next one, empty on the last."""

    rows: tuple[Row, ...]
    older: str = ""


def listed(
    session: Session,
    branches: frozenset[int],
    today: date,
    workdays: Workdays,
    *,
    show: str = "open",
    on_list: str = "",
    words: str = "",
    before: str = "",
) -> Found:
    """What is open comes by its date, the most pressing first; what is closed, newest first."""
    due, step = due_in_force(), last_step()
    columns = (Issue.id, Issue.number, Issue.text, Issue.owner, Issue.unit, Issue.mode, Issue.found_on)
    query = select(*columns, due.label("due"), step.label("step"))
    query = query.where(Issue.branch_id.in_(branches))
    if show == "open":
        query = query.where(or_(step.is_(None), step != "closed"))
    elif show == "overdue":
        query = query.where(due < today, in_hand())
    elif show == "closed":
        query = query.where(step == "closed")
    if on_list:
        query = query.where(Issue.id.in_(select(IssueList.issue_id).where(IssueList.name == on_list)))
    if words:
        named = [column.contains(words, autoescape=True) for column in (Issue.text, Issue.owner, Issue.unit)]
        query = query.where(or_(*named))
    pressing = show in ("open", "overdue")
    sort = func.coalesce(due, literal(NEVER, Date)) if pressing else Issue.found_on
    if begins := cursor(before):
        here, there = tuple_(sort, Issue.id), tuple_(literal(begins[0], Date), literal(begins[1]))
        query = query.where(here > there if pressing else here < there)
    order = (sort, Issue.id) if pressing else (sort.desc(), Issue.id.desc())
    found = session.execute(query.order_by(*order).limit(PAGE + 1)).all()
    rows = tuple(
        Row(
            r.id,
            r.number,
            short(r.text, 60),
            r.owner or r.unit,
            r.due,
            MODES[r.mode] if r.mode in UNDATED else "",
            *tag(r.step or "raised", r.mode, r.due, today, workdays),
        )
        for r in found[:PAGE]
    )
    more = found[PAGE - 1] if len(found) > PAGE else None
    key = (more.due or NEVER) if more and pressing else more.found_on if more else None
    return Found(rows, older=f"{key},{more.id}" if more else "")


def counts(session: Session, branches: frozenset[int], today: date) -> tuple[int, int, int]:
    """(not closed, of these 超期, of these waiting for verification or approval)."""
    step, how_many = last_step(), func.count()
    query = select(
        how_many.filter(or_(step.is_(None), step != "closed")),
        how_many.filter(due_in_force() < today, in_hand()),
        how_many.filter(step.in_(("applied", "verified"))),
    )
    not_closed, overdue, waits = session.execute(query.select_from(Issue).where(Issue.branch_id.in_(branches))).one()
    return not_closed, overdue, waits


def lists_of(session: Session, branches: frozenset[int]) -> list[str]:
    """The lists in use, our two first."""
    query = select(IssueList.name).join(Issue, Issue.id == IssueList.issue_id).where(Issue.branch_id.in_(branches))
    used = session.scalars(query.distinct().order_by(IssueList.name))
    return list(dict.fromkeys([INTEGRITY_LIST, BRANCH_LIST, *used]))
