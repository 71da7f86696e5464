"""States of an obligation on a day (decisions.md 9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checklists.facts import Excuse, Exemption, State, Strength
from checklists.progress import lines
from tests.unit.rules import WORKDAYS, ask, branch, event, line


def test_due_on_is_the_last_day_and_latest_on_the_last_working_day() -> None:
    [may] = ask(branch(), "theme_day", "2025-05")  # its last day is a Saturday and begins 端午
    assert (may.due_on, may.latest_on, may.grace_until) == (date(2025, 5, 31), date(2025, 5, 30), date(2025, 6, 9))


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 5, 22), State.OPEN),
        (date(2025, 5, 23), State.SOON),  # five working days before 30 May
        (date(2025, 5, 31), State.SOON),
        (date(2025, 6, 1), State.GRACE),
        (date(2025, 6, 9), State.GRACE),  # five working days after, across the holiday
        (date(2025, 6, 10), State.OVERDUE),
    ],
)
def test_an_unmet_month_goes_from_open_to_overdue(on: date, state: State) -> None:
    assert line(branch(), "theme_day", "2025-05", on).state is state


def test_held_on_the_last_weekend_it_is_in_time() -> None:
    found = line(branch(), "theme_day", "2025-05", date(2025, 6, 3), event("theme_day", date(2025, 5, 31)))
    assert (found.state, found.done, found.on_time, found.made_up) == (State.MET, 1, 1, 0)


def test_what_happens_after_the_day_is_not_known_on_it() -> None:
    held = event("theme_day", date(2025, 5, 20))
    assert line(branch(), "theme_day", "2025-05", date(2025, 5, 19), held).state is State.OPEN
    assert line(branch(), "theme_day", "2025-05", date(2025, 5, 20), held).state is State.MET


def test_late_entry_of_a_meeting_held_in_time_is_in_time() -> None:
    held = event("theme_day", date(2025, 5, 20), recorded_on=date(2025, 7, 1))
    assert line(branch(), "theme_day", "2025-05", date(2025, 6, 30), held).on_time == 1


def test_a_record_not_yet_signed_counts() -> None:
    held = event("theme_day", date(2025, 5, 20), reviewed=False)
    assert line(branch(), "theme_day", "2025-05", date(2025, 6, 30), held).state is State.MET


def test_days_left_run_to_the_last_working_day_and_below_zero() -> None:
    assert line(branch(), "theme_day", "2025-05", date(2025, 5, 20)).days_left == 10
    assert line(branch(), "theme_day", "2025-05", date(2025, 6, 3)).days_left == -4


def test_a_missed_usual_duty_has_the_same_states_and_a_reason_changes_none() -> None:
    excused = branch(excuses=(Excuse("member_meeting", 202521, "全员抗洪"),))
    found = line(excused, "member_meeting", "2025Q1", date(2025, 7, 1))
    assert (found.state, found.obligation.strength) == (State.OVERDUE, Strength.USUAL)
    assert found.obligation.excused == "全员抗洪"
    assert line(excused, "member_meeting", "2025Q2", date(2025, 7, 1)).obligation.excused == ""


def test_an_exemption_holds_for_what_falls_due_in_it_to_its_last_day() -> None:
    exempt = branch(exemptions=(Exemption("theme_day", date(2025, 3, 10), date(2025, 5, 31), "整体借调"),))
    states = [
        line(exempt, "theme_day", month, date(2025, 9, 1)).state
        for month in ("2025-02", "2025-03", "2025-05", "2025-06")
    ]
    assert states == [State.OVERDUE, State.EXEMPT, State.EXEMPT, State.OVERDUE]
    assert line(exempt, "member_meeting", "2025Q1", date(2025, 9, 1)).state is State.OVERDUE


def test_a_duty_towards_nobody_does_not_apply() -> None:
    [hours] = ask(branch(1), "member_hours", "2025")
    [found] = lines([replace(hours, subjects={})], [], date(2026, 6, 1), WORKDAYS)
    assert (found.state, found.required) == (State.NOT_APPLICABLE, 0)


def test_done_in_spite_of_an_exemption_is_done() -> None:
    exempt = branch(exemptions=(Exemption("theme_day", date(2025, 3, 1), date(2025, 3, 31), "借调"),))
    held = event("theme_day", date(2025, 3, 5))
    assert line(exempt, "theme_day", "2025-03", date(2025, 4, 1), held).state is State.MET
