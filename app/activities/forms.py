"""The fields of the meeting page, and what copying last month takes along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.activities.models import KINDS, PRESENCES, Activity
from app.branches.queries import RosterRow
from app.fields import Fields, Typed, coded, field
from app.web import Form
from checklists.ledgers.form import Kind

FIELDS = Fields(
    coded("kinds", "会议类型", KINDS, many=True),
    field("title", "会议名称", required=True),
    field("held_on", "会议日期", Kind.DATE, required=True),
    field("starts_at", "开始时间"),
    field("ends_at", "结束时间"),
    field("place", "会议地点"),
    field("host", "主持人"),
    field("recorder", "记录人"),
    field("stated_due", "应到人数", Kind.INT),
    field("stated_present", "实到人数", Kind.INT),
    field("absences", "缺席人员及原因", Kind.MULTILINE),
    field("observers", "列席人员"),
    field("agenda", "会议议题", Kind.MULTILINE),
    field("content", "会议内容", Kind.MULTILINE),
    field("remarks", "发言要点", Kind.MULTILINE),
    field("vote", "表决情况", Kind.MULTILINE),
    field("resolution", "会议决议", Kind.MULTILINE),
    field("follow_up", "责任人及时限", Kind.MULTILINE),
    field("speaker", "主讲人或领学人"),
    field("hours", "学时", Kind.HOURS),
    field("note", "备注", Kind.MULTILINE),
)
COPIED = ["title", "starts_at", "ends_at", "place", "host", "recorder", "observers", "agenda", "stated_due"]
COPIED_WORDS = "名称、时间、地点、主持人、记录人、应到人数、列席人员和议题"


def split(values: dict[str, Any], old: Activity | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The page's values as (values, parts): the parts that were there keep what the page does not ask."""
    kinds, speaker, hours = values.pop("kinds"), values.pop("speaker"), values.pop("hours")
    known = {part.kind: part for part in old.parts} if old else {}
    parts: list[dict[str, Any]] = []
    for kind in kinds:
        part = known.get(kind)
        parts.append({"kind": kind, "topic": part.topic if part else values["title"] or ""})
    if parts:
        taught = next((part for part in parts if part["kind"] == "lecture"), parts[0])
        taught |= {"speaker": speaker or "", "tenth_hours": hours or 0}
    return values, parts


def shown(activity: Activity) -> Typed:
    """The form of a gathering as it stands."""
    kinds = [part.kind for part in activity.parts]
    taught = next((part for part in activity.parts if part.kind == "lecture"), activity.parts[0])
    extra = {"kinds": kinds, "speaker": taught.speaker, "hours": taught.tenth_hours or None}
    plain = {column.key: getattr(activity, column.key, None) for column in FIELDS.columns}
    return FIELDS.shown(plain | extra)


def copied(activity: Activity, day: date) -> Typed:
    """A new form filled from the last gathering of the kind: what stays the same month after month."""
    old = shown(activity)
    title = old.title.replace(f"{activity.held_on.month}月", f"{day.month}月")
    kept = {key: old.texts[key] for key in (*COPIED, "kinds")}
    return FIELDS.blank(**kept | {"title": title, "held_on": day.isoformat()})


@dataclass(frozen=True, slots=True)
class Called:
    """One person of the roll call as the page shows it."""

    id: int
    name: str
    post: str
    state: str
    reason: str


def roll(form: Form, people: tuple[RosterRow, ...]) -> dict[int, tuple[str, str]]:
    """person id → (presence, reason) of those who were marked; nobody is marked beforehand."""
    marks = {}
    for person in people:
        presence = form[f"attend-{person.person_id}"]
        if presence in PRESENCES:
            marks[person.person_id] = (presence, form[f"reason-{person.person_id}"])
    return marks


def called(activity: Activity, people: tuple[RosterRow, ...], form: Form) -> list[Called]:
    """The roll as typed just now, or as it was saved."""
    saved = {row.person_id: row for row in activity.roll}
    made = []
    for person in people:
        row, field = saved.get(person.person_id), f"attend-{person.person_id}"
        state = form[field] or (row.presence if row else "")
        reason = form[f"reason-{person.person_id}"] or (row.reason if row else "")
        made.append(Called(person.person_id, person.name, person.post_word, state, reason))
    return made
