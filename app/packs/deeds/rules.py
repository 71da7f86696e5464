"""What must hold of a deed, and which periods it may make up for; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from app.web import short_day
from checklists.items import CALENDAR, Item
from checklists.periods import Period, between, of_code

Values = Mapping[str, Any]


def problems(values: Values, item: Item | None, people: Collection[int], today: date) -> dict[str, str]:
    """`people` are those of the branch; an item whom every member must do asks who did it."""
    found: dict[str, str] = {}
    if item is None:
        found["item"] = "请选择办的是哪一项"
    done_on = values.get("done_on")
    if not done_on:
        found["done_on"] = "请填写办理的日期"
    elif done_on > today:
        found["done_on"] = f"{short_day(done_on)}还没有到，办完再记"
    if not values.get("text"):
        found["text"] = "请写明办了什么"
    chosen = set(values.get("people") or ())
    if chosen - set(people):
        found["people"] = "有人不在本支部，请重新选择"
    elif item is not None and item.each != "branch" and not chosen:
        found["people"] = f"“{item.title}”要逐人完成，请选出这次是谁办的"
    period = values.get("belongs_to")
    if period is not None and item is not None and period not in _codes(item, done_on or today):
        found["belongs_to"] = "只能补办以前的一期，请重新选择"
    return found


def makeable(item: Item, day: date) -> tuple[Period, ...]:
    """The item's periods that ended before the day, back to the start of last year, the latest first."""
    if item.cadence not in CALENDAR:
        return ()
    periods = between(item.cadence, date(day.year - 1, 1, 1), day)
    return tuple(period for period in reversed(list(periods)) if period.last < day)


def _codes(item: Item, day: date) -> set[int | None]:
    return {period.code for period in makeable(item, day)}


def period_words(code: int | None) -> str:
    return of_code(code).title if code is not None else ""
