"""What is read of rounds of 互查, from whichever side one looks; and their facts for both sides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.branches.models import Branch
from app.errors import NotFound
from app.facts import fact
from app.inspection.models import Inspection, InspectionRow
from app.rectification.cases import chain
from app.rectification.models import Issue
from app.rectification.states import state_of, words_of
from checklists.units import Unit


class Handed(NamedTuple):
    """The issue that came of a row, as either side may see it."""

    id: int
    number: int
    branch_id: int
    verifier_id: int | None
    words: str
    closed: bool


def round_for(session: Session, reach: frozenset[int], inspection_id: int) -> Inspection:
    """The round that a branch of the reach keeps or takes part in, or 404."""
    found = session.scalar(
        select(Inspection).where(
            Inspection.id == inspection_id,
            or_(Inspection.branch_id.in_(reach), Inspection.partner_branch_id.in_(reach)),
        )
    )
    if found is None:
        raise NotFound
    return found


def of_year(session: Session, branch_id: int, year: int) -> list[Inspection]:
    """The rounds of a branch on either side, oldest first."""
    query = select(Inspection).where(
        or_(Inspection.branch_id == branch_id, Inspection.partner_branch_id == branch_id),
        Inspection.inspected_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return list(session.scalars(query.order_by(Inspection.inspected_on, Inspection.id)))


def handed(session: Session, rounds: Iterable[Inspection]) -> dict[int, Handed]:
    """row id → its issue, for all rows of these rounds in one question."""
    came_of = {row.id: row.issue_id for one in rounds for row in one.rows if row.issue_id}
    found = session.scalars(select(Issue).where(Issue.id.in_(came_of.values()))) if came_of else ()
    issues = {issue.id: _handed(issue) for issue in found}
    return {row: issues[issue] for row, issue in came_of.items() if issue in issues}


def _handed(issue: Issue) -> Handed:
    state = state_of(chain(issue))
    words = words_of(state, issue.mode)
    return Handed(issue.id, issue.number, issue.branch_id, issue.verifier_id, words, state == "closed")


def partners(session: Session, branch_id: int) -> list[str]:
    """Whom the branch has inspected with: its paired unit first, then those of earlier rounds."""
    paired = session.scalar(select(Branch.partner).where(Branch.id == branch_id)) or ""
    other = case((Inspection.we_inspect, Inspection.inspected_unit), else_=Inspection.inspecting_unit)
    query = select(other).where(Inspection.branch_id == branch_id).distinct().order_by(other)
    return list(dict.fromkeys(name for name in (paired, *session.scalars(query)) if name))


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """One round is a fact of the branch that keeps it and of its partner here, each seen from its side.

    A month with a partner is one round (轮), so the subject names both. Where both branches are asked about at
    once, a superior's union, both facts name the round alike, and it is counted once (decisions.md 15).
    """
    return _side(branches, keeper=True), _side(branches, keeper=False)


def _side(branches: frozenset[int], *, keeper: bool) -> Select[Any]:
    ours = Inspection.branch_id if keeper else Inspection.partner_branch_id
    theirs = Inspection.partner_branch_id if keeper else Inspection.branch_id
    other, higher = aliased(Branch), aliased(Branch)
    we_inspect = Inspection.we_inspect.is_(keeper)
    written = case((Inspection.we_inspect, Inspection.inspected_unit), else_=Inspection.inspecting_unit)
    name = func.coalesce(other.name, written)
    # In a union the one with the higher id names the pair, whichever of the two inspected or kept the record.
    upper = case((theirs > ours, theirs), else_=ours)
    pair = case((theirs.in_(branches), higher.name), else_=name)
    query = fact(
        "inspection",
        Inspection.id,
        ours,
        Inspection.inspected_on,
        Inspection.recorded_on,
        case((we_inspect, literal("检查") + name), else_=literal("接受") + name + literal("检查")),
        unit=Unit.ROUNDS,
        subject=literal("partner:") + pair + literal("|") + _month(),
        marks=case((we_inspect, "inspecting"), else_="inspected"),
    )
    query = query.select_from(Inspection).outerjoin(other, other.id == theirs).outerjoin(higher, higher.id == upper)
    return query.where(ours.in_(branches), Inspection.deleted_at.is_(None), _has_rows())


def _month() -> ColumnElement[str]:
    """2025-03: both databases write a date as ISO text."""
    return func.substr(cast(Inspection.inspected_on, Text), 1, 7)


def _has_rows() -> ColumnElement[bool]:
    """A head without any finding is no round: its rows were undone."""
    return exists().where(and_(InspectionRow.inspection_id == Inspection.id, InspectionRow.deleted_at.is_(None)))
