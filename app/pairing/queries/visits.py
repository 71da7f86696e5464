"""Visits and contacts as lists show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.paging import PAGE, Page, cursor
from app.pairing.models import Campaign, Household, Visit
from app.pairing.shown import Names
from app.pairing.words import ORGANISERS, WAYS
from app.web import Link, short_day


def listed(
    session: Session,
    branches: frozenset[int],
    names: Names,
    *,
    words: str = "",
    way: str = "",
    campaign: str = "",
    before: str = "",
) -> Page:
    """Newest first, paged by (date, id)."""
    query = _rows().where(Visit.branch_id.in_(branches))
    if words:
        who = Household.name.contains(words, autoescape=True)
        query = query.where(or_(who, Visit.visitors.contains(words, autoescape=True), Household.village == words))
    if way:
        query = query.where(Visit.way == way)
    if campaign.isdecimal():
        query = query.where(Visit.campaign_id == int(campaign))
    if (last_seen := cursor(before)) is not None:
        query = query.where(tuple_(Visit.visited_on, Visit.id) < last_seen)
    found = session.execute(query.order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(tuple(_row(row, names) for row in found[:PAGE]), f"{last.visited_on},{last.id}" if last else "")


def of_household(session: Session, household_id: int, limit: int) -> list[Visit]:
    query = select(Visit).where(Visit.household_id == household_id)
    return list(session.scalars(query.order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(limit)))


def last_visit(session: Session, household_id: int, today: date) -> date | None:
    """The last time somebody was there; a telephone call is no visit."""
    query = select(func.max(Visit.visited_on)).where(Visit.household_id == household_id, Visit.way == "home")
    return session.scalar(query.where(Visit.visited_on <= today))


def campaigns(session: Session, branches: frozenset[int]) -> list[tuple[int, str]]:
    """The campaigns of the branch, the newest first."""
    query = select(Campaign.id, Campaign.name).where(Campaign.branch_id.in_(branches)).order_by(Campaign.id.desc())
    return [(id_, name) for id_, name in session.execute(query)]


def money(fen: int | None) -> str:
    """慰问金 as people write it."""
    return f"{fen / 100:g}元" if fen else ""


def _rows() -> Select[*tuple[Any, ...]]:
    what = (Visit.id, Visit.visited_on, Visit.way, Visit.visitors, Visit.organiser, Visit.gift_money, Visit.gifts)
    query = select(*what, Household.name, Household.village, Campaign.name.label("campaign"))
    query = query.join(Household, Household.id == Visit.household_id)
    return query.outerjoin(Campaign, Campaign.id == Visit.campaign_id)


def _row(row: Any, names: Names) -> tuple[Any, ...]:
    """帮扶对象, 走访时间, 村（社区）, 方式, 走访人, 组织主体, 活动名称, 慰问"""
    given = "、".join(filter(None, (money(row.gift_money), row.gifts)))
    return (
        Link(names(row.name), f"/visits/{row.id}"),
        short_day(row.visited_on),
        row.village,
        WAYS[row.way],
        row.visitors,
        ORGANISERS[row.organiser],
        row.campaign or "",
        given,
    )
