"""Days, months and moments as people write them in a sheet."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from checklists.ledgers.errors import CellProblem
from checklists.ledgers.fold import half_width
from checklists.ledgers.sheets import Cell, shown

YEARS = range(1900, 2101)
SERIALS = range(7_000, 73_051)  # Excel's day numbers from 1919 to 2100
EPOCH = date(1899, 12, 30)
EXAMPLE = "2025-05-31"

_WEEKDAY = re.compile(r"\(?(星期|周|礼拜)[一二三四五六日天]\)?")
_BEFORE = re.compile(r"(之前|以前|前|止)$")
_DAY = re.compile(
    r"(?P<y>\d{4})\s*[-./年]\s*(?P<m>\d{1,2})\s*[-./月]\s*(?P<d>\d{1,2})(?:\s*[日号]|(?!\d))"
    r"|(?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)(?!\d)"
    r"|(?P<m3>\d{1,2})\s*[-./月]\s*(?P<d3>\d{1,2})(?:\s*[日号]|(?![\d./月]))"
    r"|((?P<y4>\d{4})\s*年)?\s*(?P<m4>\d{1,2})\s*月(?P<end>底|末)"
)
_MONTH = re.compile(r"(?P<y>\d{4})\s*[-./年]\s*(?P<m>\d{1,2})\s*月?$|(?P<y2>\d{4})(?P<m2>\d\d)$")
_TIME = re.compile(
    r"(?P<half>上午|早上|早晨|中午|下午|晚上|晚|AM|PM)?\s*(?P<h>\d{1,2})\s*[:时点]\s*"
    r"((?P<m>\d{1,2})\s*分?|(?P<thirty>半))?(:\d{1,2}(\.\d+)?)?",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(-+|[—–~至到]+)\s*")
_REST = re.compile(rf"{_TIME.pattern}|{_UNTIL.pattern}|上午|下午|晚上|全天", re.IGNORECASE)
_SERIAL = re.compile(r"\d{4,5}(\.\d+)?")


def day(cell: Cell, year: int | None, *, month_ok: bool = False) -> date:
    """A day; a time beside it is left out."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = _text(cell)
    if month_ok and (found := _MONTH.match(text)):
        return _month_of(found)
    return _day_in(text, year)[0]


def month(cell: Cell, year: int | None) -> date:
    """A month as its first day; a day beside it is left out."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1)
    text = _text(cell)
    if found := _MONTH.match(text):
        return _month_of(found)
    return _day_in(text, year)[0].replace(day=1)


def moment(cell: Cell, year: int | None) -> datetime | time:
    """A day with its time; 00:00 where none is written; only the time where no day is."""
    if isinstance(cell, datetime | time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    text = _text(cell)
    if found := _TIME.match(text):
        return _time_of(found)
    on, rest = _day_in(text, year)
    found = _TIME.match(rest)
    return datetime.combine(on, _time_of(found) if found else time())


def until(cell: Cell) -> time | None:
    """The end of a span written in one cell: 5月6日14:30-16:00 → 16:00."""
    text = _text(cell) if isinstance(cell, str) else ""
    start = _TIME.search(text)
    if start and (dash := _UNTIL.match(text, start.end())) and (end := _TIME.match(text, dash.end())):
        return _time_of(end)
    return None


def _text(cell: Cell) -> str:
    """The cell without weekday and 前; a number that hides a zero (5.1 or 5.10?) is refused."""
    text = " ".join(half_width(shown(cell)).split())
    if isinstance(cell, float) and re.fullmatch(r"(\d{1,2}|\d{4})\.[123]", text):
        raise CellProblem("是数字，分不清末尾有没有0（如5.1和5.10）", f"请写成{EXAMPLE}")
    return _BEFORE.sub("", _WEEKDAY.sub("", text).strip()).strip()


def _day_in(text: str, year: int | None) -> tuple[date, str]:
    """The day at the start of the text, and what follows it."""
    if _SERIAL.fullmatch(text) and int(float(text)) in SERIALS:
        moment = datetime.combine(EPOCH, time()) + timedelta(minutes=round(float(text) * 1440))
        return moment.date(), moment.strftime("%H:%M") if moment.time() != time() else ""
    if not (found := _DAY.match(text)):
        raise CellProblem("认不出", f"请写成{EXAMPLE}")
    part = found.groupdict()
    written = part["y"] or part["y2"] or part["y4"]
    months = part["m"] or part["m2"] or part["m3"] or part["m4"]
    if not written and year is None:
        raise CellProblem("没有写年份", f"请写成{EXAMPLE}这样的完整日期，或在导入时选定年份")
    first = _date(int(written or year or 0), int(months), 1)
    rest = text[found.end() :].strip(" T,")
    if rest and not _REST.match(rest):
        raise CellProblem("认不出", f"请写成{EXAMPLE}")
    if part["end"]:
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), rest
    return _date(first.year, first.month, int(part["d"] or part["d2"] or part["d3"])), rest


def _month_of(found: re.Match[str]) -> date:
    return _date(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]), 1)


def _date(year: int, month: int, day: int) -> date:
    if year in YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    raise CellProblem("没有这一天", f"请核对后写成{EXAMPLE}")


def _time_of(found: re.Match[str]) -> time:
    hour, minute = int(found["h"]), 30 if found["thirty"] else int(found["m"] or 0)
    if found["half"] and found["half"].lower() in ("下午", "晚上", "晚", "pm") and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise CellProblem("没有这个时间", f"请写成{EXAMPLE} 14:30")
    return time(hour, minute)
