"""Duties towards each of several: groups, members, pairs, households (decisions.md 3 and 16)."""

from __future__ import annotations

from datetime import date

from checklists.facts import Event, Standing, State
from checklists.overrides import Override
from checklists.units import Unit
from tests.unit.rules import NEW_YEAR, adopting, ask, branch, event, line, people

DECEMBER = date(2025, 12, 1)
GROUPS = (
    Standing("group", "group:1", "第一党小组", date(2024, 1, 1)),
    Standing("group", "group:2", "第二党小组", date(2025, 5, 20)),
)
HOMES = tuple(Standing("household", f"household:{n}", f"家庭{n}", date(2025, 1, 1)) for n in (1, 2))


def hours(person: int, tenths: int, id: int = 1) -> Event:
    subjects = (f"person:{person}",)
    return event("hours", date(2025, 3, 5), id, subjects=subjects, amount=tenths, unit=Unit.TENTH_HOURS)


def talk(id: int, *subjects: str, committee: bool = False) -> Event:
    marks = {"with_committee"} if committee else set()
    return event("talk", date(2025, 6, 1), id, subjects=subjects, marks=marks)


def test_each_group_meets_for_itself() -> None:
    twice = [event("group_meeting", date(2025, 6, day), day, subjects=("group:1",)) for day in (3, 20)]
    found = line(branch(8, *GROUPS), "group_meeting", "2025-06", DECEMBER, *twice)
    assert (found.required, found.done, found.missing) == (2, 1, ("第二党小组",))
    assert found.state is State.OVERDUE


def test_a_group_is_asked_from_the_month_in_which_it_was_formed() -> None:
    profile = branch(8, *GROUPS)
    assert [len(ask(profile, "group_meeting", month)[0].subjects) for month in ("2025-04", "2025-05")] == [1, 2]
    [may] = ask(profile, "group_meeting", "2025-05", on=date(2025, 5, 19))
    assert list(may.subjects) == ["group:1"]


def test_hours_of_one_member_do_not_make_up_for_another() -> None:
    found = line(branch(2), "member_hours", "2025", DECEMBER, hours(1, 900), hours(2, 100))
    assert (found.required, found.done, found.missing) == (640, 420, ("同志2",))


def test_half_an_hour_short_is_short() -> None:
    day = [hours(1, 160, 1), hours(1, 155, 2)]
    assert line(branch(1), "member_hours", "2025", DECEMBER, *day).done == 315
    assert line(branch(1), "member_hours", "2025", DECEMBER, *day, hours(1, 5, 3)).state is State.MET


def test_hours_of_several_people_at_one_gathering_are_one_record_with_the_sum() -> None:
    found = line(branch(2), "member_hours", "2025", DECEMBER, hours(1, 80), hours(2, 80))
    assert [(record.id, record.amount) for record in found.records] == [(1, 160)]


def test_a_branch_may_ask_for_more_hours() -> None:
    profile = branch(1, overrides=(Override("member_hours", 400, NEW_YEAR),))
    found = line(profile, "member_hours", "2025", DECEMBER, hours(1, 320))
    assert (found.required, found.state) == (400, State.OPEN)
    assert "40学时" in found.obligation.title


def test_every_pair_of_the_committee_talks() -> None:
    profile = branch(8, *people("committee_member", 1, 2, 3))
    found = line(profile, "talk_committee", "2025", DECEMBER, talk(1, "person:2", "pair:1-2", committee=True))
    assert (found.required, found.done) == (3, 1)
    assert found.missing == ("同志1与同志3", "同志2与同志3")


def test_a_pair_is_written_with_the_smaller_id_first() -> None:
    [pairs] = ask(branch(8, *people("committee_member", 10, 9)), "talk_committee", "2025")
    assert list(pairs.subjects) == ["pair:9-10"]


def test_each_member_talks_with_the_committee_and_with_another() -> None:
    profile = branch(4, *people("committee_member", 1, 2), committee=((date(2020, 1, 1), True),))
    talks = [talk(1, "person:3", "pair:1-3", committee=True), talk(2, "person:4", "pair:3-4")]
    with_committee = line(profile, "talk_with_committee", "2025", DECEMBER, *talks)
    assert with_committee.missing == ("同志2", "同志4")
    assert line(profile, "talk_between_members", "2025", DECEMBER, *talks).missing == ("同志2",)


def test_a_talk_with_somebody_outside_the_branch_is_none_between_members() -> None:
    outside = talk(1, "person:3")
    assert line(branch(3), "talk_between_members", "2025", DECEMBER, outside).done == 0


def test_one_talk_with_two_people_serves_both() -> None:
    both = talk(1, "person:2", "person:3", "pair:1-2", "pair:1-3")
    assert line(branch(3), "talk_between_members", "2025", DECEMBER, both).state is State.MET


def test_each_household_is_visited_twice_and_a_telephone_call_is_no_visit() -> None:
    profile = branch(3, *HOMES, adoptions=adopting("pairing"))
    home = ("household:1",)
    events = [event("visit", date(2025, n, 5), n, subjects=home) for n in (1, 2, 3)]
    events += [event("contact", date(2025, 4, 5), 9, subjects=("household:2",))]
    visits = line(profile, "household_visits", "2025", DECEMBER, *events)
    assert (visits.required, visits.done, visits.missing) == (4, 2, ("家庭2",))
    contacts = line(profile, "household_contacts", "2025", DECEMBER, *events)
    assert (contacts.required, contacts.done) == (8, 4)


def test_more_than_asked_for_one_is_not_shown_as_done_and_what_was_in_time_counts_first() -> None:
    profile = branch(3, HOMES[0], adoptions=adopting("pairing"))
    home = ("household:1",)
    in_time = [event("visit", date(2025, n, 5), n, subjects=home) for n in (1, 2, 3)]
    made_up = [event("visit", date(2026, 1, n), 10 + n, subjects=home, belongs_to=202500) for n in (5, 6, 7)]
    january = date(2026, 1, 10)
    for events, expected in (
        (in_time + made_up, (2, 2, 0)),
        (in_time[:1] + made_up, (2, 1, 1)),
        (made_up, (2, 0, 2)),
    ):
        found = line(profile, "household_visits", "2025", january, *events)
        assert (found.done, found.on_time, found.made_up) == expected


def test_a_pairing_that_has_ended_asks_no_more() -> None:
    ended = HOMES[0]._replace(until=date(2025, 6, 1))
    profile = branch(3, ended, adoptions=adopting("pairing"))
    assert ask(profile, "household_visits", "2025", on=date(2025, 5, 31))
    assert not ask(profile, "household_visits", "2025", on=date(2025, 6, 1))
