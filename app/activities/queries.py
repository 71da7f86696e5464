"""What is read of gatherings: the list, one of them, and what waits; what they count for is in counted.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from app.activities.acts.correcting import SHOWN
from app.activities.counted import facts as facts
from app.activities.models import KINDS, Activity, Correction, Part
from app.activities.states import due_and_present, state_of
from app.branches.models import Branch
from app.paging import PAGE, Page, cursor
from app.web import Link, short_day

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


def offered(session: Session, branch_id: int) -> list[Activity]:
    """Drafts of joint meetings another branch has offered: taken over or not."""
    query = select(Activity).where(Activity.branch_id == branch_id, Activity.is_draft, Activity.cancelled_on.is_(None))
    return list(session.scalars(query.where(Activity.gathering_id.is_not(None)).order_by(Activity.held_on)))


def siblings(session: Session, branch_id: int) -> list[tuple[int, str]]:
    """Branches a joint meeting may be offered to: the partner first, then those under the same superior."""
    own = session.get_one(Branch, branch_id)
    near = or_(Branch.name == own.partner, and_(Branch.parent_id == own.parent_id, Branch.parent_id.is_not(None)))
    query = select(Branch.id, Branch.name).where(near, Branch.kind == "branch", Branch.id != branch_id)
    return [(id_, name) for id_, name in session.execute(query.order_by(Branch.name != own.partner, Branch.name))]


def corrections(session: Session, activity_id: int) -> list[tuple[Correction, str]]:
    """更正 of an archived record, the first first, each with the words of its field."""
    query = select(Correction).where(Correction.activity_id == activity_id).order_by(Correction.id)
    return [(row, SHOWN.get(row.field, row.field)) for row in session.scalars(query)]


def planned_days(session: Session, branch_id: int, year: int) -> dict[tuple[str, int], int]:
    """(kind, month) → id of what is planned and not yet held, for the year matrix."""
    query = select(Part.kind, Activity.held_on, Activity.id).join(Activity, Activity.id == Part.activity_id)
    query = query.where(Activity.branch_id == branch_id, Activity.cancelled_on.is_(None))
    query = query.where(Activity.confirmed_on.is_(None), Activity.is_draft.is_(False))
    query = query.where(Activity.held_on.between(date(year, 1, 1), date(year, 12, 31)))
    return {(kind, held_on.month): id_ for kind, held_on, id_ in session.execute(query)}
