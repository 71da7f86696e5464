"""Working days and festivals, from one file a year as the State Council's notice gives them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

PACKAGED = Path(__file__).parent / "holidays"
_DAY = timedelta(days=1)
# As the files name them, our code, and the name branches use.
_FESTIVALS = (
    ("元旦", "new_year", "元旦"),
    ("春节", "spring", "春节"),
    ("清明", "qingming", "清明"),
    ("劳动节", "labour", "五一"),
    ("端午", "dragon_boat", "端午"),
    ("中秋", "mid_autumn", "中秋"),
    ("国庆", "national", "国庆"),
)
FESTIVAL_CODES = tuple(code for _, code, _ in _FESTIVALS)
# Statutory days with a fixed date: all that is known of a year without a file.
_FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {(10, n): "国庆节" for n in (1, 2, 3)}


class HolidayError(ValueError):
    """A holiday file cannot be read; the message names the file, the place and the remedy."""


class Festival(NamedTuple):
    """A festival of a year; `first` is the day on which its days off begin."""

    name: str
    first: date
    code: str


@dataclass(frozen=True, slots=True)
class _Year:
    official: bool
    days: Mapping[date, tuple[str, bool]]  # the festival's name in the notice, and whether it is off


class Workdays:
    """Which days are worked. A year without an official file is provisional and says so."""

    def __init__(self, years: Mapping[int, _Year]) -> None:
        self._years = dict(years)
        self._days: dict[date, tuple[str, bool]] = {}
        for year in sorted(years):
            self._days.update(years[year].days)

    @classmethod
    def load(cls, *folders: Path) -> Workdays:
        """The packaged years, then each folder's; a later folder replaces a whole year."""
        years: dict[int, _Year] = {}
        for folder in (PACKAGED, *folders):
            for path in sorted(folder.glob("*.json")):
                number, year = _read(path)
                years[number] = year
        return cls(years)

    def provisional(self, year: int) -> bool:
        return year not in self._years or not self._years[year].official

    def is_workday(self, day: date) -> bool:
        if day in self._days:
            return not self._days[day][1]
        if day.year not in self._years and (day.month, day.day) in _FIXED:
            return False
        return day.weekday() < 5

    def add(self, day: date, n: int) -> date:
        """The n-th working day after the day, or before it when n is negative."""
        step = _DAY if n > 0 else -_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def on_or_before(self, day: date) -> date:
        while not self.is_workday(day):
            day -= _DAY
        return day

    def count(self, a: date, b: date) -> int:
        """Working days after a up to and including b; negative when b is before a."""
        if b < a:
            return -self.count(b, a)
        return sum(self.is_workday(a + n * _DAY) for n in range(1, (b - a).days + 1))

    def festivals(self, year: int) -> tuple[Festival, ...]:
        """The festivals whose days are known; two that share their days off begin on one day."""
        found = []
        for word, code, name in _FESTIVALS:
            off = [day for day, label in self._off(year) if word in label]
            if off:
                found.append(Festival(name, min(off), code))
        return tuple(found)

    def _off(self, year: int) -> list[tuple[date, str]]:
        if year not in self._years:
            return [(date(year, *month_day), name) for month_day, name in _FIXED.items()]
        return [(day, name) for day, (name, off) in self._years[year].days.items() if off]


def _read(path: Path) -> tuple[int, _Year]:
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        days = {date.fromisoformat(row["date"]): (str(row["name"]), row["isOffDay"] is True) for row in data["days"]}
        year = int(data["year"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HolidayError(
            f"节假日文件 {path.name} 读不懂（{error}）。应有 year 和 days，"
            "days 的每一项写 name、date（如 2026-01-01）、isOffDay（true 或 false）。"
        ) from error
    return year, _Year(data.get("status") == "official", days)
