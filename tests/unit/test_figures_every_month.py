"""按月交纳党费党员: who leaves no month unpaid, counted by months and against a small model."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from checklists.facts import Event
from checklists.figures import Figure, compute
from checklists.periods import parse
from checklists.units import Unit
from tests.unit.seed_half_year import event

ON = date(2025, 7, 1)


def owing(person: int, since: date = date(2024, 1, 1), until: date | None = None) -> Event:
    return event("dues_owed", person, since, unit=Unit.PERSONS, until=until, subjects=(f"person:{person}",))


def paid(month: int, *people: int, on: date | None = None, until: date | None = None) -> Event:
    day = on or date(month // 100, month % 100, 5)
    subjects = tuple(f"person:{one}" for one in people)
    return event("dues_paid", month, day, unit=Unit.PERSONS, belongs_to=month, subjects=subjects, until=until)


def figure(events: list[Event], period: str = "2025H1", on: date = ON) -> Figure:
    counted = [one for one in events if one.on <= on]
    return next(it for it in compute(counted, parse(period), on) if it.key == "dues_paid_members")


@given(st.lists(st.tuples(st.integers(1, 12), st.none() | st.integers(1, 12), st.sets(st.integers(1, 12))), max_size=4))
def test_it_is_the_number_of_those_of_whom_no_owed_month_is_left(
    people: list[tuple[int, int | None, set[int]]],
) -> None:
    events, whole = [], 0
    for number, (first, last, months) in enumerate(people, 1):
        until = date(2025, last, 1) if last else None
        events.append(owing(number, date(2025, first, 15), until))
        events += [paid(202500 + month, number) for month in months]
        owed = {month for month in range(first, 7) if last is None or month < last}
        whole += bool(owed) and owed <= months
    found = figure(events)
    assert (found.value or 0) == whole
    assert len({subject for one in found.events for subject in one.subjects}) == whole


def test_a_month_paid_late_counts_for_its_own_month_from_that_day_on() -> None:
    events = [owing(1), *(paid(202500 + month, 1) for month in range(1, 6)), paid(202506, 1, on=date(2025, 7, 10))]
    assert figure(events).value == 0
    assert figure(events, on=date(2025, 7, 10)).value == 1
    assert figure(events, "2025Q1").value == 1


def test_only_months_that_are_over_are_asked_for() -> None:
    events = [owing(1), *(paid(202500 + month, 1) for month in range(1, 6))]
    assert figure(events, on=date(2025, 6, 29)).value == 1
    assert figure(events, on=date(2025, 6, 30)).value == 0


def test_without_amounts_fixed_nobody_knows_and_with_them_none_is_a_number() -> None:
    assert figure([]).value is None
    assert figure([owing(1)]).value == 0


def test_a_record_tells_only_of_those_who_are_counted() -> None:
    events = [owing(1), owing(2), *(paid(202500 + month, 1, 2) for month in range(1, 6)), paid(202506, 1)]
    found = figure(events)
    assert found.value == 1
    assert {subject for one in found.events for subject in one.subjects} == {"person:1"}
