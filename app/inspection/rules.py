"""What must hold of a round of 互查 and its rows, whatever door it came through; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.inspection.models import FINDINGS
from app.web import short_day

REQUIRED = {
    "inspected_on": "请填写检查日期",
    "inspecting_unit": "请填写检查单位",
    "inspected_unit": "请填写受检单位",
    "inspectors": "请填写检查人",
}


def problems(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field → words with the remedy, for the head of the sheet."""
    found = {field: words for field, words in REQUIRED.items() if not values.get(field)}
    day = values.get("inspected_on")
    if day and day > today:
        found["inspected_on"] = f"检查日期{short_day(day)}在今天之后，请在检查当天或之后登记"
    return found


def row_problems(row: Mapping[str, Any], inspected_on: date) -> dict[str, str]:
    """The same for one row."""
    found: dict[str, str] = {}
    if not row.get("item"):
        found["item"] = "请填写检查项目"
    if row.get("finding") not in FINDINGS:
        found["finding"] = "请选择检查情况"
    if row.get("finding") == "fails" and not row.get("problem"):
        found["problem"] = "不符合的，请写明发现的问题，它会成为受检支部的整改事项"
    due_on = row.get("due_on")
    if due_on and due_on < inspected_on:
        found["due_on"] = f"整改时限{short_day(due_on)}早于检查日期{short_day(inspected_on)}，请核对"
    return found


def side(own: Sequence[str], inspecting: str, inspected: str) -> bool | None:
    """Whether we inspect, by our own names; None when the two units do not tell."""
    for ours in (_equal, _within):
        first, second = ours(own, inspecting), ours(own, inspected)
        if first != second:
            return first
    return None


def _equal(own: Sequence[str], unit: str) -> bool:
    return unit in own


def _within(own: Sequence[str], unit: str) -> bool:
    """江岸区残联 on paper is 江岸区残联机关党支部 here."""
    return any(name and (unit in name or name in unit) for name in own)
