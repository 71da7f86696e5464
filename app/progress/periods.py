"""Which period a page speaks of."""

from __future__ import annotations

from datetime import date, timedelta

from app.errors import Refusal
from checklists.periods import Period, PeriodError, containing, parse

JUST_ENDED = timedelta(days=31)  # in July people write the report of the first half


def current_half(on: date) -> Period:
    """The half-year that people are reporting on."""
    return containing("half_year", on - JUST_ENDED)


def asked_period(text: str, on: date) -> Period:
    """PERIOD as typed, the current half-year when nothing was."""
    try:
        return parse(text) if text else current_half(on)
    except PeriodError as error:
        raise Refusal(
            "不是一个期间", "请写成 2025、2025H1、2025Q2、2025-03 或 2025-01-01..2025-06-15", place="期间", value=text
        ) from error


def asked_year(text: str, on: date) -> int:
    """A year as typed, this one when nothing was or it is none."""
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else on.year


def choices(on: date) -> list[tuple[str, str]]:
    """(PERIOD, title) of the periods a secretary reports on: this year and the last."""
    codes = [f"{year}{part}" for year in (on.year, on.year - 1) for part in ("H1", "H2", "", "Q1", "Q2", "Q3", "Q4")]
    return [(code, parse(code).title) for code in codes]
