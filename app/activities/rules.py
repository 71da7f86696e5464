"""What must hold of a gathering whatever door it came through; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.activities.models import KINDS

YEAR = re.compile(r"(20\d\d)年度")
FIRST_TOPIC = re.compile(r"第一议题[：:]?\s*([^；;\n]+)")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def problems(values: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the gathering may be kept."""
    found: dict[str, str] = {}
    if not values.get("title"):
        found["title"] = "请填写会议名称"
    if not values.get("held_on"):
        found["held_on"] = "请填写会议日期"
    if not parts or any(part.get("kind") not in KINDS for part in parts):
        found["kinds"] = "请选择会议类型"
    for key, label in (("starts_at", "开始时间"), ("ends_at", "结束时间")):
        if values.get(key) and not CLOCK.fullmatch(values[key]):
            found[key] = f"{label}“{values[key]}”认不出，请写成14:30"
    starts, ends = clock(values.get("starts_at")), clock(values.get("ends_at"))
    if starts and ends and ends <= starts:
        found.setdefault("ends_at", f"结束时间{ends}不晚于开始时间{starts}，请核对")
    found.update(_attendance(values))
    return found


def _attendance(values: Mapping[str, Any]) -> dict[str, str]:
    due, present = values.get("stated_due"), values.get("stated_present")
    if due is None or present is None:
        return {}
    if present > due:
        return {"stated_present": f"实到{present}人多于应到{due}人，请核对两个人数"}
    if present < due and not values.get("absences"):
        return {"absences": f"应到{due}人、实到{present}人，请填写缺席人员及原因"}
    return {}


def year_named(title: str, kinds: Sequence[str], held_on: date) -> int | None:
    """所属年度 as a period code, where a 组织生活会 or 民主评议 names another year than that of its day."""
    found = YEAR.search(title)
    if not found or not set(kinds) & {"life_meeting", "appraisal"} or int(found[1]) == held_on.year:
        return None
    return int(found[1]) * 100


def tells_it_took_place(values: Mapping[str, Any]) -> bool:
    """Whether somebody wrote down what only a meeting that took place has."""
    return any(values.get(key) for key in ("content", "resolution", "stated_present", "absences"))


def first_topic(agenda: str) -> dict[str, Any] | None:
    """The 第一议题 that an agenda names, as a part of its own; each 《…》 in it is one 篇."""
    found = FIRST_TOPIC.search(agenda)
    if not found:
        return None
    topic = found[1].strip()
    return {"kind": "first_topic", "topic": topic, "articles": max(1, topic.count("《"))}


def clock(text: str | None) -> str:
    """ "9:05" and "９：05" as "09:05"; empty when there is no time."""
    found = CLOCK.fullmatch(text or "")
    return f"{int(found[1]):02d}:{found[2]}" if found else ""
