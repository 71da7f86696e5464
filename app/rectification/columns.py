"""Where an issue stands, in SQL: the same answers as states.py, for lists and facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, and_, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.facts import MARK
from app.rectification.models import Extension, Issue, IssueList, IssueStep
from app.rectification.states import IN_HAND


class day_after(FunctionElement[date]):  # noqa: N801  (reads as the SQL function it is)
    """The next calendar day; the two databases write it differently."""

    type = Date()
    inherit_cache = True
    name = "day_after"


@compiles(day_after, "sqlite")
def _on_sqlite(element: day_after, compiler: SQLCompiler, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)}, '+1 day')"


@compiles(day_after, "postgresql")
def _on_postgresql(element: day_after, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)} + 1)"


def last_step() -> ColumnElement[str | None]:
    """The last step of the issue; null while it is only raised."""
    steps = select(IssueStep.step).where(IssueStep.issue_id == Issue.id, IssueStep.deleted_at.is_(None))
    return steps.order_by(IssueStep.id.desc()).limit(1).correlate(Issue).scalar_subquery()


def due_in_force(by: Any = None) -> ColumnElement[date | None]:
    """The date of the extension approved last, else the original one; `by`: as it stood on that day."""
    later = select(Extension.new_due_on).where(Extension.issue_id == Issue.id, Extension.deleted_at.is_(None))
    if by is not None:
        later = later.where(or_(by.is_(None), Extension.approved_on <= by))
    later = later.order_by(Extension.approved_on.desc(), Extension.id.desc()).limit(1)
    return func.coalesce(later.correlate(Issue, IssueStep).scalar_subquery(), Issue.due_on, type_=Date)


def in_hand() -> ColumnElement[bool]:
    """Neither finished nor closed: these can be 超期."""
    step = last_step()
    return or_(step.is_(None), step.in_(IN_HAND))


def ends(*steps: str, after: Any = None) -> ColumnElement[date]:
    """The day of the first of these steps that was taken, after the step `after` where one is given."""
    later = aliased(IssueStep)
    taken = select(later.on).where(later.issue_id == Issue.id, later.step.in_(steps), later.deleted_at.is_(None))
    if after is not None:
        taken = taken.where(later.id > after.id)
    return taken.order_by(later.id).limit(1).correlate(Issue, IssueStep).scalar_subquery()


def taken(*steps: str) -> ColumnElement[bool]:
    """The join of an issue with its steps of these kinds."""
    return and_(IssueStep.issue_id == Issue.id, IssueStep.step.in_(steps), IssueStep.deleted_at.is_(None))


def list_marks() -> FromClause:
    """(issue_id, "list:廉政风险隐患;list:…;"), one row an issue."""
    word = literal("list:") + IssueList.name + MARK
    marks = func.aggregate_strings(word, "").label("marks")
    return (
        select(IssueList.issue_id, marks).where(IssueList.deleted_at.is_(None)).group_by(IssueList.issue_id).subquery()
    )
