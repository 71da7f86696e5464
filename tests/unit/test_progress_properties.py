"""What must hold of any branch, any events and any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.facts import Event, Profile, Standing, State
from checklists.periods import Period, between, of_code
from checklists.progress import asked, due, lines
from checklists.units import Unit
from tests.unit.rules import CATALOGUE, LOCAL, WORKDAYS, adopting, branch, people

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(date(2024, 10, 1), date(2026, 3, 31))
KINDS = ("theme_day", "member_meeting", "committee_meeting", "group_meeting", "hours", "talk", "visit", "life_meeting")
SUBJECTS = ("person:1", "person:2", "pair:1-2", "group:1", "household:1")
CODES = (None, None, 202500, 202501, 202504, 202512, 202521, 202524, 202531)
BEST = (State.OVERDUE, State.GRACE, State.SOON, State.OPEN, State.MET)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    since = draw(days)
    more = [
        Standing("group", "group:1", "第一党小组", since),
        Standing("household", "household:1", "家庭1", draw(days)),
    ]
    members = draw(st.integers(1, 9))
    profile = branch(members, *more, *people("committee_member", 1, 2), full=draw(st.integers(0, members)))
    return replace(profile, asked_from=draw(days), adoptions=adopting(*LOCAL, since=draw(days)))


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind, on = draw(st.sampled_from(KINDS)), draw(days)
    return Event(
        kind=kind,
        id=draw(st.integers(1, 4)),
        branch=1,
        on=on,
        recorded_on=on,
        title="示例",
        amount=draw(st.integers(1, 200)) if kind == "hours" else 1,
        unit=Unit.TENTH_HOURS if kind == "hours" else Unit.TIMES,
        belongs_to=draw(st.sampled_from(CODES)),
        subjects=tuple(draw(st.sets(st.sampled_from(SUBJECTS), max_size=3))),
        marks=frozenset(draw(st.sets(st.sampled_from(("with_committee", "integrity")), max_size=2))),
    )


histories = st.lists(events(), max_size=12)


@few
@given(profiles(), histories, days)
def test_no_line_claims_more_than_was_done(profile: Profile, history: list[Event], on: date) -> None:
    for line in due(profile, CATALOGUE, history, (), on, WORKDAYS):
        assert (line.state is State.MET) == (line.done >= line.required)
        assert line.done >= line.on_time + line.made_up >= 0
        assert bool(line.missing) == (line.obligation.each and line.done < line.required)


@few
@given(profiles(), histories.filter(bool), days, st.data())
def test_removing_an_event_improves_no_line(
    profile: Profile, history: list[Event], on: date, data: st.DataObject
) -> None:
    span = Period(date(2025, 1, 1), date(2025, 12, 31))
    owed = asked(profile, CATALOGUE, span, WORKDAYS, on)
    gone = data.draw(st.integers(0, len(history) - 1))
    before = lines(owed, history, on, WORKDAYS)
    after = lines(owed, history[:gone] + history[gone + 1 :], on, WORKDAYS)
    for one, other in zip(before, after, strict=True):
        assert other.done <= one.done
        assert set(other.missing) >= set(one.missing)
        assert BEST.index(other.state) <= BEST.index(one.state)


@few
@given(profiles(), days, st.integers(0, 400), days)
def test_what_is_asked_in_a_range_is_the_union_over_its_months(
    profile: Profile, first: date, length: int, on: date
) -> None:
    span = Period(first, first + timedelta(days=length))
    whole = asked(profile, CATALOGUE, span, WORKDAYS, on)
    parts = [asked(profile, CATALOGUE, month, WORKDAYS, on) for month in between("month", span.first, span.last)]
    keys = {o.key: o for o in whole}
    assert len(keys) == len(whole)
    union = {o.key: o for part in parts for o in part}
    assert all(union[key] == obligation for key, obligation in keys.items())
    aside = [o for key, o in union.items() if key not in keys]
    assert not [o for o in aside if o.period and _shares(o.period, span)]


def _shares(code: int, span: Period) -> bool:
    period = of_code(code)
    return period.first <= span.last and period.last >= span.first


@few
@given(profiles(), st.integers(0, 9), days, days)
def test_a_probationary_member_never_makes_or_unmakes_a_committee(
    profile: Profile, more: int, since: date, day: date
) -> None:
    joined = people("member", *range(20, 20 + more), since=since)
    assert replace(profile, standings=profile.standings + joined).has_committee(day) == profile.has_committee(day)


@few
@given(profiles(), histories, days, st.randoms(use_true_random=False))
def test_the_answer_depends_on_the_day_and_not_on_the_order_of_events(
    profile: Profile, history: list[Event], on: date, random: Random
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)
    first = due(profile, CATALOGUE, history, (), on, WORKDAYS)
    assert [(line.state, line.done, line.on_time, line.made_up) for line in first] == [
        (line.state, line.done, line.on_time, line.made_up)
        for line in due(profile, CATALOGUE, shuffled, (), on, WORKDAYS)
    ]
    assert first == due(profile, CATALOGUE, history, (), on, WORKDAYS)


@few
@given(profiles(), histories, days, st.integers(1, 60))
def test_what_is_met_stays_met_as_long_as_nobody_joins(
    profile: Profile, history: list[Event], on: date, later: int
) -> None:
    owed = asked(profile, CATALOGUE, Period(date(2025, 1, 1), date(2025, 12, 31)), WORKDAYS, on)
    now = lines(owed, history, on, WORKDAYS)
    then = lines(owed, history, on + timedelta(days=later), WORKDAYS)
    assert all(other.done >= one.done for one, other in zip(now, then, strict=True))
