"""The households of a branch as the list, the page of one, and 走访单 show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.paging import PAGE, Page
from app.pairing.models import Commitment, Household, Pairing, Visit
from app.pairing.rules import last_words
from app.pairing.shown import Names
from app.pairing.words import POLICIES, RELATIONS
from app.web import Link, short_day

SHOWN = {"paired": "结对中", "other": "其他走访对象", "ended": "已结束联系", "all": "全部"}


def listed(
    session: Session,
    branches: frozenset[int],
    today: date,
    names: Names,
    *,
    words: str = "",
    village: str = "",
    show: str = "paired",
    after: str = "",
) -> Page:
    """Households by name, 50 a page; the cursor is an id, since a name would say too much in an address."""
    query = _summary(today).where(Household.branch_id.in_(branches), _shown(show, today))
    if words:
        query = query.where(or_(Household.name.contains(words, autoescape=True), _paired_with(words, today)))
    if village:
        query = query.where(Household.village == village)
    if after.isdecimal():
        last = select(Household.sort_key, Household.id).where(Household.id == int(after)).subquery()
        query = query.where(
            tuple_(Household.sort_key, Household.id) > select(last.c.sort_key, last.c.id).scalar_subquery()
        )
    found = session.execute(query.order_by(Household.sort_key, Household.id).limit(PAGE + 1)).all()
    return Page(
        tuple(_row(row, today, names) for row in found[:PAGE]), str(found[PAGE - 1].id) if len(found) > PAGE else ""
    )


def villages(session: Session, branches: frozenset[int]) -> list[str]:
    query = select(Household.village).where(Household.branch_id.in_(branches), Household.village != "").distinct()
    return list(session.scalars(query.order_by(Household.village)))


def suggestions(session: Session, branches: frozenset[int], today: date, limit: int = 200) -> list[str]:
    """Names to offer while one is typed: the paired households, each told apart by its village."""
    query = select(Household.name, Household.village).where(Household.branch_id.in_(branches), _shown("paired", today))
    rows = session.execute(query.order_by(Household.sort_key).limit(limit)).all()
    doubles = [name for name, _ in rows]
    return [f"{name}（{village}）" if doubles.count(name) > 1 and village else name for name, village in rows]


@dataclass(frozen=True, slots=True)
class Sheet:
    """走访单 of one village: 帮扶对象, 帮扶党员, 上次入户, and blanks to be filled by hand."""

    village: str
    rows: tuple[tuple[Any, ...], ...]


def sheets(
    session: Session, branches: frozenset[int], today: date, *, village: str = "", show: str = "paired"
) -> list[Sheet]:
    query = _summary(today).where(Household.branch_id.in_(branches), _shown(show, today))
    if village:
        query = query.where(Household.village == village)
    made: dict[str, list[tuple[Any, ...]]] = {}
    for row in session.execute(query.order_by(Household.village, Household.sort_key, Household.id)):
        rows = made.setdefault(row.village, [])
        last = short_day(row.last_visit).removeprefix(f"{today.year}年")
        rows.append((len(rows) + 1, row.name, row.members or "", last, "", "", "", ""))
    return [Sheet(place or "未写村（社区）", tuple(rows)) for place, rows in made.items()]


def policies(codes: str) -> str:
    """低保、一户多残"""
    return "、".join(POLICIES.get(code, code) for code in codes.split(",") if code)


def in_force(today: date) -> ColumnElement[bool]:
    """Pairings that hold on the day."""
    return and_(
        Pairing.since <= today, or_(Pairing.until.is_(None), Pairing.until > today), Pairing.deleted_at.is_(None)
    )


def _summary(today: date) -> Select[Any]:
    """One row a household, with what is counted of it beside it."""
    members = select(func.aggregate_strings(Pairing.member, "、"))
    members = members.where(Pairing.household_id == Household.id, in_force(today))
    last = select(func.max(Visit.visited_on)).where(Visit.household_id == Household.id, Visit.way == "home")
    last = last.where(Visit.deleted_at.is_(None), Visit.visited_on <= today)
    open_ = select(func.count(Commitment.id)).where(Commitment.household_id == Household.id)
    open_ = open_.where(Commitment.kept_on.is_(None), Commitment.deleted_at.is_(None))
    return select(
        Household.id,
        Household.name,
        Household.village,
        Household.policies,
        Household.relation,
        Household.ended_on,
        members.scalar_subquery().label("members"),
        last.scalar_subquery().label("last_visit"),
        open_.scalar_subquery().label("open_promises"),
    )


def _shown(show: str, today: date) -> ColumnElement[bool]:
    paired = exists().where(Pairing.household_id == Household.id, in_force(today))
    going_on = or_(Household.ended_on.is_(None), Household.ended_on > today)
    match show:
        case "paired":
            return and_(going_on, paired)
        case "other":
            return and_(going_on, ~paired)
        case "ended":
            return Household.ended_on <= today
    return Household.id.is_not(None)


def _paired_with(words: str, today: date) -> ColumnElement[bool]:
    with_ = Pairing.member.contains(words, autoescape=True)
    return exists().where(Pairing.household_id == Household.id, with_, in_force(today))


def _row(row: Any, today: date, names: Names) -> tuple[Any, ...]:
    """帮扶对象, 村（社区）, 帮扶党员, 最近入户, 未兑现承诺, 政策身份, 关系"""
    ended = row.ended_on is not None and row.ended_on <= today
    return (
        Link(names(row.name), f"/pairs/{row.id}"),
        row.village,
        row.members or "",
        "已结束联系" if ended else last_words(row.last_visit, today),
        f"{row.open_promises}项" if row.open_promises else "",
        policies(row.policies),
        RELATIONS.get(row.relation, row.relation),
    )
