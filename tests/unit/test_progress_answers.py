"""Which event answers which period (decisions.md 2, 10, 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checklists.facts import State
from checklists.progress import lines, tally
from checklists.units import Unit, UnitError
from tests.unit.rules import WORKDAYS, adopting, ask, branch, event, line, people

JULY = date(2025, 7, 1)


def test_a_meeting_made_up_answers_the_month_it_names_and_no_other() -> None:
    made_up = event("theme_day", date(2025, 4, 3), belongs_to=202503)
    march = line(branch(), "theme_day", "2025-03", JULY, made_up)
    assert (march.state, march.done, march.on_time, march.made_up) == (State.MET, 1, 0, 1)
    assert line(branch(), "theme_day", "2025-04", JULY, made_up).done == 0


def test_without_a_name_a_late_meeting_answers_only_its_own_month() -> None:
    late = event("theme_day", date(2025, 4, 3))  # within the grace of March
    assert line(branch(), "theme_day", "2025-03", JULY, late).state is State.OVERDUE
    assert line(branch(), "theme_day", "2025-04", JULY, late).on_time == 1


def test_naming_the_period_of_its_own_day_changes_nothing() -> None:
    held = event("theme_day", date(2025, 3, 20), belongs_to=202503)
    found = line(branch(), "theme_day", "2025-03", JULY, held)
    assert (found.on_time, found.made_up) == (1, 0)


def test_a_named_month_names_the_quarter_around_it() -> None:
    made_up = event("member_meeting", date(2025, 4, 3), belongs_to=202503)
    assert line(branch(), "member_meeting", "2025Q1", JULY, made_up).made_up == 1
    assert line(branch(), "member_meeting", "2025Q2", JULY, made_up).done == 0
    within = event("member_meeting", date(2025, 5, 3), belongs_to=202504)
    assert line(branch(), "member_meeting", "2025Q2", JULY, within).on_time == 1


def test_a_named_year_says_nothing_of_months() -> None:
    held = event("committee_meeting", date(2025, 2, 20), belongs_to=202400)
    assert line(branch(), "committee_meeting", "2025-02", JULY, held).on_time == 1


def test_two_in_one_month_are_both_shown() -> None:
    held = [event("theme_day", date(2025, 3, 5), 1), event("theme_day", date(2025, 3, 25), 2)]
    found = line(branch(), "theme_day", "2025-03", JULY, *held)
    assert (found.required, found.done) == (1, 2)
    assert [record.id for record in found.records] == [1, 2]


def test_one_record_given_twice_counts_once() -> None:
    held = event("theme_day", date(2025, 3, 5))
    found = line(branch(), "theme_day", "2025-03", JULY, held, held)
    assert (found.done, len(found.records)) == (1, 1)


def test_another_branch_answers_nothing() -> None:
    [march] = ask(branch(), "theme_day", "2025-03")
    other = replace(event("theme_day", date(2025, 3, 5)), branch=2)
    assert lines([march], [other], JULY, WORKDAYS)[0].done == 0
    assert not tally(march, [other]).records


def test_only_a_lecture_marked_so_is_an_integrity_lecture() -> None:
    profile = branch(adoptions=adopting("five_ones"))
    plain = event("lecture", date(2025, 3, 5))
    assert line(profile, "one_integrity_lecture", "2025H1", JULY, plain).done == 0
    marked = replace(plain, marks=frozenset({"integrity", "by_secretary"}))
    assert line(profile, "one_integrity_lecture", "2025H1", JULY, marked).done == 1


def test_both_sides_of_one_round_of_inspection_are_one_round() -> None:
    profile = branch(adoptions=adopting("inspection"))
    round_ = ("partner:南山区残联|2025-03",)
    sides = [event("inspection", date(2025, 3, day), day, subjects=round_) for day in (5, 6)]
    assert line(profile, "inspection", "2025-03", JULY, *sides).done == 1
    made_up = event("inspection", date(2025, 4, 2), 9, subjects=round_, belongs_to=202503)
    found = line(profile, "inspection", "2025-03", JULY, *sides, made_up)
    assert (found.done, found.on_time, found.made_up) == (1, 1, 0)


def test_hours_of_different_units_are_not_added() -> None:
    profile = branch(1)
    hours = [
        event("hours", date(2025, 3, 5), one, subjects=("person:1",), unit=unit)
        for one, unit in ((1, Unit.TENTH_HOURS), (2, Unit.TIMES))
    ]
    with pytest.raises(UnitError):
        line(profile, "member_hours", "2025", JULY, *hours)


def test_a_condition_is_asked_on_the_periods_first_day() -> None:
    grown = branch(6, *people("full_member", 7, 8, since=date(2025, 3, 2)))
    assert not ask(grown, "committee_meeting", "2025-03")
    assert ask(grown, "committee_meeting", "2025-04")
