"""Theme days of a year: on their fixed day, or on the next day that is worked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activities.planning.fixed_day import Day, Fixed, fixed_day
from checklists.workdays import Workdays

WORKDAYS = Workdays.load()
FIRST_FRIDAY = Fixed(week=1, weekday=5)
any_fixed = st.one_of(
    st.builds(Fixed, week=st.integers(1, 5), weekday=st.integers(1, 7)), st.builds(Fixed, day=st.integers(1, 31))
)


def of_year(year: int, fixed: Fixed) -> list[Day]:
    return [fixed_day(year, month, fixed, WORKDAYS) for month in range(1, 13)]


def test_first_fridays_of_2025_move_over_the_holidays_and_nothing_else_moves() -> None:
    found = of_year(2025, FIRST_FRIDAY)
    assert {it.moved_from: it.day for it in found if it.moved_from} == {
        date(2025, 4, 4): date(2025, 4, 7),
        date(2025, 5, 2): date(2025, 5, 6),
        date(2025, 10, 3): date(2025, 10, 9),
    }
    assert all(it.day.isoweekday() == 5 for it in found if not it.moved_from)


def test_a_saturday_that_is_worked_is_a_working_day() -> None:
    assert fixed_day(2025, 2, Fixed(day=8), WORKDAYS) == Day(date(2025, 2, 8))


def test_a_move_of_more_than_a_week_is_said() -> None:
    day = fixed_day(2025, 10, Fixed(day=1), WORKDAYS)
    assert day == Day(date(2025, 10, 9), date(2025, 10, 1))
    assert day.reason == "10月1日不是工作日，顺延到10月9日星期四，超过一周"


def test_the_last_weekend_of_a_month_goes_back_since_each_month_has_its_own() -> None:
    day = fixed_day(2025, 8, Fixed(day=31), WORKDAYS)
    assert day == Day(date(2025, 8, 29), date(2025, 8, 31))
    assert "提前到8月29日星期五" in day.reason


@pytest.mark.parametrize(("fixed", "day"), [(Fixed(week=5, weekday=5), 28), (Fixed(day=31), 28)])
def test_a_day_that_the_month_lacks_is_its_last_one(fixed: Fixed, day: int) -> None:
    assert fixed_day(2025, 2, fixed, WORKDAYS).day == date(2025, 2, day)


@given(st.integers(2020, 2035), st.integers(1, 12), any_fixed)
def test_it_is_a_working_day_of_that_month_and_the_next_one_wherever_there_is_one(
    year: int, month: int, fixed: Fixed
) -> None:
    found = fixed_day(year, month, fixed, WORKDAYS)
    wanted = found.moved_from or found.day
    assert (found.day.year, found.day.month) == (year, month)
    assert WORKDAYS.is_workday(found.day)
    if found.day < wanted:  # then none was left in the month
        days = (wanted + timedelta(days=n) for n in range(31))
        assert not any(WORKDAYS.is_workday(day) for day in days if day.month == month)
    else:
        skipped = (wanted + timedelta(days=n) for n in range((found.day - wanted).days))
        assert not any(map(WORKDAYS.is_workday, skipped))


def test_words_name_the_day() -> None:
    assert (FIRST_FRIDAY.words, Fixed(day=12).words, Fixed().words) == ("每月第一个星期五", "每月12日", "")
    assert not Fixed(week=1)
