"""What of the year is planned or held already."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities.models import Activity, Part
from app.activities.planning.slots import PLANNED, Slot


def gatherings(session: Session, branch_id: int, year: int) -> list[Activity]:
    """Those of the planned kinds, in the order of their days; what was cancelled is open again."""
    of_kind = select(Part.activity_id).where(Part.kind.in_(PLANNED), Part.deleted_at.is_(None))
    query = select(Activity).where(Activity.branch_id == branch_id, Activity.cancelled_on.is_(None))
    query = query.where(Activity.held_on.between(date(year, 1, 1), date(year, 12, 31)), Activity.id.in_(of_kind))
    return list(session.scalars(query.order_by(Activity.held_on, Activity.id)))


def taken(found: list[Activity], wanted: list[Slot]) -> dict[str, Activity]:
    """Slot key → the first gathering that fills it: nothing is planned twice."""
    filled: dict[str, Activity] = {}
    for slot in wanted:
        for activity in found:
            kinds = {part.kind for part in activity.parts}
            if (
                slot.kind in kinds
                and slot.group in (None, activity.group_id)
                and slot.period.contains(activity.held_on)
            ):
                filled.setdefault(slot.key, activity)
    return filled


def last_actions(session: Session, branch_id: int) -> str:
    """规定动作 of the branch's last theme day that names some."""
    of_kind = select(Part.activity_id).where(Part.kind == "theme_day", Part.deleted_at.is_(None))
    query = select(Activity.actions).where(Activity.branch_id == branch_id, Activity.actions != "")
    query = query.where(Activity.id.in_(of_kind)).order_by(Activity.held_on.desc(), Activity.id.desc())
    return session.scalar(query.limit(1)) or ""
