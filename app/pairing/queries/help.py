"""Needs and services as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from app.paging import PAGE, Page, cursor
from app.pairing.models import AssistedPerson, Commitment, Household, Need, Service
from app.pairing.shown import Names
from app.pairing.words import NEED_KINDS, SERVICE_KINDS, STAGES
from app.web import Link, short_day


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a need stands: a state of ui.tag and its words."""

    state: str
    words: str


def need_stands(need: Need, today: date) -> Standing:
    """办结 with the time it took, or how long there still is."""
    if need.met_on is not None:
        days = (need.met_on - need.raised_on).days
        return Standing("done", f"已办结，用时{days}天" if days else "当天办结")
    if need.due_on is None:
        return Standing("todo", "未办结，没有定时限")
    return _until(need.due_on, today)


def promise_stands(made: Commitment, today: date) -> Standing:
    if made.kept_on is not None:
        return Standing("done", f"{made.kept_on.month}月{made.kept_on.day}日已兑现")
    return _until(made.due_on, today)


def _until(due_on: date, today: date) -> Standing:
    left = (due_on - today).days
    if left < 0:
        return Standing("overdue", f"已过时限{-left}天")
    return Standing("soon" if left <= 7 else "open", f"还有{left}天" if left else "今天到期")


def needs(
    session: Session,
    branches: frozenset[int],
    today: date,
    names: Names,
    *,
    words: str = "",
    kind: str = "",
    show: str = "",
    before: str = "",
) -> tuple[Page, tuple[Standing, ...]]:
    """(rows, where each stands): the newest first."""
    query = select(Need).where(Need.branch_id.in_(branches))
    if words:
        query = query.where(
            or_(Need.name.contains(words, autoescape=True), Need.detail.contains(words, autoescape=True))
        )
    if kind:
        query = query.where(Need.kind == kind)
    if show:
        query = query.where(Need.met_on.is_(None) if show == "open" else Need.met_on.is_not(None))
    if (last_seen := cursor(before)) is not None:
        query = query.where(tuple_(Need.raised_on, Need.id) < last_seen)
    found = list(session.scalars(query.order_by(Need.raised_on.desc(), Need.id.desc()).limit(PAGE + 1)))
    rows = tuple(
        (
            Link(names(need.name), f"/needs/{need.id}"),
            NEED_KINDS[need.kind],
            need.detail,
            short_day(need.raised_on),
            need.department,
            short_day(need.due_on),
        )
        for need in found[:PAGE]
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    page = Page(rows, f"{last.raised_on},{last.id}" if last else "")
    return page, tuple(need_stands(need, today) for need in found[:PAGE])


def services(
    session: Session,
    branches: frozenset[int],
    names: Names,
    *,
    words: str = "",
    kind: str = "",
    before: str = "",
) -> Page:
    query = select(Service).where(Service.branch_id.in_(branches))
    if words:
        who = Service.name.contains(words, autoescape=True)
        query = query.where(or_(who, Service.server.contains(words, autoescape=True)))
    if kind:
        query = query.where(Service.kind == kind)
    if (last_seen := cursor(before)) is not None:
        query = query.where(tuple_(Service.served_on, Service.id) < last_seen)
    found = list(session.scalars(query.order_by(Service.served_on.desc(), Service.id.desc()).limit(PAGE + 1)))
    rows = tuple(
        (
            Link(names(one.name), f"/services/{one.id}"),
            short_day(one.served_on),
            SERVICE_KINDS[one.kind],
            STAGES[one.stage],
            one.server,
            one.department,
            one.result,
        )
        for one in found[:PAGE]
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(rows, f"{last.served_on},{last.id}" if last else "")


def of_household(session: Session, household: Household) -> tuple[list[Need], list[Service]]:
    """The needs and services of a household and its persons, newest first."""
    persons = select(AssistedPerson.id).where(AssistedPerson.household_id == household.id)
    mine = select(Need).where(or_(Need.household_id == household.id, Need.person_id.in_(persons)))
    needs_ = session.scalars(mine.order_by(Need.raised_on.desc(), Need.id.desc()))
    done = select(Service).where(Service.person_id.in_(persons))
    return list(needs_), list(session.scalars(done.order_by(Service.served_on.desc(), Service.id.desc())))


def person_names(session: Session, branches: frozenset[int], limit: int = 300) -> list[str]:
    """Names to offer while one is typed."""
    query = select(AssistedPerson.name).join(Household, Household.id == AssistedPerson.household_id)
    query = query.where(Household.branch_id.in_(branches), Household.ended_on.is_(None)).distinct()
    return list(session.scalars(query.order_by(AssistedPerson.name).limit(limit)))
