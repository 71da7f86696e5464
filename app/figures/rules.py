"""What must hold of a quoted figure, and when a report quotes it; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.web import short_day
from checklists.periods import Period, PeriodError, cadence_of, of_code, parse

REQUIRED = {
    "title": "指标名称",
    "value": "数值",
    "unit": "单位",
    "basis": "统计口径",
    "period": "所属期间",
    "as_of": "截至日期",
    "department": "提供科室",
}
REMEDY = "可以写2025年、2025年上半年、2025年第二季度、2025年3月，或起止两天如2025-01-01..2025-06-15"
_YEAR = re.compile(r"(\d{4})年?(?:度|全年|度全年)?")
_HALF = re.compile(r"(\d{4})年?度?([上下])半年")
_QUARTER = re.compile(r"(\d{4})年?度?第?([一二三四1-4])季度")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月份?")
_MONTHS = re.compile(r"(\d{4})年(\d{1,2})月?(?:-|—|–|~|～|至|到)(\d{1,2})月份?")


def problems(values: Mapping[str, Any], today: date) -> dict[str, str]:
    found = {key: f"请填写{label}" for key, label in REQUIRED.items() if not values.get(key)}
    if values.get("period") and period_of(values["period"]) is None:
        found["period"] = f"所属期间“{values['period']}”认不出，{REMEDY}"
    if values.get("as_of") and values["as_of"] > today:
        found["as_of"] = f"截至日期{short_day(values['as_of'])}还没有到，请核对"
    return found


def period_of(text: str) -> Period | None:
    """The period as people write it: 2025H1, 2025年上半年, 2025年1—6月, or two days."""
    wanted = "".join(text.split())
    try:
        if named := _HALF.fullmatch(wanted):
            return of_code(int(named[1]) * 100 + (31 if named[2] == "上" else 32))
        if named := _QUARTER.fullmatch(wanted):
            number = "一二三四".find(named[2]) + 1 or int(named[2])
            return of_code(int(named[1]) * 100 + 20 + number)
        if named := _MONTHS.fullmatch(wanted):
            first, last = (of_code(int(named[1]) * 100 + int(month)) for month in named.groups()[1:])
            return parse(f"{first.first}..{last.last}")
        if named := _MONTH.fullmatch(wanted):
            return of_code(int(named[1]) * 100 + int(named[2])) if 1 <= int(named[2]) <= 12 else None
        if named := _YEAR.fullmatch(wanted):
            return of_code(int(named[1]) * 100)
        return parse(wanted)
    except PeriodError:
        return None


def written(period: Period) -> str:
    """The one spelling under which a period is kept: 2025, 2025H1, 2025Q2, 2025-03, or two days."""
    if period.code is None:
        return f"{period.first}..{period.last}"
    year, part = divmod(period.code, 100)
    cadence = cadence_of(period.code)
    ending = {"year": "", "half_year": f"H{part - 30}", "quarter": f"Q{part - 20}", "month": f"-{part:02}"}
    return f"{year}{ending[cadence]}"


def words(text: str) -> str:
    """The period as a report names it; a whole year is said to be whole."""
    period = period_of(text)
    if period is None:
        return text
    return f"{period.title}全年" if period.code is not None and period.code % 100 == 0 else period.title


def quoted_in(own: Period, as_of: date, period: Period, on: date) -> bool:
    """Whether a report of the period, made on the day, quotes a figure of that own period and as-of date.

    Its own period lies within the report's, or it was counted within it: a whole year's figure as
    of 30 June belongs in the half-year's report, and says so.
    """
    if as_of > on:
        return False
    within = period.first <= own.first and own.last <= period.last
    overlaps = own.first <= period.last and period.first <= own.last
    return within or (overlaps and period.contains(as_of))
