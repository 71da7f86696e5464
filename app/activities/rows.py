"""A row of a form as the values acts take, and a gathering as a row of the export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from app.activities.models import KINDS, Activity, Part
from app.activities.states import due_and_present, main_part
from app.branches.models import Branch

CODES = {word: code for code, word in KINDS.items()}
SAME = [
    "title",
    "place",
    "host",
    "recorder",
    "absences",
    "agenda",
    "content",
    "remarks",
    "vote",
    "resolution",
    "follow_up",
    "attachments",
    "note",
]


def meeting_values(row: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(values, parts) of one row of 三会一课会议记录 or 主题党日活动记录, as acts take them."""
    started: datetime | None = row.get("started_at")
    values = {key: row[key] for key in SAME if row.get(key) is not None}
    values |= {
        "held_on": started.date() if started else None,
        "starts_at": _time(started),
        "ends_at": _time(row.get("ended_at")),
        "planned_on": row["planned_at"].date() if row.get("planned_at") else None,
        "stated_due": row.get("due"),
        "stated_present": row.get("present"),
        "stated_leave": row.get("on_leave"),
        "observers": "、".join(row.get("observers") or ()),
        "actions": "、".join(row.get("actions") or ()),
        "recorded_on": row["recorded_at"].date() if row.get("recorded_at") else None,
    }
    if row.get("highlights") and not values.get("content"):
        values["content"] = row["highlights"]
    return values, [{"kind": CODES.get(row["kind"], row["kind"]), "topic": row.get("theme") or ""}]


def lecture_values(row: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(values, parts) of one row of 党课登记."""
    values = {
        "title": row.get("title"),
        "held_on": row.get("held_on"),
        "place": row.get("place"),
        "host": row.get("lecturer"),
        "stated_due": row.get("due"),
        "stated_present": row.get("present"),
        "absences": row.get("absences"),
        "content": row.get("content"),
        "remarks": row.get("discussion"),
        "attachments": row.get("attachments"),
        "note": row.get("note"),
    }
    part = {
        "kind": "lecture",
        "topic": row.get("title") or "",
        "speaker": row.get("lecturer") or "",
        "speaker_post": row.get("lecturer_post") or "",
        "is_integrity": bool(row.get("integrity")),
        "tenth_hours": row.get("hours") or 0,
    }
    return {key: value for key, value in values.items() if value is not None}, [part]


def meeting_row(session: Session, activity: Activity) -> dict[str, Any]:
    """One row of the export; reading it again changes nothing."""
    due, present = due_and_present(activity)
    main = main_part(activity)
    return {key: getattr(activity, key) for key in SAME} | {
        "id": activity.id,
        "branch": session.get_one(Branch, activity.branch_id).name,
        "kind": KINDS[main.kind] if main else "",
        "theme": main.topic if main else "",
        "planned_at": _moment(activity.planned_on, ""),
        "started_at": _moment(activity.held_on, activity.starts_at),
        "ended_at": _moment(activity.held_on, activity.ends_at) if activity.ends_at else None,
        "due": due or None,
        "present": present if due else None,
        "on_leave": activity.stated_leave,
        "observers": tuple(activity.observers.split("、")) if activity.observers else (),
        "actions": tuple(activity.actions.split("、")) if activity.actions else (),
        "recorded_at": _moment(activity.recorded_on, ""),
    }


def lecture_row(session: Session, activity: Activity) -> dict[str, Any]:
    due, present = due_and_present(activity)
    # A theme day of that title is matched before it has the lecture as a part (decisions.md 38).
    part = next((part for part in activity.parts if part.kind == "lecture"), Part())
    alone = all(part.kind == "lecture" for part in activity.parts)
    return {
        "id": activity.id,
        "branch": session.get_one(Branch, activity.branch_id).name,
        "title": part.topic or activity.title,
        "held_on": activity.held_on,
        "place": activity.place,
        "lecturer": part.speaker,
        "lecturer_post": part.speaker_post,
        "integrity": part.is_integrity,
        "hours": part.tenth_hours or None,
        "due": due or None,
        "present": present if due else None,
        "absences": activity.absences,
        "content": activity.content if alone else part.minutes,
        "discussion": activity.remarks,
        "attachments": activity.attachments,
        "note": activity.note,
    }


def _time(moment: datetime | None) -> str:
    """The time of day where one was written; midnight means none was."""
    return f"{moment:%H:%M}" if moment and moment.time() != time() else ""


def _moment(day: Any, clock: str) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, time.fromisoformat(clock) if clock else time())
