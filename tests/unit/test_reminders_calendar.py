"""The ends of months and years, leap days and the hour in China: each day is a day there (R5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from checklists.periods import between, of_code
from reminders.hours import Hours
from reminders.nouns import Stage
from reminders.stages import reached
from tests.contracts.fakes import WORKDAYS, issue, owed

HOURS = Hours()


@pytest.mark.parametrize(
    ("code", "last"),
    [(202601, 31), (202602, 28), (202402, 29), (202802, 29), (202604, 30), (202512, 31)],
)
def test_what_is_owed_monthly_is_owed_to_the_months_last_day(code: int, last: int) -> None:
    """From 31 January a month on is the end of February, not 3 March."""
    assert of_code(code).last == date(code // 100, code % 100, last)


def test_twelve_months_follow_each_other_without_a_gap_over_a_leap_day() -> None:
    months = between("month", date(2023, 12, 31), date(2024, 12, 31))
    assert len(months) == 13
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(months))


@pytest.mark.parametrize(
    ("due", "soon", "latest", "overdue"),
    [
        # 28 February 2026 is worked, in place of a day of Spring Festival; the 29th there is not.
        (date(2026, 2, 28), date(2026, 2, 14), date(2026, 2, 28), date(2026, 3, 2)),
        (date(2026, 1, 31), date(2026, 1, 23), date(2026, 1, 30), date(2026, 2, 2)),
        # New Year 2026 is off from 1 to 3 January; Sunday the 4th is worked.
        (date(2025, 12, 31), date(2025, 12, 24), date(2025, 12, 31), date(2026, 1, 4)),
    ],
)
def test_the_stages_of_a_months_last_days(due: date, soon: date, latest: date, overdue: date) -> None:
    duty = owed(due_on=due, latest_on=WORKDAYS.on_or_before(due), grace_until=due)
    stages = {step.stage: step.since for step in reached(duty, overdue + timedelta(days=30), WORKDAYS)}
    assert stages == {Stage.SOON: soon, Stage.DUE: latest, Stage.OVERDUE: overdue}


def test_an_issue_due_on_a_leap_day_counts_back_by_the_calendar() -> None:
    due = date(2028, 2, 29)
    stages = {step.stage: step.since for step in reached(issue(1, due, date(2028, 1, 1)), date(2028, 3, 9), WORKDAYS)}
    assert stages[Stage.TEN_DAYS] == date(2028, 2, 18)  # the 19th is a Saturday
    assert stages[Stage.THREE_DAYS] == date(2028, 2, 25)  # the 26th is one
    assert stages[Stage.OVERDUE] == date(2028, 3, 1)


def test_nine_in_china_is_one_in_greenwich_on_every_day() -> None:
    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(4 * 366)):
        assert HOURS.moment(day) == datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@pytest.mark.parametrize("year", [1986, 1988, 1991, 2025])
def test_a_day_is_chinas_from_its_first_minute_to_its_last(year: int) -> None:
    """From 1986 to 1991 summers there were an hour ahead."""
    for day in (date(year, 1, 1) + timedelta(days=n) for n in range(365)):
        first = datetime(day.year, day.month, day.day, 0, 30, tzinfo=HOURS.zone)
        last = first.replace(hour=23, minute=59)
        assert HOURS.day(first.astimezone(UTC)) == day == HOURS.day(last.astimezone(UTC))


def test_what_comes_up_on_new_years_eve_at_night_goes_in_the_morning_of_the_new_year() -> None:
    night = datetime(2025, 12, 31, 23, 59, tzinfo=HOURS.zone)
    assert HOURS.next_open(night) == datetime(2026, 1, 1, 8, 30, tzinfo=HOURS.zone)
