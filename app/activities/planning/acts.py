"""A year planned with one act, and taken back with one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.activities import acts
from app.activities.models import Activity
from app.activities.planning.queries import gatherings, taken
from app.activities.planning.slots import Planned, problem
from app.audit import Actor
from app.errors import Invalid


def plan_year(
    session: Session, actor: Actor, branch_id: int, year: int, plans: Sequence[Planned], actions: str
) -> list[Activity]:
    """A gathering for each line, all or none; a line that somebody filled meanwhile is left alone. Raises Invalid."""
    today: date = session.info["clock"].today()
    problems = {f"day-{it.slot.key}": problem(it, today) for it in plans}
    errors = {name: words for name, words in problems.items() if words}
    if errors or not plans:
        raise Invalid(errors or {"": "一项都没有安排：请至少填写一个日期"})
    filled = taken(gatherings(session, branch_id, year), [it.slot for it in plans])
    with audit.as_one(session):
        made = [_add(session, actor, branch_id, it, actions) for it in plans if it.slot.key not in filled]
    ids = [activity.id for activity in made]
    audit.note(session, actor, "activity.plan_year", branch=branch_id, year=year, ids=ids)
    return made


def take_back(session: Session, actor: Actor, branch_id: int, ids: Collection[int]) -> tuple[int, int]:
    """The undo of `plan_year`: (taken back, left alone since something was done about them meanwhile)."""
    query = select(Activity).where(Activity.branch_id == branch_id, Activity.id.in_(ids))
    found = list(session.scalars(query))
    idle = [activity for activity in found if _is_idle(activity)]
    with audit.as_one(session):
        for activity in idle:
            acts.delete(session, actor, activity)
    audit.note(session, actor, "activity.take_back_plan", branch=branch_id, ids=[activity.id for activity in idle])
    return len(idle), len(found) - len(idle)


def _add(session: Session, actor: Actor, branch_id: int, planned: Planned, actions: str) -> Activity:
    """Planned and no more: it counts only once somebody has said that it took place."""
    slot, title = planned.slot, planned.slot.title(planned.theme)
    values = {
        "title": title,
        "planned_on": planned.day,
        "held_on": planned.day,
        "host": planned.host,
        "group_id": slot.group,
        "actions": actions if slot.kind == "theme_day" else "",
    }
    try:
        return acts.add(session, actor, branch_id, values, [{"kind": slot.kind, "topic": planned.theme or title}])
    except Invalid as invalid:
        raise Invalid({f"day-{slot.key}": "；".join(invalid.errors.values())}) from invalid


def _is_idle(activity: Activity) -> bool:
    """Nobody has been told and nothing is written."""
    done = (activity.confirmed_on, activity.notified_at, activity.cancelled_on, activity.signed_off_on)
    return not any(done) and not activity.roll and not (activity.content or activity.resolution)
