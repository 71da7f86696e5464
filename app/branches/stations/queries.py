"""What is read of stations: the list, the table to print, a branch's own words, the standing facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, case, select, tuple_
from sqlalchemy.orm import Session

from app.branches.queries import holds
from app.branches.stations.models import KINDS, Station, StationWord
from app.facts import fact
from app.paging import PAGE, Page, cursor
from app.web import Link, short_day
from checklists.units import Unit

FACTS = {"pioneer": "pioneer_post", "area": "responsibility_area"}


def words_of(session: Session, branch: int | None) -> dict[str, str]:
    """Kind → what this branch calls it."""
    own = select(StationWord.kind, StationWord.word).where(StationWord.branch_id == branch)
    return KINDS | dict(session.execute(own).all())


def listed(
    session: Session, branches: frozenset[int], today: date, words: dict[str, str], *, ended: bool, before: str = ""
) -> Page:
    """Stations that stand (or have ended), paged by (since, id)."""
    wanted = Station.until <= today if ended else Station.until.is_(None) | (Station.until > today)
    query = select(Station).where(Station.branch_id.in_(branches), wanted)
    if place := cursor(before):
        query = query.where(tuple_(Station.since, Station.id) < place)
    found = list(session.scalars(query.order_by(Station.since.desc(), Station.id.desc()).limit(PAGE + 1)))
    last = found[PAGE - 1] if len(found) > PAGE else None
    rows = tuple(_row(station, words) for station in found[:PAGE])
    return Page(rows, f"{last.since},{last.id}" if last else "")


def _row(it: Station, words: dict[str, str]) -> tuple[Any, ...]:
    """岗名或区域, 类型, 党员, 设立日期, 最近践诺"""
    latest = it.records[-1].kept_on if it.records else None
    return (
        Link(it.name, f"/stations/{it.id}"),
        words[it.kind],
        names(it),
        stood(it),
        short_day(latest) if latest else f"{len(it.records)}条" if it.records else "",
    )


def printed(session: Session, branch: int, today: date, words: dict[str, str]) -> tuple[tuple[Any, ...], ...]:
    """The rows to print and to publish: what stands on the day, by kind, then in the order of their beginning."""
    query = select(Station).where(Station.branch_id == branch, holds(Station, today))
    ordered = sorted(session.scalars(query), key=lambda it: (list(KINDS).index(it.kind), it.since, it.id))
    return tuple(
        (number, words[it.kind], it.name, names(it), it.promise, short_day(it.since), published(it), it.assessment)
        for number, it in enumerate(ordered, 1)
    )


def names(station: Station) -> str:
    return "、".join(row.name for row in station.people)


def stood(station: Station) -> str:
    """From when, and until when where it has ended."""
    return f"{short_day(station.since)}起" + (f"，{short_day(station.until)}撤销" if station.until else "")


def published(station: Station) -> str:
    """公示期 in words."""
    if not station.published_from:
        return ""
    last = f"至{short_day(station.published_until)}" if station.published_until else "起"
    return f"{short_day(station.published_from)}{last}"


def same(session: Session, branch: int, kind: str, name: str) -> Station | None:
    """The station of that kind and name: the natural key."""
    query = select(Station).where(Station.branch_id == branch, Station.kind == kind)
    return session.scalar(query.where(Station.name == name))


def exported(session: Session, branches: frozenset[int], first: date, last: date) -> Iterable[Station]:
    """Those that stood on a day of the period."""
    query = select(Station).where(Station.branch_id.in_(branches), Station.since <= last)
    query = query.where(Station.until.is_(None) | (Station.until > first))
    return session.scalars(query.order_by(Station.since, Station.id))


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Stations in force, a standing fact each."""
    station = fact(
        case(FACTS, value=Station.kind, else_=""),
        Station.id,
        Station.branch_id,
        Station.since,
        Station.recorded_on,
        Station.name,
        unit=Unit.PIECES,
        until=Station.until,
    )
    return (station.where(Station.branch_id.in_(branches), Station.deleted_at.is_(None)),)
