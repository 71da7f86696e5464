"""What must hold of a resolution; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.web import short_day


def problems(values: Mapping[str, Any], held_on: date, *, first_topic: bool) -> dict[str, str]:
    """Field → words with the remedy."""
    found: dict[str, str] = {}
    if not (values.get("text") or "").strip():
        found["text"] = "请填写议定的事项"
    due = values.get("due_on")
    if due is not None and due < held_on:
        found["due_on"] = f"办结时限{short_day(due)}早于会议日期{short_day(held_on)}，请核对"
    if values.get("is_measure") and not first_topic:
        found["is_measure"] = "这次会议没有第一议题，不能记为第一议题的贯彻措施"
    return found


def done_problems(done_on: date | None, held_on: date, today: date) -> dict[str, str]:
    if done_on is None:
        return {"done_on": "请填写办结日期"}
    if done_on < held_on:
        return {"done_on": f"办结日期{short_day(done_on)}早于会议日期{short_day(held_on)}，请核对"}
    if done_on > today:
        return {"done_on": f"{short_day(done_on)}还没有到，办结以后再登记"}
    return {}
