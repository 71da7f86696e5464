"""Figures of who is in force on the closing day: hours, talks, and what stands."""

from __future__ import annotations

from datetime import date

from checklists.facts import Event
from checklists.periods import parse
from checklists.units import Unit
from tests.unit.seed_half_year import ON, event
from tests.unit.test_figures import figure

DAY = date(2025, 3, 5)
MEMBER = event("member", 1, date(2020, 1, 1), subjects=("person:1",))


def test_hours_are_met_within_the_calendar_year_not_the_period() -> None:
    hours = [
        event("hours", number, day, amount=160, unit=Unit.TENTH_HOURS, subjects=("person:1",))
        for number, day in enumerate((date(2025, 2, 1), date(2025, 8, 1)))
    ]
    hours.append(MEMBER)
    assert figure("hours_met", hours, parse("2025H2"), date(2025, 12, 31)).value == 1
    assert figure("hours_met", hours, parse("2025H1"), date(2025, 12, 31)).value == 0
    assert figure("hours_met", hours, parse("2025H1"), ON, parameters={"member_hours": 160}).value == 1


def test_hours_of_rolls_and_certificates_add_up_and_only_for_those_still_in_force() -> None:
    def studied(kind: str, person: int) -> Event:
        return event(kind, person, DAY, amount=160, unit=Unit.TENTH_HOURS, subjects=(f"person:{person}",))

    gone = event("member", 2, date(2020, 1, 1), subjects=("person:2",), until=date(2025, 6, 30))
    few = event("member", 3, date(2020, 1, 1), subjects=("person:3",))
    events = [
        MEMBER,
        gone,
        few,
        studied("hours", 3),
        *(studied(kind, person) for kind in ("hours", "certificate_hours") for person in (1, 2)),
    ]
    found = figure("hours_met", events)
    assert found.value == 1, "nor those with too few"
    assert {key for it in found.events for key in it.subjects} == {"person:1"}
    assert figure("hours_met", events, on=date(2025, 6, 29)).value == 2
    assert figure("hours_met", [event for event in events if event.kind != "hours"]).value == 0


def test_the_share_of_those_talked_with_is_of_the_members_in_force_and_says_both_numbers() -> None:
    members = [event("member", n, date(2020, 1, 1), subjects=(f"person:{n}",)) for n in (1, 2, 3)]
    talk = event("talk", 1, DAY, subjects=("pair:1-2", "person:2"), unit=Unit.PERSON_TIMES)
    outside = event("talk", 2, DAY, subjects=("person:3",), unit=Unit.PERSON_TIMES)  # with somebody of another branch
    last_year = event("talk", 3, date(2024, 12, 31), subjects=("pair:1-3",), unit=Unit.PERSON_TIMES)
    found = figure("talks_coverage", [*members, talk, outside, last_year])
    assert (found.value, found.unit, [it.id for it in found.records]) == (66, Unit.PERCENT, [1])
    assert "3名" in found.basis
    assert "2名" in found.basis
    assert figure("talks_coverage", [*members, talk], parse("2025H2"), date(2025, 12, 31)).value == 66, "of the year"
    assert figure("talks_coverage", members).value == 0
    assert figure("talks_coverage", [talk]).value is None, "of nobody there is no share"


def test_only_a_share_of_all_is_a_hundred_percent() -> None:
    members = [event("member", n, date(2020, 1, 1), subjects=(f"person:{n}",)) for n in range(1, 202)]
    pairs = tuple(f"pair:1-{n}" for n in range(2, 201))
    assert (
        figure("talks_coverage", [*members, event("talk", 1, DAY, subjects=pairs, unit=Unit.PERSON_TIMES)]).value == 99
    )


def test_stations_are_counted_while_they_stand() -> None:
    posts = [event("pioneer_post", 1, DAY), event("pioneer_post", 2, DAY, until=date(2025, 6, 30))]
    found = [*posts, event("responsibility_area", 3, DAY)]
    assert (figure("pioneer_posts", found).value, figure("responsibility_areas", found).value) == (1, 1)
    assert figure("pioneer_posts", found, on=date(2025, 6, 29)).value == 2
    assert figure("pioneer_posts", []).value == 0
