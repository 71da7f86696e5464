"""What must hold of a risk point and of its reassessment; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.integrity.models import LEVELS, RISK_KINDS
from app.web import short_day

Values = Mapping[str, Any]
REQUIRED = {
    "department": "单位/科室",
    "kind": "风险类别",
    "point": "风险点",
    "manifestation": "表现形式",
    "level": "风险等级",
    "measures": "防控措施",
    "owner": "直接责任人",
    "since": "排查日期",
}
# Counties write 高/中/低 or 一/二/三级; 一级 is the highest, and said so wherever a grade is shown.
LEVEL_WORDS = {"high": "高（一级）", "middle": "中（二级）", "low": "低（三级）"}
GONE, ADJUSTED = "gone", "adjusted"


def problems(values: Values, today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the risk point may be kept."""
    found = {key: f"请填写{label}" for key, label in REQUIRED.items() if not values.get(key)}
    if values.get("kind") and values["kind"] not in RISK_KINDS:
        found["kind"] = f"风险类别“{values['kind']}”不认识，可选：{'、'.join(RISK_KINDS.values())}"
    if values.get("level") and values["level"] not in LEVELS:
        found["level"] = f"风险等级“{values['level']}”不认识，可选：{'、'.join(LEVEL_WORDS.values())}"
    if values.get("since") and values["since"] > today:
        found["since"] = f"排查日期{short_day(values['since'])}还没有到，请核对"
    year = values.get("year")
    if year is not None and not 2000 <= year <= today.year + 1:
        found["year"] = f"排查年度{year}不对，请写成{today.year}这样的四位年份"
    return found


def reassessment_problems(
    values: Values, since: date, until: date | None, measures: str, today: date
) -> dict[str, str]:
    """`measures` are those that stand now; a change of measures says what they are to be."""
    found: dict[str, str] = {}
    day = values.get("reviewed_on")
    if until is not None:
        found["conclusion"] = f"这个风险点{short_day(until)}已消除，不再复核"
    elif not values.get("conclusion"):
        found["conclusion"] = "请选择复核结论"
    if not day:
        found["reviewed_on"] = "请填写复核日期"
    elif day > today:
        found["reviewed_on"] = f"复核日期{short_day(day)}还没有到，复核以后再记"
    elif day < since:
        found["reviewed_on"] = f"复核日期早于排查日期{short_day(since)}，请核对"
    if values.get("conclusion") == ADJUSTED and "measures" in values:
        wanted = values["measures"] or ""
        if not wanted:
            found["measures"] = "请写明调整后的防控措施"
        elif wanted.split() == measures.split():
            found["measures"] = "防控措施没有变化，请写明调整后的措施，或改选“仍存在”"
    return found


def since_of(row: Values, today: date) -> date:
    """From when a risk point of a sheet has been in force: its publication or the year it was surveyed in.

    A table that says neither was surveyed by the day of its first review at the latest.
    """
    year = row.get("year")
    surveyed = date(year, 1, 1) if isinstance(year, int) and 2000 <= year <= today.year else None
    days = [day for day in (row.get("published_on") or surveyed, row.get("reviewed_on")) if day]
    return min([*days, today])
