"""What is read of quoted figures: the list, the older values, and those a report quotes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.figures.models import ReferredFigure
from app.figures.rules import period_of, quoted_in, words
from app.paging import PAGE, Page, cursor
from app.web import Link, short_day
from checklists.periods import Period
from checklists.wording.told import Referred


def listed(session: Session, branches: frozenset[int], *, title: str = "", before: str = "") -> Page:
    """Figures of these branches, paged by (as-of date, id)."""
    query = select(ReferredFigure).where(ReferredFigure.branch_id.in_(branches))
    if title:
        query = query.where(ReferredFigure.title.contains(title, autoescape=True))
    if place := cursor(before):
        query = query.where(tuple_(ReferredFigure.as_of, ReferredFigure.id) < place)
    ordered = query.order_by(ReferredFigure.as_of.desc(), ReferredFigure.id.desc()).limit(PAGE + 1)
    found = list(session.scalars(ordered))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(tuple(_row(row) for row in found[:PAGE]), f"{last.as_of},{last.id}" if last else "")


def _row(it: ReferredFigure) -> tuple[Any, ...]:
    """指标名称, 数值, 所属期间, 截至日期, 提供科室"""
    return (
        Link(it.title, f"/figures/{it.id}"),
        f"{it.value}{it.unit}",
        words(it.period),
        short_day(it.as_of),
        it.department,
    )


def same(session: Session, branch: int, title: str, period: str, as_of: date) -> ReferredFigure | None:
    """The figure of that title, period and as-of date: the natural key."""
    wanted = (ReferredFigure.branch_id == branch, ReferredFigure.title == title)
    query = select(ReferredFigure).where(*wanted, ReferredFigure.period == period, ReferredFigure.as_of == as_of)
    return session.scalar(query)


def values_of(session: Session, figure: ReferredFigure) -> tuple[ReferredFigure, ...]:
    """Every value the department ever gave of this figure, the latest first."""
    query = select(ReferredFigure).where(
        ReferredFigure.branch_id == figure.branch_id, ReferredFigure.title == figure.title
    )
    return tuple(session.scalars(query.order_by(ReferredFigure.as_of.desc(), ReferredFigure.id.desc())))


def referred(session: Session, branches: Iterable[int], period: Period, on: date) -> tuple[Referred, ...]:
    """What a report of the period quotes: of each figure and own period the latest value up to the day."""
    query = select(ReferredFigure).where(
        ReferredFigure.branch_id.in_(list(branches)), ReferredFigure.as_of.between(period.first, on)
    )
    latest: dict[tuple[int, str, str], ReferredFigure] = {}
    for row in session.scalars(query.order_by(ReferredFigure.as_of, ReferredFigure.id)):
        own = period_of(row.period)
        if own is not None and quoted_in(own, row.as_of, period, on):
            latest[row.branch_id, row.title, row.period] = row
    return tuple(_quoted(row, period) for row in sorted(latest.values(), key=lambda row: row.id))


def _quoted(row: ReferredFigure, period: Period) -> Referred:
    return Referred(
        title=row.title,
        value=row.value,
        unit=row.unit,
        basis=row.basis,
        as_of=row.as_of,
        department=row.department,
        provider=row.provider,
        voucher=row.voucher,
        id=row.id,
        period="" if period_of(row.period) == period else words(row.period),
    )
