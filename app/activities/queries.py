"""What is read of gatherings: the list, and the facts that items and figures count."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from app.activities.models import KINDS, Activity, Attendance, Part
from app.activities.states import due_and_present, state_of
from app.facts import MARK, fact, key, mark
from app.paging import PAGE, Page, cursor
from app.web import Link, short_day
from checklists.units import Unit

BRING_BACK = 10


def listed(
    session: Session, branches: frozenset[int], today: date, *, words: str = "", kind: str = "", before: str = ""
) -> Page:
    """Gatherings of these branches; paged by (date, id), no totals (decisions.md 28)."""
    query = select(Activity).where(Activity.branch_id.in_(branches))
    if words:
        query = query.where(or_(Activity.title.contains(words, autoescape=True), Activity.agenda.contains(words)))
    if kind:
        query = query.where(exists().where(and_(Part.activity_id == Activity.id, Part.kind == kind)))
    if place := cursor(before):
        query = query.where(tuple_(Activity.held_on, Activity.id) < place)
    found = list(session.scalars(query.order_by(Activity.held_on.desc(), Activity.id.desc()).limit(PAGE + 1)))
    rows = tuple(_row(activity, today) for activity in found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(rows, older=f"{last.held_on},{last.id}" if last else "")


def _row(activity: Activity, today: date) -> tuple[Any, ...]:
    """名称, 日期, 类型, 实到/应到, 状态"""
    due, present = due_and_present(activity)
    kinds = "、".join(dict.fromkeys(KINDS[part.kind] for part in activity.parts))
    counted = f"{present}/{due}" if due else ""
    name = Link(activity.title, f"/meetings/{activity.id}")
    return name, short_day(activity.held_on), kinds, counted, state_of(activity, today)


def deleted(session: Session, branches: frozenset[int]) -> list[tuple[int, str]]:
    """(id, name and day) of what was deleted last: it can still be brought back."""
    query = select(Activity.id, Activity.title, Activity.held_on)
    query = query.where(Activity.branch_id.in_(branches), Activity.deleted_at.is_not(None))
    rows = session.execute(
        query.order_by(Activity.deleted_at.desc()).limit(BRING_BACK), execution_options={"with_deleted": True}
    )
    return [(id_, f"{short_day(held_on)} {title}") for id_, title, held_on in rows]


def latest_of_each(session: Session, branch_id: int, on: date) -> dict[str, int]:
    """The last gathering of each kind held up to the day, to copy from."""
    query = select(Part.kind, Activity.id).join(Activity, Activity.id == Part.activity_id)
    query = query.where(Activity.branch_id == branch_id, Activity.held_on <= on, Activity.cancelled_on.is_(None))
    return dict(session.execute(query.order_by(Activity.held_on, Activity.id)).all())


def unfinished(session: Session, branch_id: int, on: date) -> list[Activity]:
    """Held and not yet signed off: to be written down, or to be signed."""
    query = select(Activity).where(Activity.branch_id == branch_id, Activity.held_on <= on)
    query = query.where(Activity.signed_off_on.is_(None), Activity.cancelled_on.is_(None), Activity.is_draft.is_(False))
    return list(session.scalars(query.order_by(Activity.held_on)))


def planned_days(session: Session, branch_id: int, year: int) -> dict[tuple[str, int], int]:
    """(kind, month) → id of what is planned and not yet held, for the year matrix."""
    query = select(Part.kind, Activity.held_on, Activity.id).join(Activity, Activity.id == Part.activity_id)
    query = query.where(Activity.branch_id == branch_id, Activity.cancelled_on.is_(None))
    query = query.where(Activity.held_on.between(date(year, 1, 1), date(year, 12, 31)))
    return {(kind, held_on.month): id_ for kind, held_on, id_ in session.execute(query)}


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Parts by kind, 应到 and 实到 once a gathering, hours per person."""
    return _parts(branches), *_articles(branches), *_attendance(branches), _hours(branches)


def _counted(query: Select[Any], branches: frozenset[int]) -> Select[Any]:
    """Only what counts: neither draft nor cancelled nor deleted (decisions.md 11); the day is the caller's."""
    return query.where(
        Activity.branch_id.in_(branches),
        Activity.deleted_at.is_(None),
        Activity.is_draft.is_(False),
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
