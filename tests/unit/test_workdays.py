"""Working days follow the official files; where there is none, nothing is invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from checklists.workdays import HolidayError, Workdays
from tests.unit.rules import WORKDAYS


def test_a_saturday_that_is_worked_counts_before_the_spring_festival() -> None:
    [spring] = [f for f in WORKDAYS.festivals(2026) if f.code == "spring"]
    assert spring.first == date(2026, 2, 15)
    assert WORKDAYS.is_workday(date(2026, 2, 14))
    assert WORKDAYS.add(spring.first, -3) == date(2026, 2, 12)


def test_the_last_working_day_before_a_holiday_is_found() -> None:
    assert WORKDAYS.on_or_before(date(2026, 2, 23)) == date(2026, 2, 14)
    assert WORKDAYS.on_or_before(date(2025, 5, 31)) == date(2025, 5, 30)


def test_adding_and_counting_agree() -> None:
    day = date(2025, 9, 25)
    for n in (-30, -1, 1, 5, 30):
        assert WORKDAYS.count(day, WORKDAYS.add(day, n)) == n
    assert WORKDAYS.add(day, 0) == day


def test_festivals_that_share_their_days_off_begin_on_one_day() -> None:
    first = {f.name: f.first for f in WORKDAYS.festivals(2025)}
    assert list(first) == ["元旦", "春节", "清明", "五一", "端午", "中秋", "国庆"]
    assert first["中秋"] == first["国庆"] == date(2025, 10, 1)
    assert first["元旦"] == date(2025, 1, 1)


def test_a_year_without_an_official_notice_is_provisional() -> None:
    assert not WORKDAYS.provisional(2025)
    assert not WORKDAYS.provisional(2026)
    assert WORKDAYS.provisional(2027)
    assert WORKDAYS.provisional(2031)


def test_a_provisional_year_holds_the_thirteen_statutory_days_and_no_other() -> None:
    days = [date.fromordinal(date(2027, 1, 1).toordinal() + n) for n in range(365)]
    off = [day for day in days if day.weekday() < 5 and not WORKDAYS.is_workday(day)]
    assert [f"{day:%m%d}" for day in off] == ["0101", "0205", "0208", "0405", "0609", "0915", "1001"]
    assert WORKDAYS.is_workday(date(2027, 5, 3))  # the day that a library invents
    assert len(WORKDAYS.festivals(2027)) == 7


def test_without_any_file_only_fixed_days_are_known() -> None:
    assert [f.code for f in WORKDAYS.festivals(2031)] == ["new_year", "labour", "national"]
    assert not WORKDAYS.is_workday(date(2031, 10, 1))


def test_a_later_folder_replaces_a_whole_year(tmp_path: Path) -> None:
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    (tmp_path / "2027.json").write_text(json.dumps({"year": 2027, "status": "official", "days": days}), "utf-8")
    found = Workdays.load(tmp_path)
    assert not found.provisional(2027)
    assert found.is_workday(date(2027, 4, 5))
    assert not found.is_workday(date(2026, 2, 16))


def test_a_broken_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "2028.json").write_text('{"year": 2028, "days": [{"name": "元旦"}]}', "utf-8")
    with pytest.raises(HolidayError, match=r"2028\.json.*isOffDay"):
        Workdays.load(tmp_path)
