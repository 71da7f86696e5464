"""What is wrong with the shape of a branch: the limits, and a small model of its own for any branch and any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.facts import Profile
from checklists.shape import alarms, months_on
from checklists.tenure import Tenure
from tests.unit.rules import branch, people

DAY = date(2025, 7, 1)
SET_UP, BEGAN = date(2020, 1, 1), date(2022, 9, 1)
SECRETARY = people("secretary", 1)


def kinds(profile: Profile, day: date = DAY) -> set[str]:
    return {alarm.kind for alarm in alarms(profile, day)}


@pytest.mark.parametrize(
    ("profile", "found"),
    [
        (branch(3, *SECRETARY), set()),
        (branch(3, *SECRETARY, full=2), {"few"}),
        (branch(50, *SECRETARY, full=10), set()),
        (branch(51, *SECRETARY, full=10), {"many"}),
        (branch(0), set()),
        (branch(5), {"secretary"}),
        (branch(9, *SECRETARY, full=7, committee=((SET_UP, False),)), {"no_committee"}),
        (branch(9, *SECRETARY, full=6, committee=((SET_UP, False),)), set()),
        (branch(9, *SECRETARY, full=9), set()),  # nobody has said whether there is a committee
        (branch(9, *SECRETARY, *people("committee_member", 1, 2), committee=((SET_UP, True),)), {"seats"}),
        (branch(9, *SECRETARY, *people("committee_member", 1, 2, 3), committee=((SET_UP, True),)), set()),
        (branch(9, *SECRETARY, *people("committee_member", *range(1, 8)), committee=((SET_UP, True),)), set()),
        (branch(9, *SECRETARY, *people("committee_member", *range(1, 9)), committee=((SET_UP, True),)), {"seats"}),
    ],
)
def test_each_limit_is_told_on_its_far_side_only(profile: Profile, found: set[str]) -> None:
    assert kinds(profile) == found


STAGED = [
    (date(2026, 1, 2), ""),
    (date(2026, 1, 1), "已进入届满前6个月"),
    (date(2025, 12, 31), "已进入届满前6个月"),
    (date(2025, 10, 2), "已进入届满前6个月"),
    (date(2025, 10, 1), "已进入届满前3个月"),
    (date(2025, 8, 1), "已进入届满前1个月"),
    (date(2025, 7, 1), "已进入届满前1个月"),
    (date(2025, 6, 30), "已于2025年6月30日届满"),
]


@pytest.mark.parametrize(("ends", "words"), STAGED)
def test_a_term_is_told_of_in_three_stages_and_when_it_is_past(ends: date, words: str) -> None:
    profile = branch(8, *SECRETARY, tenures=(Tenure(BEGAN, ends),))
    said = [alarm for alarm in alarms(profile, DAY) if alarm.kind == "term"]
    assert [words in alarm.words for alarm in said] == [True] * bool(words)
    assert [alarm.late for alarm in said] == ["已于" in words] * bool(words)


def test_a_term_renewed_is_no_more_told_of_and_the_new_one_counts() -> None:
    old, new = Tenure(BEGAN, date(2025, 8, 31), date(2025, 6, 1)), Tenure(date(2025, 6, 1), date(2028, 5, 31))
    profile = branch(8, *SECRETARY, tenures=(old, new))
    assert "term" in kinds(profile, date(2025, 5, 31))
    assert "term" not in kinds(profile, date(2025, 6, 1))
    assert "term" in kinds(profile, date(2027, 11, 30))


def test_months_before_the_end_of_a_long_month_are_the_ends_of_shorter_ones() -> None:
    assert [months_on(date(2025, 8, 31), -months) for months in (1, 3, 6)] == [
        date(2025, 7, 31),
        date(2025, 5, 31),
        date(2025, 2, 28),
    ]
    assert months_on(date(2024, 8, 31), -6) == date(2024, 2, 29)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    members = draw(st.integers(0, 60))
    full, seats = draw(st.integers(0, members)), draw(st.integers(0, min(members, 10)))
    chief = people("secretary", *range(draw(st.booleans())))
    committee = draw(st.sampled_from([(), ((SET_UP, True),), ((SET_UP, False),), ((DAY + timedelta(1), True),)]))
    ends = draw(st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)))
    tenures = (Tenure(BEGAN, ends),) if ends else ()
    made = branch(members, *chief, *people("committee_member", *range(seats)), full=full)
    return replace(made, committee=committee, tenures=tenures)


def expected(profile: Profile) -> set[str]:
    """The same by counting rows, and months on the fingers."""
    count = {kind: sum(s.kind == kind for s in profile.standings) for kind in ("member", "full_member")}
    seats, chief = (sum(s.kind == kind for s in profile.standings) for kind in ("committee_member", "secretary"))
    said = dict(profile.committee).get(SET_UP)
    ends = profile.tenures[0].ends if profile.tenures else None
    rules = {
        "few": count["full_member"] < 3,
        "many": count["member"] > 50,
        "secretary": chief == 0,
        "no_committee": said is False and count["full_member"] >= 7,
        "committee": said is True and count["full_member"] < 7,
        "seats": said is True and not 3 <= seats <= 7,
    }
    term = {"term"} if ends and ends <= date(2026, 1, 1) else set()
    return term | {kind for kind, wrong in rules.items() if wrong and count["member"]}


@given(profiles())
def test_any_branch_is_judged_as_a_small_model_judges_it(profile: Profile) -> None:
    assert kinds(profile) == expected(profile)


@given(profiles())
def test_every_alarm_names_its_article_and_stands_once(profile: Profile) -> None:
    found = alarms(profile, DAY)
    assert len({alarm.kind for alarm in found}) == len(found)
    assert all("条例（试行）》第" in alarm.citation for alarm in found)
