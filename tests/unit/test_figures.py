"""Figures: each is what its records say, in one unit, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from checklists.facts import Event
from checklists.figures import Figure, compute
from checklists.kinds import KINDS
from checklists.periods import Period
from checklists.report_definitions import figures
from checklists.units import Unit, UnitError
from tests.unit.seed_half_year import FIRST_HALF, ON, TWO_LISTS, event, half_year

PROMISED = [
    "member_meetings",
    "committee_meetings",
    "group_meetings",
    "lectures",
    "integrity_lectures",
    "secretary_lectures",
    "theme_days",
    "life_meetings",
    "appraisals",
    "first_topics",
    "study_sessions",
    "warning_education",
    "attendance_due",
    "attendance_present",
    "talks",
    "integrity_talks",
    "reminder_rounds",
    "reminders_delivered",
    "risk_points",
    "risk_points_reviewed",
    "issues_found",
    "issues_finished",
    "issues_closed",
    "integrity_issues_closed",
    "issues_on_time",
    "issues_open",
    "issues_overdue",
    "inspections",
    "pairings",
    "households_visited",
    "visits",
    "contacts",
    "commitments_made",
    "commitments_kept",
    "needs_raised",
    "needs_met",
    "persons_served",
    "services",
    "members",
    "hours_met",
    "volunteer_service",
    "dues_paid_members",
    "talks_coverage",
    "make_up_study",
    "members_admitted",
    "members_confirmed",
    "difficulties_solved",
    "policies_applied",
    "risk_points_new",
    "training_out",
    "training_in",
    "study_visits",
    "pioneer_posts",
    "responsibility_areas",
]
DAY = date(2025, 3, 5)


def figure(key: str, events: Iterable[Event], period: Period = FIRST_HALF, on: date = ON, **more: Any) -> Figure:
    return next(it for it in compute(events, period, on, **more) if it.key == key)


def test_the_figures_of_the_seed_come_out() -> None:
    values = {it.key: it.value for it in compute(half_year(), FIRST_HALF, ON)}
    told = {"committee_meetings": 6, "member_meetings": 3, "issues_closed": 18, "integrity_issues_closed": 12}
    told |= {"reminders_delivered": 40, "inspections": 6, "visits": 1040, "households_visited": 386}
    assert values | told == values


def test_every_promised_key_is_there_in_its_order() -> None:
    keys = [it.key for it in compute([], FIRST_HALF, ON)]
    assert [key for key in keys if key in PROMISED] == PROMISED
    assert set(keys) - set(PROMISED) == {"issues_managed"}


def test_a_room_that_exists_emits_what_a_figure_counts() -> None:
    counted = {kind for it in figures().definitions if not it.later for kind in it.kinds | it.standing}
    assert counted <= {*KINDS, "member"}  # a member is a standing rather than a thing that happened


def test_what_nobody_records_yet_is_unknown_and_never_zero() -> None:
    unknown = {it.key for it in compute([], FIRST_HALF, ON) if it.value is None}
    assert {it.key for it in figures().definitions if it.later} <= unknown
    assert figure("members", []).value is None
    assert figure("volunteer_service", []).basis == "尚无记录"
    assert figure("talks", []).value == 0


def test_only_the_period_up_to_the_day_counts() -> None:
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 15), date(2025, 6, 16), date(2025, 6, 30)]
    meetings = [event("committee_meeting", number, day) for number, day in enumerate(days)]
    assert figure("committee_meetings", meetings, on=date(2025, 6, 15)).value == 2
    assert figure("committee_meetings", meetings, on=date(2026, 1, 1)).value == 4


def test_a_closed_issue_that_was_reopened_is_not_counted_from_that_day() -> None:
    closed = [event("issue_closed", 1, DAY, until=date(2025, 6, 10))]
    assert figure("issues_closed", closed, on=date(2025, 6, 9)).value == 1
    assert figure("issues_closed", closed, on=date(2025, 6, 10)).value == 0


def test_what_stands_is_counted_on_the_closing_day() -> None:
    pairs = [
        event("pairing", number, date(2024, 1, 1), subjects=("household:1",), until=until)
        for number, until in enumerate((None, date(2025, 6, 30)))
    ]
    ended = event("pairing", 3, date(2024, 1, 1), subjects=("household:2",), until=date(2025, 6, 30))
    assert figure("pairings", [*pairs, ended]).value == 1
    assert figure("pairings", [*pairs, ended], on=date(2025, 6, 29)).value == 2
    ended_since = event("pairing", 4, date(2024, 1, 1), subjects=("household:3",), until=ON)
    assert figure("pairings", [ended_since]).value == 1


def test_two_members_helping_one_household_help_one_household() -> None:
    pairs = [event("pairing", number, DAY, subjects=("household:1",)) for number in (1, 2)]
    assert figure("pairings", pairs).value == 1


def test_amounts_of_different_units_are_never_added() -> None:
    with pytest.raises(UnitError):
        figure("talks", [event("talk", 1, DAY, unit=Unit.PERSON_TIMES), event("talk", 2, DAY, unit=Unit.PERSONS)])


def test_a_meeting_within_a_theme_day_counts_and_the_basis_says_so() -> None:
    found = figure("member_meetings", [event("theme_day", 7, DAY), event("member_meeting", 7, DAY)])
    assert found.value == 1
    assert found.basis.endswith("其中与主题党日同日开展1次")


def test_a_meeting_held_for_another_month_is_made_up_and_one_for_its_own_is_not() -> None:
    meetings = [event("committee_meeting", 1, DAY, belongs_to=202502)]
    meetings += [event("committee_meeting", 2, DAY, belongs_to=202503)]
    found = figure("committee_meetings", meetings)
    assert (found.value, found.breakdown) == (2, {"made_up": 1})


def test_lectures_of_one_gathering_each_count_and_its_studies_are_one() -> None:
    lectures = [event("lecture", 1, DAY, amount=2), event("lecture", 1, DAY, marks=("integrity",))]
    studies = [event("study", 2, DAY, amount=2), event("study", 2, DAY, marks=("integrity",))]
    assert figure("lectures", lectures).value == 3
    assert figure("study_sessions", studies).value == 1


def test_overlapping_lists_are_told_and_never_added() -> None:
    closed = [event("issue_closed", 1, DAY, marks=TWO_LISTS), event("issue_closed", 2, DAY, marks=TWO_LISTS[:1])]
    found = figure("issues_closed", closed)
    assert found.value == 2
    assert found.breakdown == {"支部问题清单": 1, "overlap": 1, "廉政风险隐患": 2}


def test_rounds_entered_by_hand_are_marked() -> None:
    sent = [event("reminder_delivered", 1, DAY, amount=10, unit=Unit.PERSON_TIMES, marks=("by_hand",))]
    sent += [event("reminder_delivered", 2, DAY, unit=Unit.PERSON_TIMES)]
    assert "其中人工登记10人次" in figure("reminders_delivered", sent).basis


def test_a_joint_meeting_is_two_branch_times_and_one_gathering() -> None:
    joint = [event("member_meeting", number, DAY, branch=number, gathering=9) for number in (1, 2)]
    own = event("member_meeting", 3, DAY, branch=1)
    found = figure("member_meetings", [*joint, own], several=True)
    assert (found.value, found.unit, found.breakdown) == (3, Unit.BRANCH_TIMES, {"gatherings": 2})


def test_a_superior_counts_a_household_once_whoever_visits() -> None:
    visits = [event("visit", number, DAY, branch=number, subjects=("household:1",)) for number in (1, 2)]
    assert figure("households_visited", visits, several=True).value == 1
