"""The facts of rectification: found, finished, closed, open and overdue, each for as long as it holds.

Steps go back (退回整改, 重新整改): a fact then ends on that day, so that any earlier day still
counts as it stood. 长期坚持 is finished only by its 销号, never by itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_

from app.facts import fact, key, mark, prefixed
from app.rectification.columns import day_after, due_in_force, ends, list_marks, taken
from app.rectification.models import SOURCES, Issue, IssueStep
from checklists.units import Unit

BACK = ("returned", "reopened")


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """One Select a way in which a fact begins."""
    in_hand, again = ends("finished"), ends("finished", after=IssueStep)
    made = (
        _raised("issue_found", until=None),
        _stepped("issue_finished", "finished", until=ends(*BACK, after=IssueStep)).where(Issue.mode != "long_term"),
        _stepped("issue_finished", "closed", until=ends("reopened", after=IssueStep)).where(Issue.mode == "long_term"),
        _stepped("issue_closed", "closed", until=ends("reopened", after=IssueStep), marks=_on_time()),
        _raised("issue_open", until=in_hand),
        _stepped("issue_open", *BACK, until=again),
        _stepped("issue_open", "finished", until=ends("returned", "closed", after=IssueStep), marks=_done()),
        _overdue(_raised("issue_overdue", on=_late_from(Issue.found_on, in_hand), until=in_hand), in_hand),
        _overdue(_stepped("issue_overdue", *BACK, on=_late_from(IssueStep.on, again), until=again), again),
    )
    return tuple(query.where(Issue.branch_id.in_(branches), Issue.deleted_at.is_(None)) for query in made)


def _raised(kind: str, *, until: Any, on: Any = Issue.found_on) -> Select[Any]:
    """What begins with the finding."""
    return _base(kind, on, Issue.recorded_on, until, "")


def _stepped(kind: str, *steps: str, until: Any, marks: Any = "", on: Any = IssueStep.on) -> Select[Any]:
    """What begins with a step."""
    return _base(kind, on, IssueStep.recorded_on, until, marks).join(IssueStep, taken(*steps))


def _base(kind: str, on: Any, recorded_on: Any, until: Any, marks: Any) -> Select[Any]:
    lists = list_marks()
    standing = func.coalesce(lists.c.marks, "") + prefixed(
        "source:", case(SOURCES, value=Issue.source, else_=Issue.source)
    )
    query = fact(
        kind,
        Issue.id,
        Issue.branch_id,
        on,
        recorded_on,
        func.substr(Issue.text, 1, 60),
        unit=Unit.ITEMS,
        until=until,
        subject=key("issue", Issue.id),
        marks=standing + marks,
    )
    return query.select_from(Issue).outerjoin(lists, lists.c.issue_id == Issue.id)


def _on_time() -> ColumnElement[str]:
    """Closed by the date in force on that day; without any date nothing is said."""
    return mark("on_time", IssueStep.on <= due_in_force(by=IssueStep.on))


def _done() -> ColumnElement[str]:
    """Finished and waiting for its 销号; 长期坚持 goes on."""
    return mark("finished", Issue.mode != "long_term")


def _late_from(start: Any, until: Any) -> ColumnElement[Any]:
    """The day after the date in force, or the step back where that came later."""
    after = day_after(due_in_force(by=until))
    return case((after > start, after), else_=start)


def _overdue(query: Select[Any], until: Any) -> Select[Any]:
    """Only where the date passed before it was finished."""
    due = due_in_force(by=until)
    return query.where(and_(due.is_not(None), or_(until.is_(None), until > due)))
