"""Gatherings added, changed, corrected once they are archived, deleted and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.activities import rules
from app.activities.acts.correcting import corrected
from app.activities.models import Activity
from app.activities.parts import set_parts
from app.audit import Actor
from app.branches.queries import group_in, person_id_of
from app.db import expect_version
from app.errors import Invalid, Refusal

Values = Mapping[str, Any]
FIELDS = [
    "title",
    "planned_on",
    "held_on",
    "starts_at",
    "ends_at",
    "place",
    "host",
    "recorder",
    "belongs_to",
    "is_draft",
    "stated_due",
    "stated_present",
    "stated_leave",
    "absences",
    "observers",
    "agenda",
    "content",
    "remarks",
    "vote",
    "resolution",
    "follow_up",
    "material",
    "leave_to",
    "enlarged",
    "attachments",
    "actions",
    "note",
    "gathering_id",
    "group_id",
    "signed_off_on",
    "signed_off_by",
]


def add(session: Session, actor: Actor, branch_id: int, values: Values, parts: Sequence[Values]) -> Activity:
    """A new gathering with its parts, none of them written unless all hold. Raises Invalid."""
    today: date = session.info["clock"].today()
    _check(session, branch_id, values, parts, today)
    recorded = values.get("recorded_on") or today
    activity = Activity(branch_id=branch_id, title="", created_by=actor.account_id, recorded_on=recorded)
    kinds = [part["kind"] for part in parts]
    _set(session, activity, {"belongs_to": rules.year_named(values["title"], kinds, values["held_on"])} | dict(values))
    if activity.held_on > today and activity.planned_on is None:
        activity.planned_on = activity.held_on
    if activity.held_on <= today and not activity.is_draft:
        activity.confirmed_on = today  # written down afterwards: it took place
    session.add(activity)
    session.flush()
    set_parts(session, actor, activity, parts)
    audit.note(session, actor, "activity.add", activity, title=activity.title, held_on=activity.held_on)
    return activity


def change(
    session: Session,
    actor: Actor,
    activity: Activity,
    values: Values,
    parts: Sequence[Values],
    version: int | None,
    reason: str = "",
) -> Activity:
    """Corrected particulars. Once archived, the first text is kept beside the new one, with the reason
    (更正). Raises Conflict when the record has moved on since it was read."""
    today: date = session.info["clock"].today()
    expect_version(activity, version, values)
    before = {key: getattr(activity, key) for key in FIELDS}
    _check(session, activity.branch_id, before | dict(values), parts, today, activity)
    with corrected(session, actor, activity, reason):
        _set(session, activity, values)
        set_parts(session, actor, activity, parts)
    if activity.held_on > today:
        activity.confirmed_on = None
    elif rules.tells_it_took_place(before | dict(values)) and activity.confirmed_on is None and not activity.is_draft:
        activity.confirmed_on = today
    audit.note(session, actor, "activity.change", activity, fields=sorted(values))
    return activity


def delete(session: Session, actor: Actor, activity: Activity) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    if activity.signed_off_on is not None:
        raise Refusal("这次会议已审签归档，不能删除", "记录有误的，请用“更正”写明原因后修改")
    activity.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "activity.delete", activity)


def restore(session: Session, actor: Actor, activity: Activity) -> None:
    """The undo of `delete`. Raises Invalid when another record has taken its place meanwhile."""
    if same(session, activity.branch_id, activity.held_on, activity.title) is not None:
        raise Invalid({"title": f"{activity.held_on}已另有一条“{activity.title}”，请先处理那一条"})
    activity.deleted_at = None
    audit.note(session, actor, "activity.restore", activity)


def same(session: Session, branch_id: int, held_on: date, title: str) -> Activity | None:
    """The gathering of that branch, day and title: the natural key (decisions.md 36)."""
    wanted = (Activity.branch_id == branch_id, Activity.held_on == held_on, Activity.title == title)
    return session.scalar(select(Activity).where(*wanted))


def _check(
    session: Session,
    branch_id: int,
    values: Values,
    parts: Sequence[Values],
    today: date,
    own: Activity | None = None,
) -> None:
    errors = rules.problems(values, parts, today)
    if not errors:
        twin = same(session, branch_id, values["held_on"], values["title"])
        if twin is not None and twin is not own:
            errors["title"] = f"{values['held_on']}已有一条“{values['title']}”，请改名称，或打开那一条修改"
    if errors:
        raise Invalid(errors)


def _set(session: Session, activity: Activity, values: Values) -> None:
    for key in FIELDS:
        if key in values:
            setattr(activity, key, values[key] if values[key] is not None else _empty(key))
    if activity.group_id is None:
        activity.group_id = group_in(session, activity.branch_id, activity.title)
    activity.starts_at, activity.ends_at = rules.clock(activity.starts_at), rules.clock(activity.ends_at)
    activity.host_id = person_id_of(session, activity.branch_id, activity.host)
    activity.recorder_id = person_id_of(session, activity.branch_id, activity.recorder)


def _empty(key: str) -> Any:
    """What a cleared field becomes: text columns are never null."""
    column = Activity.__table__.c[key]
    return None if column.nullable else column.default.arg if column.default is not None else ""
