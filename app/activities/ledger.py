"""The forms meetings, theme-days and lectures, as the one door for Excel uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities import acts
from app.activities.models import KINDS, Activity, Part
from app.activities.parts import told_apart
from app.activities.rows import lecture_row, lecture_values, meeting_row, meeting_values
from app.audit import Actor
from app.ledgers import Ledger
from checklists.periods import Period

Reader = Callable[[Mapping[str, Any]], tuple[dict[str, Any], list[dict[str, Any]]]]


def _match_meeting(session: Session, branch_id: int, row: Mapping[str, Any]) -> Activity | None:
    started = row.get("started_at")
    return acts.same(session, branch_id, started.date(), row["title"]) if started and row.get("title") else None


def _match_lecture(session: Session, branch_id: int, row: Mapping[str, Any]) -> Activity | None:
    """The same lecture; a gathering of that day and title gets it as another part (decisions.md 38)."""
    if not row.get("held_on") or not row.get("title"):
        return None
    return acts.same(session, branch_id, row["held_on"], row["title"])


def _add(read: Reader) -> Callable[[Session, Actor, int, Mapping[str, Any]], Activity]:
    def add(session: Session, actor: Actor, branch_id: int, row: Mapping[str, Any]) -> Activity:
        values, parts = read(row)
        return acts.add(session, actor, branch_id, values, parts)

    return add


def _change(read: Reader) -> Callable[[Session, Actor, Activity, Mapping[str, Any]], Activity]:
    def change(session: Session, actor: Actor, activity: Activity, row: Mapping[str, Any]) -> Activity:
        """The parts of other kinds stay; each of this row's replaces its own kind or comes after them."""
        values, given = read(row)
        values.pop("recorded_on", None)
        return acts.change(session, actor, activity, values, told_apart(activity.parts, given), None)

    return change


def _change_lecture(session: Session, actor: Actor, activity: Activity, row: Mapping[str, Any]) -> Activity:
    """On a theme day the lecture is one part: it brings its own minutes and leaves the day's host and content alone."""
    if all(part.kind == "lecture" for part in activity.parts):
        return _change(lecture_values)(session, actor, activity, row)
    values, (lecture,) = lecture_values(row)
    lecture["minutes"] = values.pop("content", "")
    blank = {key: value for key, value in values.items() if getattr(activity, key) in (None, "")}
    return _change(lambda _: (blank, [lecture]))(session, actor, activity, row)


def _held(*kinds: str) -> Callable[[Session, frozenset[int], Period], Iterable[Activity]]:
    def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Activity]:
        of_kind = select(Part.activity_id).where(Part.kind.in_(kinds), Part.deleted_at.is_(None))
        query = select(Activity).where(Activity.branch_id.in_(branches), Activity.id.in_(of_kind))
        query = query.where(Activity.held_on.between(period.first, period.last))
        return session.scalars(query.order_by(Activity.held_on, Activity.id))

    return rows


MEETINGS = tuple(kind for kind in KINDS if kind != "lecture")
LEDGERS = (
    Ledger(
        "meetings",
        Activity,
        _match_meeting,
        _add(meeting_values),
        _change(meeting_values),
        meeting_row,
        _held(*MEETINGS),
    ),
    Ledger(
        "theme-days",
        Activity,
        _match_meeting,
        _add(meeting_values),
        _change(meeting_values),
        meeting_row,
        _held("theme_day"),
    ),
    Ledger(
        "lectures",
        Activity,
        _match_lecture,
        _add(lecture_values),
        _change_lecture,
        lecture_row,
        _held("lecture"),
    ),
)
