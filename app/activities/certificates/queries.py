"""What is read of certificates: the list, the natural key, the hours as facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from app.activities.certificates.models import KINDS, Certificate
from app.activities.models import Activity, Attendance, Part
from app.facts import fact, key
from app.paging import PAGE, Page, cursor
from app.web import Link, short_day
from checklists.units import Amount, Unit


def listed(session: Session, branches: frozenset[int], *, name: str = "", before: str = "") -> Page:
    """Certificates of these branches, paged by (last day, id)."""
    query = select(Certificate).where(Certificate.branch_id.in_(branches))
    if name:
        query = query.where(Certificate.name.contains(name, autoescape=True))
    if place := cursor(before):
        query = query.where(tuple_(Certificate.ends_on, Certificate.id) < place)
    found = list(session.scalars(query.order_by(Certificate.ends_on.desc(), Certificate.id.desc()).limit(PAGE + 1)))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(tuple(_row(it) for it in found[:PAGE]), f"{last.ends_on},{last.id}" if last else "")


def _row(it: Certificate) -> tuple[Any, ...]:
    """培训名称, 姓名, 类别, 起止日期, 学时"""
    return Link(it.title, f"/certificates/{it.id}"), it.name, KINDS.get(it.kind, ""), days(it), hours(it.tenth_hours)


def days(it: Certificate) -> str:
    """From when to when; one day is said once."""
    if it.starts_on and it.starts_on != it.ends_on:
        return f"{short_day(it.starts_on)}至{short_day(it.ends_on)}"
    return short_day(it.ends_on)


def hours(tenths: int) -> str:
    return Amount(tenths, Unit.TENTH_HOURS).shown


def same(session: Session, branch: int, name: str, ends_on: date | None, title: str) -> Certificate | None:
    """The certificate of that person, last day and training: the natural key."""
    query = select(Certificate).where(Certificate.branch_id == branch, Certificate.name == name)
    return session.scalar(query.where(Certificate.ends_on == ends_on, Certificate.title == title))


def counted_by_roll(session: Session, person: int, title: str, first: date, last: date) -> date | None:
    """The day of a gathering of that very title in which this person's hours are counted already."""
    query = select(Activity.held_on).join(Attendance, Attendance.activity_id == Activity.id)
    query = query.join(Part, Part.activity_id == Activity.id)
    there = (Attendance.person_id == person, Attendance.presence == "present", Part.tenth_hours > 0)
    counts = (Activity.is_draft.is_(False), Activity.cancelled_on.is_(None))
    query = query.where(Activity.title == title, Activity.held_on.between(first, last), *there, *counts)
    return session.scalar(query.order_by(Activity.held_on).limit(1))


def exported(session: Session, branches: frozenset[int], first: date, last: date) -> Iterable[Certificate]:
    query = select(Certificate).where(Certificate.branch_id.in_(branches), Certificate.ends_on.between(first, last))
    return session.scalars(query.order_by(Certificate.ends_on, Certificate.id))


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Tenths of an hour of the one person; who is not on the roster has no account of hours."""
    certificate = fact(
        "certificate_hours",
        Certificate.id,
        Certificate.branch_id,
        Certificate.ends_on,
        Certificate.recorded_on,
        Certificate.title,
        amount=Certificate.tenth_hours,
        unit=Unit.TENTH_HOURS,
        subject=key("person", Certificate.person_id),
    )
    alive = (Certificate.deleted_at.is_(None), Certificate.person_id.is_not(None))
    return (certificate.where(Certificate.branch_id.in_(branches), *alive),)
