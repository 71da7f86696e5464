"""An issue as the pure rules see it, and the few words by which pages name it."""

from __future__ import annotations

from datetime import date

from app.audit import Actor
from app.rectification.models import Issue
from app.rectification.rules import Case
from app.rectification.states import IN_HAND, STAGE_DONE, WORDS, Later, Person, Step, days_over, due_of, state_of
from checklists.ledgers.words import names
from checklists.progress import SOON
from checklists.workdays import Workdays

SHORT = 24


def chain(issue: Issue) -> tuple[Step, ...]:
    """Its steps in the order they were entered."""
    return tuple(
        Step(row.step, row.on, Person(row.by, row.by_account_id, row.by_person_id), row.on_paper, row.note)
        for row in issue.steps
        if row.deleted_at is None
    )


def due(issue: Issue) -> date | None:
    """The date in force."""
    later = [Later(row.new_due_on, row.approved_on) for row in issue.extensions if row.deleted_at is None]
    return due_of(issue.due_on, later)


def case_of(issue: Issue) -> Case:
    owners = names(issue.owner)
    return Case(
        steps=chain(issue),
        found_on=issue.found_on,
        owners=tuple(Person(name, None, issue.owner_id if len(owners) == 1 else None) for name in owners),
        level=issue.level,
        mode=issue.mode,
        verifier=Person(issue.verifier, None, issue.verifier_id) if issue.verifier else None,
        evidence=sum(row.deleted_at is None for row in issue.evidence),
    )


def person(actor: Actor) -> Person:
    return Person(actor.name, actor.account_id, actor.person_id)


def short(text: str, most: int = SHORT) -> str:
    """The first line, cut so that a title stays a title."""
    first = text.strip().split("\n", 1)[0]
    return first if len(first) <= most else f"{first[: most - 1]}…"


def called(issue: Issue) -> str:
    """第9项：辅具入库盘点记录不全"""
    return f"第{issue.number}项：{short(issue.text)}"


def tag(state: str, mode: str, due_on: date | None, today: date, workdays: Workdays) -> tuple[str, str]:
    """(look, word) of where it stands: 超期 and what is soon due come before the step it is at."""
    over = days_over(state, due_on, today)
    if over:
        return "overdue", f"超期{over}天"
    if state == "closed":
        return "met", WORDS[state]
    if state not in IN_HAND:
        return "plan", STAGE_DONE if state == "finished" and mode == "long_term" else WORDS[state].split("，")[-1]
    if due_on and today >= workdays.add(workdays.on_or_before(due_on), -SOON):
        left = (due_on - today).days
        return "soon", f"还有{left}天" if left else "今天到期"
    if state in ("returned", "reopened"):
        return "soon", WORDS[state]
    return ("todo" if state == "raised" else "open"), WORDS[state]


def stands(issue: Issue, today: date, workdays: Workdays) -> tuple[str, str]:
    return tag(state_of(chain(issue)), issue.mode, due(issue), today, workdays)
