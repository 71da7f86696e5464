"""What gatherings say to items and figures: parts by kind, 应到 and 实到 once a gathering, hours a person."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, func, literal, select

from app.activities.models import Activity, Attendance, Part
from app.facts import MARK, fact, key, mark
from checklists.units import Unit


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Parts by kind, 应到 and 实到 once a gathering, hours per person."""
    return _parts(branches), *_articles(branches), *_attendance(branches), _hours(branches)


def _counted(query: Select[Any], branches: frozenset[int]) -> Select[Any]:
    """Only what counts: held, neither draft nor cancelled nor deleted (decisions.md 11); the day is the caller's."""
    return query.where(
        Activity.branch_id.in_(branches),
        Activity.deleted_at.is_(None),
        Activity.is_draft.is_(False),
        Activity.confirmed_on.is_not(None),
        Activity.cancelled_on.is_(None),
    )


def _base(kind: Any, **more: Any) -> Select[Any]:
    return fact(
        kind,
        Activity.id,
        Activity.branch_id,
        Activity.held_on,
        Activity.recorded_on,
        Activity.title,
        belongs_to=Activity.belongs_to,
        reviewed=Activity.signed_off_on.is_not(None),
        gathering=Activity.gathering_id,
        **more,
    )


def _parts(branches: frozenset[int]) -> Select[Any]:
    group = case((Part.kind == "group_meeting", key("group", Activity.group_id)), else_="")
    marks = mark("integrity", Part.is_integrity.is_(True)) + mark("by_secretary", Part.by_secretary.is_(True))
    query = _base(Part.kind, amount=func.count(Part.id), subject=func.coalesce(group, ""), marks=marks)
    query = query.join(Part, and_(Part.activity_id == Activity.id, Part.deleted_at.is_(None)))
    return _counted(query, branches).group_by(Activity.id, Part.kind, Part.is_integrity, Part.by_secretary)


def _articles(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """篇 of the first topics, counted beside their 场次."""
    query = _base("first_topic_article", amount=func.sum(Part.articles), unit=Unit.ARTICLES)
    query = query.join(Part, and_(Part.activity_id == Activity.id, Part.deleted_at.is_(None)))
    query = query.where(Part.kind == "first_topic", Part.articles > 0)
    return (_counted(query, branches).group_by(Activity.id),)


def _attendance(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """The list of names where there is one, else the stated totals; each kind of part is a mark."""
    counted = and_(Attendance.presence != "observer", Attendance.excused.is_(False), Attendance.deleted_at.is_(None))
    roll = (
        select(
            Attendance.activity_id,
            func.count().label("due"),
            func.sum(cast(case((Attendance.presence == "present", 1), else_=0), Integer)).label("present"),
        )
        .where(counted)
        .group_by(Attendance.activity_id)
        .subquery()
    )
    kinds = select(Part.activity_id, Part.kind).where(Part.deleted_at.is_(None)).distinct().subquery()
    marks = (
        select(kinds.c.activity_id, func.aggregate_strings(literal("kind:") + kinds.c.kind + MARK, "").label("marks"))
        .group_by(kinds.c.activity_id)
        .subquery()
    )
    made = []
    for name, listed_, stated in (
        ("attendance_due", roll.c.due, Activity.stated_due),
        ("attendance_present", roll.c.present, Activity.stated_present),
    ):
        amount = func.coalesce(listed_, stated)
        query = _base(name, amount=amount, unit=Unit.PERSON_TIMES, marks=marks.c.marks)
        query = query.join(marks, marks.c.activity_id == Activity.id)
        query = query.outerjoin(roll, roll.c.activity_id == Activity.id)
        made.append(_counted(query, branches).where(amount.is_not(None)))
    return tuple(made)


def _hours(branches: frozenset[int]) -> Select[Any]:
    """Tenths of an hour for each person who was there; persons and hours count once a gathering."""
    hours = (
        select(Part.activity_id, func.sum(Part.tenth_hours).label("tenths"))
        .where(Part.deleted_at.is_(None), Part.tenth_hours > 0)
        .group_by(Part.activity_id)
        .subquery()
    )
    query = _base(
        "hours", amount=hours.c.tenths, unit=Unit.TENTH_HOURS, subject=key("person", Attendance.person_id)
    ).join(hours, hours.c.activity_id == Activity.id)
    there = and_(
        Attendance.activity_id == Activity.id, Attendance.presence == "present", Attendance.person_id.is_not(None)
    )
    return _counted(query.join(Attendance, and_(there, Attendance.deleted_at.is_(None))), branches)
