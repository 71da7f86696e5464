"""What is read of issues: one by one, the list, what waits for whom, and what they ask and tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, lazyload

from app.accounts.access import User
from app.errors import NotFound
from app.rectification.cases import case_of, chain, due, person, short
from app.rectification.columns import due_in_force, last_step
from app.rectification.counted import facts
from app.rectification.models import Issue
from app.rectification.rules import step_problems
from app.rectification.states import Step, state_of
from app.web import short_day
from checklists.asking import owed
from checklists.catalogue import Catalogue
from checklists.facts import Obligation, Record
from checklists.workdays import Workdays

__all__ = ["asking", "facts", "issue_for", "next_number", "same", "waiting"]

ITEM = "issue"  # checklists/definitions/rectification.yaml
ASKED = {"finished": "为{}申请销号", "applied": "等待核验{}", "verified": "等待批准{}销号"}


class Waiting(NamedTuple):
    """One row of today's page: an issue that this very person can verify or close."""

    title: str
    tag: str
    days: int  # to the date in force; 0 when there is none or it is past
    note: str
    button: str
    href: str


def issue_for(session: Session, reach: frozenset[int], person_id: int | None, issue_id: int) -> Issue:
    """The issue within the reach, or one of another branch that names this person as its verifier (互查)."""
    issue = session.scalar(select(Issue).where(Issue.id == issue_id))
    named = issue is not None and person_id is not None and issue.verifier_id == person_id
    if issue is None or not (issue.branch_id in reach or named):
        raise NotFound
    return issue


def same(session: Session, branch_id: int, source: str, text: str, source_ref: str | None = None) -> Issue | None:
    """The issue of that branch, source and text (decisions.md 36): one still in hand first, else the latest."""
    query = select(Issue).where(Issue.branch_id == branch_id, Issue.source == source, Issue.text == text)
    if source_ref is not None:
        query = query.where(Issue.source_ref == source_ref)
    found = list(session.scalars(query.order_by(Issue.found_on.desc(), Issue.id.desc())))
    return next((one for one in found if state_of(chain(one)) != "closed"), found[0] if found else None)


def next_number(session: Session, branch_id: int) -> int:
    """The next 序号 of the branch; a deleted issue keeps its own."""
    highest = select(func.max(Issue.number)).where(Issue.branch_id == branch_id)
    return (session.scalar(highest.execution_options(with_deleted=True)) or 0) + 1


def asking(
    session: Session, branches: frozenset[int], catalogue: Catalogue, workdays: Workdays
) -> Iterator[Obligation]:
    """One obligation an issue with a date, open or closed; its 销号 answers it."""
    due_on = due_in_force().label("due")
    columns = (Issue.id, Issue.branch_id, Issue.number, Issue.text, Issue.found_on, Issue.owner_id)
    query = select(*columns, due_on, last_step().label("step")).where(Issue.branch_id.in_(branches))
    for row in session.execute(query.where(due_in_force().is_not(None)).order_by(Issue.id)):
        named = f"第{row.number}项"
        words = ASKED.get(row.step or "", "完成整改{}").format(named)
        yield owed(
            catalogue.item(ITEM),
            Record(ITEM, row.id, row.found_on, short(row.text)),
            row.due,
            workdays,
            branch=row.branch_id,
            subject=f"issue:{row.id}",
            title=f"{words}：{short(row.text)}",
            owner=f"person:{row.owner_id}" if row.owner_id else "",
        )


def waiting(session: Session, branches: frozenset[int], user: User, today: date) -> list[Waiting]:
    """Issues that this person may verify or close: nobody else's turn, and nothing they applied for."""
    mine = or_(Issue.branch_id.in_(branches), Issue.verifier_id == (user.person_id or 0))
    query = select(Issue).where(mine, last_step().in_(("applied", "verified"))).order_by(Issue.number)
    rows = session.scalars(query.options(lazyload(Issue.lists), lazyload(Issue.updates)))
    return [made for issue in rows if (made := _waits(issue, user, today))]


def _waits(issue: Issue, user: User, today: date) -> Waiting | None:
    case = case_of(issue)
    before, due_on = case.steps[-1], due(issue)
    step, verb, path = ("verified", "核验", "verify") if before.step == "applied" else ("closed", "批准销号", "close")
    if step_problems(case, Step(step, today, person(user.actor)), today):
        return None
    done = "申请销号" if before.step == "applied" else "核验通过"
    name = f"{verb}整改第{issue.number}项" if step == "verified" else f"批准整改第{issue.number}项销号"
    return Waiting(
        title=f"{name}：{short(issue.text)}",
        tag=f"待您{verb[:2]}",
        days=max((due_on - today).days, 0) if due_on else 0,
        note=f"{before.by.name or '责任人'}{short_day(before.on)}{done}，佐证{case.evidence}份，待您{verb}。",
        button=f"去{verb}",
        href=f"/issues/{issue.id}/{path}",
    )
