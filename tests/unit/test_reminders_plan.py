"""Who is told what by the end of a day: stages and people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checklists.facts import Line, State, Strength
from reminders.nouns import Notice, Recipient, Stage
from reminders.plan import history, plan
from tests.contracts.fakes import WORKDAYS, issue, line, owed, person

SECRETARY, DISCIPLINE, MEMBER = person(1, "secretary"), person(2, "discipline"), person(3)
TEAM = (SECRETARY, DISCIPLINE, MEMBER)


def told(day: str, *lines: Line, people: tuple[Recipient, ...] = TEAM) -> list[tuple[int, str]]:
    notices = plan(lines, people, (), date.fromisoformat(day), WORKDAYS)
    return sorted((notice.person, notice.stage.value) for notice in notices)


def only(day: str, *lines: Line) -> Notice:
    (notice,) = plan(lines, TEAM, (), date.fromisoformat(day), WORKDAYS)
    return notice


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2026-03-23", ""),
        ("2026-03-24", "soon"),  # five working days before 31 March
        ("2026-03-28", "soon"),  # a Saturday changes nothing
        ("2026-03-31", "due"),
        ("2026-04-03", "due"),  # within grace
        ("2026-04-06", "due"),  # grace is over, but it is a day off
        ("2026-04-07", "overdue"),
        ("2026-06-30", "overdue"),
    ],
)
def test_a_duty_is_at_the_last_stage_it_has_reached(day: str, stage: str) -> None:
    assert told(day, line(owed())) == ([(1, stage)] if stage else [])


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2026-04-09", ""),
        ("2026-04-10", "ten_days"),
        ("2026-04-16", "ten_days"),
        ("2026-04-17", "three_days"),
        ("2026-04-20", "three_days"),
        ("2026-04-21", "overdue"),
    ],
)
def test_a_rectification_issue_is_told_ten_days_and_three_days_before(day: str, stage: str) -> None:
    asked = line(issue(7, date(2026, 4, 20), raised_on=date(2026, 1, 5)))
    assert told(day, asked) == ([(1, stage)] if stage else [])


def test_stages_on_days_off_are_told_on_the_working_day_before() -> None:
    asked = line(issue(7, date(2026, 5, 13), raised_on=date(2026, 1, 5)))  # ten days before is 3 May
    assert only("2026-05-01", asked).reached == date(2026, 4, 30)


def test_an_issue_entered_late_begins_at_the_stage_it_is_in() -> None:
    asked = line(issue(7, date(2026, 4, 20), raised_on=date(2026, 4, 18)))
    steps = history([asked], TEAM, (), date(2026, 4, 18), WORKDAYS)
    assert [(each.stage, each.reached) for each in steps] == [(Stage.THREE_DAYS, date(2026, 4, 18))]


def test_stages_gone_through_are_known_as_passed() -> None:
    steps = history([line(owed())], TEAM, (), date(2026, 4, 7), WORKDAYS)
    assert [(each.stage.value, each.reached.isoformat(), each.passed) for each in steps] == [
        ("soon", "2026-03-24", True),
        ("due", "2026-03-31", True),
        ("overdue", "2026-04-07", False),
    ]


@pytest.mark.parametrize("state", [State.MET, State.EXEMPT, State.NOT_APPLICABLE])
def test_what_is_met_or_not_asked_tells_nobody(state: State) -> None:
    assert told("2026-04-07", line(owed(), state)) == []


def test_a_usual_duty_with_a_written_reason_tells_nobody() -> None:
    usual = owed(strength=Strength.USUAL)
    assert told("2026-04-07", line(usual)) == [(1, "overdue")]
    assert told("2026-04-07", line(replace(usual, excused="全体外出培训"))) == []


def test_the_one_who_owes_it_is_told_and_once_overdue_the_secretary_too() -> None:
    asked = line(issue(7, date(2026, 4, 20), date(2026, 1, 5), owner="person:3"))
    assert told("2026-04-17", asked) == [(3, "three_days")]
    assert told("2026-04-21", asked) == [(1, "overdue"), (3, "overdue")]


def test_an_owner_who_has_left_leaves_it_to_the_secretary() -> None:
    asked = line(issue(7, date(2026, 4, 20), date(2026, 1, 5), owner="person:99"))
    assert told("2026-04-17", asked) == [(1, "three_days")]


def test_integrity_duties_go_to_the_discipline_member_where_there_is_one() -> None:
    duty = line(owed("one_integrity_lecture", marks=frozenset({"integrity"})))
    assert told("2026-03-24", duty) == [(2, "soon")]
    assert told("2026-03-24", line(owed(answers=frozenset({"risk_reviewed"})))) == [(2, "soon")]
    assert told("2026-03-24", duty, people=(SECRETARY, MEMBER)) == [(1, "soon")]


def test_without_a_secretary_the_deputy_is_told_and_nobody_of_another_branch() -> None:
    people = (person(4, "deputy"), person(5, "secretary", branch=2))
    assert told("2026-03-24", line(owed()), people=people) == [(4, "soon")]
    assert told("2026-03-24", line(owed()), people=people[1:]) == []


def test_a_record_is_named_by_its_number_and_never_by_its_title() -> None:
    notice = only("2026-04-17", line(issue(7, date(2026, 4, 20), date(2026, 1, 5))))
    assert notice.title == "整改台账第7号事项"
    assert (notice.subject, notice.left, notice.issue) == ("branch:1/issue:7", 3, True)


def test_days_left_are_working_days_for_a_duty() -> None:
    assert only("2026-03-27", line(owed())).left == 2


def test_the_same_matter_has_the_same_key_on_every_day_of_its_stage() -> None:
    days = [date(2026, 3, 24) + timedelta(days=n) for n in range(7)]
    assert len({only(day.isoformat(), line(owed())).key for day in days}) == 1
