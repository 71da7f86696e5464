"""Periods are read, named and cut as branches do it."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.periods import Period, PeriodError, between, containing, of_code, parse


@pytest.mark.parametrize(
    ("text", "first", "last", "code", "title"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), 202500, "2025年"),
        ("2025H1", date(2025, 1, 1), date(2025, 6, 30), 202531, "2025年上半年"),
        ("2025h2", date(2025, 7, 1), date(2025, 12, 31), 202532, "2025年下半年"),
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30), 202522, "2025年第二季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 202402, "2024年2月"),
        ("2026-01-01..2026-06-15", date(2026, 1, 1), date(2026, 6, 15), None, "2026年1月1日至6月15日"),
        ("2025-12-01..2026-01-15", date(2025, 12, 1), date(2026, 1, 15), None, "2025年12月1日至2026年1月15日"),
    ],
)
def test_a_period_is_written_in_five_ways(text: str, first: date, last: date, code: int | None, title: str) -> None:
    period = parse(text)
    assert period == Period(first, last, code)
    assert period.title == title


def test_a_range_that_is_a_named_period_is_that_period() -> None:
    assert parse("2025-01-01..2025-06-30") == parse("2025H1")
    assert parse("2025-02-01..2025-02-28") == parse("2025-02")


@pytest.mark.parametrize("text", ["", "2025H3", "2025Q5", "2025-13", "2025-00", "2025-21", "今年", "0000", "202503"])
def test_what_is_no_period_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(PeriodError, match="可以写 2025、2025H1"):
        parse(text)


@pytest.mark.parametrize("text", ["2026-02-30..2026-03-01", "2026-06-15..2026-01-01"])
def test_a_range_needs_two_real_days_in_order(text: str) -> None:
    with pytest.raises(PeriodError, match="先早后晚"):
        parse(text)


def test_a_code_gives_its_period_back() -> None:
    for text in ("2025", "2025H2", "2025Q4", "2025-12"):
        code = parse(text).code
        assert code is not None
        assert of_code(code) == parse(text)
    for wrong in (202513, 202525, 202533, 202520, 99):
        with pytest.raises(PeriodError):
            of_code(wrong)


def test_the_period_of_a_day_is_the_calendars() -> None:
    day = date(2025, 7, 1)
    found = [containing(cadence, day).title for cadence in ("month", "quarter", "half_year", "year")]
    assert found == ["2025年7月", "2025年第三季度", "2025年下半年", "2025年"]


def test_between_gives_every_period_that_shares_a_day() -> None:
    found = between("quarter", date(2024, 12, 31), date(2025, 4, 1))
    assert [period.code for period in found] == [202424, 202521, 202522]


def test_within_its_year_a_period_has_a_short_name() -> None:
    assert [parse(text).name for text in ("2025-07", "2025Q1", "2025H2")] == ["7月", "第一季度", "下半年"]
