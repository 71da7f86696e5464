"""Whom rules bind, and from when (decisions.md 5, 7, 8)."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.facts import Profile, State
from checklists.overrides import Override
from checklists.periods import parse
from checklists.progress import asked
from checklists.shape import alarms
from tests.unit.rules import CATALOGUE, WORKDAYS, adopting, ask, branch, event, line

FIRST = date(2020, 1, 1)


def ids(profile: Profile, period: str = "2025") -> set[str]:
    return {o.item for o in asked(profile, CATALOGUE, parse(period), WORKDAYS)}


def test_nothing_falls_due_before_the_branch_is_asked() -> None:
    profile = branch(asked_from=date(2025, 4, 1))
    months = [o.period for o in ask(profile, "theme_day", "2025")]
    assert months == [202504, 202505, 202506, 202507, 202508, 202509, 202510, 202511, 202512]
    assert [o.period for o in ask(profile, "member_meeting", "2025")] == [202522, 202523, 202524]
    assert ask(profile, "life_meeting", "2025")
    assert not ask(profile, "life_meeting", "2024")


def test_national_packs_bind_every_branch_and_local_ones_only_after_adoption() -> None:
    assert ids(branch(8)) <= {item.id for item in CATALOGUE.items if CATALOGUE.pack(item.pack).scope == "national"}
    assert "lecture" in ids(branch(8, adoptions=adopting("lectures")))
    assert "inspection" not in ids(branch(8, adoptions=adopting("lectures")))


def test_an_adopted_pack_asks_from_the_period_under_way_until_it_ends() -> None:
    profile = branch(8, adoptions=adopting("lectures", since=date(2025, 5, 10), until=date(2025, 9, 30)))
    assert [o.period for o in ask(profile, "lecture", "2025")] == [202522]


def test_a_local_rule_cites_the_basis_on_which_it_was_adopted() -> None:
    [q1, *_] = ask(branch(8, adoptions=adopting("lectures")), "lecture", "2025")
    assert q1.citation == "区直机关工委通知"


def test_a_parameter_of_nought_asks_nothing() -> None:
    assert "member_hours" not in ids(branch(8, overrides=(Override("member_hours", 0, FIRST),)))


@pytest.mark.parametrize(
    ("full", "committee", "bound", "alarm"),
    [
        (6, (), False, ""),
        (7, (), True, ""),
        (6, ((FIRST, True),), True, "不足7名"),
        (7, ((FIRST, False),), False, "已满7名"),
        (7, ((FIRST, True),), True, ""),
        (6, ((FIRST, False),), False, ""),
    ],
)
def test_a_committee_is_yes_no_or_by_the_number_of_full_members(
    full: int, committee: tuple[tuple[date, bool], ...], bound: bool, alarm: str
) -> None:
    profile = branch(12, full=full, committee=committee)
    assert ("committee_meeting" in ids(profile)) is bound
    said = [one.words for one in alarms(profile, date(2025, 7, 1)) if one.kind in ("committee", "no_committee")]
    assert len(said) == bool(alarm)
    assert alarm in "".join(said)


def test_a_committee_set_up_within_a_month_meets_from_the_next() -> None:
    profile = branch(6, committee=((FIRST, False), (date(2025, 3, 10), True)))
    assert [o.period for o in ask(profile, "committee_meeting", "2025Q2")] == [202504, 202505, 202506]
    assert not ask(profile, "committee_meeting", "2025-03")


def test_a_festival_round_is_due_on_the_third_working_day_before() -> None:
    profile = branch(8, adoptions=adopting("festival_reminders"))
    [spring] = ask(profile, "festival_spring", "2026")
    assert (spring.due_on, spring.grace_until) == (date(2026, 2, 12), date(2026, 2, 14))
    assert (spring.period, spring.subject, spring.title) == (202600, "festival:spring|2026", "推送2026年春节廉政提醒")


def test_a_combined_round_answers_two_festivals() -> None:
    profile = branch(8, adoptions=adopting("festival_reminders"))
    both = event("festival_round", date(2025, 9, 26), subjects=("festival:mid_autumn|2025", "festival:national|2025"))
    for item in ("festival_mid_autumn", "festival_national"):
        assert line(profile, item, "2025", date(2025, 10, 9), both).on_time == 1
    assert line(profile, "festival_spring", "2025", date(2025, 10, 9), both).state is State.OVERDUE


def test_the_new_year_round_sent_in_december_is_the_next_years_duty() -> None:
    profile = branch(8, adoptions=adopting("festival_reminders"))
    sent = event("festival_round", date(2025, 12, 30), subjects=("festival:new_year|2026",))
    found = line(profile, "festival_new_year", "2026", date(2026, 1, 5), sent)
    assert (found.state, found.obligation.due_on) == (State.MET, date(2025, 12, 29))
    assert (found.on_time, found.made_up) == (0, 0)  # a day late, and nothing made up
