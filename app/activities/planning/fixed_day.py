"""The fixed day of theme days in a month, and where it goes when that day is not worked; pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from checklists.workdays import Workdays

WITHIN = timedelta(days=7)  # 顺延 is in principle done within a week (local practice)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fixed:
    """The n-th weekday of each month (`week`, `weekday`, 1 is Monday), or one day of the month (`day`)."""

    week: int | None = None
    weekday: int | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        return self.day is not None or (self.week is not None and self.weekday is not None)

    @property
    def words(self) -> str:
        """每月第一个星期五, 每月12日; empty where none is fixed."""
        if self.day is not None:
            return f"每月{self.day}日"
        if self.week is None or self.weekday is None:
            return ""
        return f"每月第{'一二三四五'[self.week - 1]}个星期{'一二三四五六日'[self.weekday - 1]}"


@dataclass(frozen=True, slots=True)
class Day:
    """The day of one month; `moved_from` is the fixed day where that one is not worked."""

    day: date
    moved_from: date | None = None

    @property
    def late(self) -> bool:
        """Whether the next working day lies more than a week after the fixed one."""
        return self.moved_from is not None and self.day - self.moved_from > WITHIN

    @property
    def reason(self) -> str:
        if self.moved_from is None:
            return ""
        fixed = f"{self.moved_from.month}月{self.moved_from.day}日不是工作日"
        to = f"{self.day.month}月{self.day.day}日星期{'一二三四五六日'[self.day.weekday()]}"
        if self.day < self.moved_from:
            return f"{fixed}，其后本月已没有工作日，提前到{to}"
        return f"{fixed}，顺延到{to}" + ("，超过一周" if self.late else "")


def fixed_day(year: int, month: int, fixed: Fixed, workdays: Workdays) -> Day:
    """顺延 is to the next working day (domain.md 1.2). It stays within the month, which owes its own theme day:
    where none is left, the last working day before it. A branch that keeps its weekday instead types it."""
    wanted = _wanted(year, month, fixed)
    day = wanted
    while day.month == month and not workdays.is_workday(day):
        day += _DAY
    if day.month != month:
        day = workdays.on_or_before(wanted)
    return Day(day, wanted if day != wanted else None)


def _wanted(year: int, month: int, fixed: Fixed) -> date:
    """The day by the calendar alone; a fifth Friday or a 31st that the month lacks is its last one."""
    last = monthrange(year, month)[1]
    if fixed.day is not None:
        return date(year, month, min(fixed.day, last))
    if fixed.week is None or fixed.weekday is None:
        raise ValueError("no day is fixed")
    first = date(year, month, 1)
    number = 1 + (fixed.weekday - first.isoweekday()) % 7 + 7 * (fixed.week - 1)
    return date(year, month, number if number <= last else number - 7)
