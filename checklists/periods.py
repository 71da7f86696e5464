"""Periods as branches speak of them: months, quarters, half-years, years, or any range of days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

# How many months one period of a cadence has, and what its code's last two digits start from.
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_BASE = {"month": 0, "quarter": 20, "half_year": 30, "year": -1}
_QUARTERS = "一二三四"
_HALVES = "上下"
_NAMED = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|-(\d{1,2}))?", re.IGNORECASE)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


class PeriodError(ValueError):
    """The text or code names no period; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included. `code` is None for a range that has no name."""

    first: date
    last: date
    code: int | None = None

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def name(self) -> str:
        """The name within its year: 第二季度, 7月, 上半年; a year or a range has only its title."""
        part = (self.code or 0) % 100
        if 1 <= part <= 12:
            return f"{part}月"
        if 21 <= part <= 24:
            return f"第{_QUARTERS[part - 21]}季度"
        if part > 30:
            return f"{_HALVES[part - 31]}半年"
        return self.title

    @property
    def title(self) -> str:
        if self.code is None:
            year = "" if self.last.year == self.first.year else f"{self.last.year}年"
            start = f"{self.first.year}年{self.first.month}月{self.first.day}日"
            return f"{start}至{year}{self.last.month}月{self.last.day}日"
        return f"{self.first.year}年" + (self.name if self.code % 100 else "")


def parse(text: str) -> Period:
    """`2025`, `2025H1`, `2025Q2`, `2025-03` or `2026-01-01..2026-06-15`."""
    wanted = text.strip()
    try:
        if named := _NAMED.fullmatch(wanted):
            year, half, quarter, month = named.groups()
            part = 30 + int(half) if half else 20 + int(quarter) if quarter else int(month or 0)
            if month is None or 1 <= part <= 12:
                return of_code(int(year) * 100 + part)
        elif bounds := _RANGE.fullmatch(wanted):
            first, last = map(date.fromisoformat, bounds.groups())
            if first <= last:
                return _named(first, last)
    except ValueError:
        pass  # not a day or no such part: told below, in words
    raise PeriodError(
        f"“{text}”不是期间。可以写 2025、2025H1、2025Q2、2025-03，或者起止两天，如 2026-01-01..2026-06-15（先早后晚）。"
    )


@lru_cache(maxsize=512)
def of_code(code: int) -> Period:
    """year × 100 + 0 for the year, 1-12 months, 21-24 quarters, 31-32 halves (decisions.md 24)."""
    year, part = divmod(code, 100)
    cadence = cadence_of(code)
    return _nth(cadence, year, part - _BASE[cadence])


def cadence_of(code: int) -> str:
    """The cadence whose periods bear such a code."""
    year, part = divmod(code, 100)
    for cadence, base in _BASE.items():
        if 1 <= part - base <= 12 // _MONTHS[cadence] and MINYEAR <= year <= MAXYEAR:
            return cadence
    raise PeriodError(f"{code} 不是期间编码：应为年份×100，加 0（全年）、1—12（月）、21—24（季度）或 31—32（半年）。")


def containing(cadence: str, day: date) -> Period:
    """The period of a cadence in which the day lies: calendar periods, never “90 days”."""
    return _nth(cadence, day.year, (day.month - 1) // _MONTHS[cadence] + 1)


def between(cadence: str, first: date, last: date) -> list[Period]:
    """Every period of a cadence that shares a day with the range, earliest first."""
    found: list[Period] = []
    per_year = 12 // _MONTHS[cadence]
    for year in range(first.year, last.year + 1):
        for number in range(1, per_year + 1):
            period = _nth(cadence, year, number)
            if period.first <= last and period.last >= first:
                found.append(period)
    return found


def _nth(cadence: str, year: int, number: int) -> Period:
    months = _MONTHS[cadence]
    start, end = (number - 1) * months + 1, number * months
    code = year * 100 + number + _BASE[cadence]
    return Period(date(year, start, 1), date(year, end, monthrange(year, end)[1]), code)


def _named(first: date, last: date) -> Period:
    """A range that is a whole month, quarter, half or year is that period, with its name."""
    for cadence in _MONTHS:
        if (period := containing(cadence, first)).first == first and period.last == last:
            return period
    return Period(first, last)
