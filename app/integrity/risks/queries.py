"""What is read of risk points: the list by level and department, the yearly review, the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.facts import fact, key, prefixed
from app.integrity.models import CONCLUSIONS, LEVELS, RISK_KINDS, Reassessment, RiskPoint
from app.integrity.risks.rules import LEVEL_WORDS
from app.web import Link, short_day
from checklists.facts import Standing
from checklists.units import Unit

PAGE = 50
RANK = case({code: place for place, code in enumerate(LEVELS)}, value=RiskPoint.level, else_=len(LEVELS))


class Page(NamedTuple):
    """One page of the list, the highest level first; `older` is the cursor of the next one."""

    rows: tuple[tuple[Any, ...], ...]
    older: str = ""


def in_force(day: date) -> ColumnElement[bool]:
    return and_(RiskPoint.since <= day, or_(RiskPoint.until.is_(None), RiskPoint.until > day))


def listed(
    session: Session,
    branches: frozenset[int],
    today: date,
    *,
    department: str = "",
    level: str = "",
    ended: bool = False,
    before: str = "",
) -> Page:
    """Risk points in force (or ended ones), by level, then department; paged by (level, id)."""
    wanted = RiskPoint.until <= today if ended else in_force(today)
    query = select(RiskPoint, RANK).where(RiskPoint.branch_id.in_(branches), wanted)
    if department:
        query = query.where(RiskPoint.department == department)
    if level:
        query = query.where(RiskPoint.level == level)
    rank, _, number = before.partition(",")
    if rank.isdecimal() and number.isdecimal():
        query = query.where(tuple_(RANK, RiskPoint.id) > (int(rank), int(number)))
    found = session.execute(query.order_by(RANK, RiskPoint.id).limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(tuple(_row(risk, today.year) for risk, _ in found[:PAGE]), f"{last[1]},{last[0].id}" if last else "")


def _row(risk: RiskPoint, year: int) -> tuple[Any, ...]:
    """风险点, 单位/科室, 类别, 等级, 直接责任人, 复核"""
    return (
        Link(risk.point, f"/risks/{risk.id}"),
        risk.department,
        RISK_KINDS.get(risk.kind, risk.kind),
        LEVEL_WORDS[risk.level],
        risk.owner,
        reviewed(risk, year),
    )


def reviewed(risk: RiskPoint, year: int) -> str:
    """The last review in words, or that there was none this year."""
    if not risk.reassessments:
        return "未复核"
    last = risk.reassessments[-1]
    words = f"{short_day(last.reviewed_on)}{CONCLUSIONS.get(last.conclusion, last.conclusion)}"
    return words if last.reviewed_on.year >= year or risk.until else f"{words}，今年未复核"


def printed(session: Session, branch: int, today: date) -> tuple[tuple[Any, ...], ...]:
    """The rows of the table to print: the columns that published tables have, 责任人 and 复核 added."""
    query = select(RiskPoint).where(RiskPoint.branch_id == branch, in_force(today))
    rows = session.scalars(query.order_by(RiskPoint.department, RANK, RiskPoint.id))
    return tuple(
        (
            number,
            risk.department,
            risk.post,
            RISK_KINDS.get(risk.kind, risk.kind),
            risk.point,
            risk.manifestation,
            LEVEL_WORDS[risk.level],
            risk.measures,
            risk.owner,
            risk.head,
            risk.leader,
            reviewed(risk, today.year),
        )
        for number, risk in enumerate(rows, 1)
    )


def spread(session: Session, branches: frozenset[int], today: date) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """(department, how many 高, 中, 低) of what is in force."""
    query = select(RiskPoint.department, RiskPoint.level, func.count()).where(RiskPoint.branch_id.in_(branches))
    found: dict[str, dict[str, int]] = {}
    grouped = query.where(in_force(today)).group_by(RiskPoint.department, RiskPoint.level)
    for department, level, count in session.execute(grouped.order_by(RiskPoint.department)):
        found.setdefault(department, {})[level] = count
    return tuple((name, tuple(counts.get(level, 0) for level in LEVELS)) for name, counts in found.items())


def _to_review(branch: int | None, today: date) -> Select[Any]:
    """In force and not reviewed this year."""
    this_year = Reassessment.reviewed_on.between(date(today.year, 1, 1), today)
    done = exists().where(Reassessment.risk_point_id == RiskPoint.id, this_year, Reassessment.deleted_at.is_(None))
    return select(RiskPoint).where(RiskPoint.branch_id == branch, in_force(today), ~done)


def to_review(session: Session, branch: int | None, today: date) -> tuple[RiskPoint, ...]:
    """What this year's review has still to look at, one page at a time, the highest level first."""
    return tuple(session.scalars(_to_review(branch, today).order_by(RANK, RiskPoint.id).limit(PAGE)))


def left_to_review(session: Session, branch: int | None, today: date) -> int:
    return session.scalar(select(func.count()).select_from(_to_review(branch, today).subquery())) or 0


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Risk points as long as they stand, and each review of one."""
    subject = key("risk", RiskPoint.id)
    alive = (RiskPoint.branch_id.in_(branches), RiskPoint.deleted_at.is_(None))
    standing = fact(
        "risk_point",
        RiskPoint.id,
        RiskPoint.branch_id,
        RiskPoint.since,
        RiskPoint.recorded_on,
        RiskPoint.point,
        unit=Unit.PIECES,
        until=RiskPoint.until,
        subject=subject,
        marks=prefixed("level:", RiskPoint.level),
    )
    # A review is opened where its risk point is: it bears that id.
    review = fact(
        "risk_reviewed",
        RiskPoint.id,
        RiskPoint.branch_id,
        Reassessment.reviewed_on,
        Reassessment.recorded_on,
        RiskPoint.point,
        unit=Unit.PIECES,
        subject=subject,
        marks=prefixed("conclusion:", Reassessment.conclusion),
    ).select_from(RiskPoint)
    of_risk = and_(Reassessment.risk_point_id == RiskPoint.id, Reassessment.deleted_at.is_(None))
    return standing.where(*alive), review.join(Reassessment, of_risk).where(*alive)


def standings(session: Session, branches: Iterable[int]) -> Iterator[tuple[int, Standing]]:
    """(branch, risk point) that a yearly review is asked of, as long as it stands."""
    query = select(RiskPoint.branch_id, RiskPoint.id, RiskPoint.point, RiskPoint.since, RiskPoint.until)
    for branch, id_, point, since, until in session.execute(
        query.where(RiskPoint.branch_id.in_(list(branches)), RiskPoint.deleted_at.is_(None)).order_by(
            RANK, RiskPoint.id
        )
    ):
        yield branch, Standing("risk", f"risk:{id_}", point, since, until)
