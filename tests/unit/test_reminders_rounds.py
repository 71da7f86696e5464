"""Festival rounds: drafted in time, approved before they go, to everybody they name and nobody twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checklists.facts import Line
from reminders import stages
from reminders.nouns import Round
from reminders.plan import plan
from tests.contracts.fakes import WORKDAYS, line, owed, person, spring_round

TEAM = (person(1, "secretary"), person(2, "discipline"), person(3))


def told(day: str, *lines: Line, rounds: tuple[Round, ...] = ()) -> list[tuple[int, str]]:
    notices = plan(lines, TEAM, rounds, date.fromisoformat(day), WORKDAYS)
    return sorted((notice.person, notice.stage.value) for notice in notices)


FESTIVAL = line(owed("festival_spring", title="推送2026年春节廉政提醒", period=2026, subject="festival:spring|2026"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-02", []),
        ("2026-02-03", [(1, "draft")]),  # ten working days before the 15th
        ("2026-02-14", [(1, "draft")]),
        ("2026-02-15", []),  # too late
    ],
)
def test_the_secretary_is_reminded_to_draft_until_somebody_has(day: str, expected: list[tuple[int, str]]) -> None:
    assert told(day, FESTIVAL) == expected
    assert told(day, FESTIVAL, rounds=(spring_round(send_on=date(2026, 2, 28), lapses_on=date(2026, 3, 1)),)) == []


EVERYONE = [(1, "send"), (2, "send"), (3, "send")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-02-11", []), ("2026-02-12", EVERYONE), ("2026-02-14", EVERYONE), ("2026-02-15", [])],
)
def test_an_approved_round_goes_to_every_member_from_its_day_until_the_festival(
    day: str, expected: list[tuple[int, str]]
) -> None:
    assert told(day, rounds=(spring_round(),)) == expected


def test_an_unapproved_round_goes_to_nobody_and_the_secretary_is_reminded() -> None:
    assert told("2026-02-11", rounds=(spring_round(None),)) == []
    assert told("2026-02-12", rounds=(spring_round(None),)) == [(1, "approve")]


def test_a_round_carried_out_another_way_is_not_sent() -> None:
    assert told("2026-02-12", rounds=(spring_round(done=True),)) == []


def test_a_round_goes_to_those_it_names_as_far_as_they_are_here() -> None:
    assert told("2026-02-12", rounds=(spring_round(recipients=(3, 98)),)) == [(3, "send")]


def test_a_round_without_names_is_for_members_and_by_its_own_ways() -> None:
    people = (person(1, ways=("email", "sms")), replace(person(4), member=False))
    (notice,) = plan([], people, [spring_round(ways=("sms", "in_person"))], date(2026, 2, 12), WORKDAYS)
    assert (notice.person, notice.ways) == (1, ("sms",))


@pytest.mark.parametrize(
    ("nodes", "send_on", "lapses"),
    [
        (("festival:spring|2026",), "2026-02-12", "2026-02-15"),
        (("festival:mid_autumn|2026", "festival:national|2026"), "2026-09-22", "2026-09-25"),
        (("festival:qingming|2026",), "2026-04-05", "2026-04-06"),  # within the days off, as chosen
        ((), "2026-06-20", "2026-06-27"),
    ],
)
def test_a_round_lapses_when_its_festival_begins(nodes: tuple[str, ...], send_on: str, lapses: str) -> None:
    assert stages.lapses_on(nodes, date.fromisoformat(send_on), WORKDAYS) == date.fromisoformat(lapses)


def test_a_round_moved_to_another_day_is_still_the_same_to_those_who_have_it() -> None:
    day = date(2026, 2, 14)
    before, after = (
        {notice.key for notice in plan([], TEAM, [spring_round(send_on=send_on)], day, WORKDAYS)}
        for send_on in (date(2026, 2, 12), date(2026, 2, 13))
    )
    assert before == after


def test_a_round_approved_late_is_told_from_that_day() -> None:
    (notice, *_) = plan([], TEAM, [spring_round(date(2026, 2, 13))], date(2026, 2, 13), WORKDAYS)
    assert notice.reached == date(2026, 2, 13)
