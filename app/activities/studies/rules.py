"""What must hold of a 补学; pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.web import short_day

HOW = {"self": "自学", "brought": "送学上门", "session": "参加另一场"}


def problems(
    people: Collection[int], missed: Collection[int], how: str, studied_on: date | None, held_on: date, today: date
) -> dict[str, str]:
    """Field → words with the remedy. Another session may have been before this one."""
    found: dict[str, str] = {}
    if not people:
        found["people"] = "请选择补学的人"
    elif not set(people) <= set(missed):
        found["people"] = "只有请假、缺席的人补学，请核对到会名单"
    if how not in HOW:
        found["how"] = "请选择补学的方式"
    if studied_on is None:
        found["studied_on"] = "请填写补学日期"
    elif studied_on > today:
        found["studied_on"] = f"{short_day(studied_on)}还没有到，补学以后再登记"
    elif studied_on < held_on and how != "session":
        found["studied_on"] = f"补学日期早于会议日期{short_day(held_on)}，请核对"
    return found
