"""What must hold of a talk whatever door it came through, and what is not written down here; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from app.talks.models import INTEGRITY_KINDS, KINDS, RELATIONS
from app.web import short_day
from app.wording import CASE_REMEDY, case_word

# What each kind of talk keeps, sealed. Of a 提醒谈话 only that it took place (practice.md, Counting).
CONTENTS: dict[str, tuple[str, ...]] = {
    "heart": ("place", "reason", "content", "difficulties", "suggestions", "follow_up", "note"),
    "integrity": (
        "place",
        "political_status",
        "reason",
        "outline",
        "content",
        "response",
        "demands",
        "demands_due",
        "recorder",
        "note",
    ),
    "reminder": (),
}
EVERYTHING = tuple(dict.fromkeys(key for keys in CONTENTS.values() for key in keys))


def problems(kind: str, values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the talk may be kept."""
    found: dict[str, str] = {}
    if kind not in KINDS:
        return {"kind": "请选择谈话的种类"}
    if not values.get("talked_on"):
        found["talked_on"] = "请填写谈话时间"
    elif values["talked_on"] > today:
        found["talked_on"] = f"{short_day(values['talked_on'])}还没有到，谈过以后再记"
    if kind == "integrity" and values.get("integrity_kind") not in INTEGRITY_KINDS:
        found["integrity_kind"] = "请选择是例行廉政谈话还是任前廉政谈话"
    if values.get("relation") and values["relation"] not in RELATIONS:
        found["relation"] = f"谈话关系“{values['relation']}”不认识，可选：{'、'.join(RELATIONS.values())}"
    found |= _sides(values)
    return found | _contents(kind, values)


def _sides(values: Mapping[str, Any]) -> dict[str, str]:
    talkers, counterparts = values.get("talkers") or (), values.get("counterparts") or ()
    found: dict[str, str] = {}
    if not talkers:
        found["talkers"] = "请填写谈话人"
    if not counterparts:
        found["counterparts"] = "请填写谈话对象"
    elif both := [name for name in counterparts if name in talkers]:
        found["counterparts"] = f"{'、'.join(both)}既是谈话人又是谈话对象，请核对"
    return found


def _contents(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in (*EVERYTHING, "follow_up_by", "talker_post", "counterpart_post", "counterpart_unit"):
        text = values.get(key)
        if not isinstance(text, str) or not text:
            continue
        if word := case_word(text):
            found[key] = f"这里提到“{word}”。{CASE_REMEDY}"
        elif kind == "reminder" and key in EVERYTHING:
            found[key] = "提醒谈话只登记谈过，不记内容，请清空这一项"
    return found


def relation(talkers: Collection[int | None], counterparts: Collection[int | None], committee: Collection[int]) -> str:
    """The relation as the posts of that day show it; empty when somebody is not of the branch."""
    if None in talkers or None in counterparts:
        return ""
    talking = [person in committee for person in talkers]
    heard = [person in committee for person in counterparts]
    if all(talking) and all(heard):
        return "committee_pair"
    return "committee_member" if any(talking) or any(heard) else "members"
