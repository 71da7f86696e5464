"""What the numbers of a sheet must agree with, who decides, and what is left to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.activities.votes.counting import declaration_problem, problems, quorum_words, result_words
from app.activities.votes.elections import border_words, certain, choice_problem, sheet_problems
from app.activities.votes.rules import Base, Settings, Vote, body_for, passes
from checklists.catalogue import load

EIGHT = Base(full=10, excused=1, suspended=1, present=7)
PLAIN = Vote("ordinary", "members", EIGHT, votes_for=5, votes_against=1, abstained=1)
BALLOT = replace(PLAIN, kind="admission", issued=7, returned=7, void=1, votes_for=5, votes_against=1, abstained=0)
ELECTION = Vote("election", "members", EIGHT, issued=7, returned=7, void=0)


@pytest.mark.parametrize(
    ("vote", "field", "words"),
    [
        (replace(PLAIN, votes_for=4), "votes_for", "合计6，与到会7人不符"),
        (replace(PLAIN, abstained=None), "abstained", "没有的填0"),
        (replace(PLAIN, votes_against=-1), "votes_against", "不能小于0"),
        (replace(BALLOT, votes_for=6), "votes_for", "有效票6张（收回7减无效1）"),
        (replace(BALLOT, issued=8), "issued", "多于到会有表决权的7人"),
        (replace(BALLOT, issued=6), "returned", "这次投票无效，请重新投票"),
        (replace(BALLOT, void=8), "void", "多于收回票"),
        (replace(BALLOT, void=None), "void", "没有的填0"),
    ],
)
def test_numbers_that_do_not_agree_are_refused_with_the_place(vote: Vote, field: str, words: str) -> None:
    assert words in problems(vote)[field]


def test_the_arithmetic_is_said_in_words() -> None:
    assert quorum_words(PLAIN) == "应到会有表决权8人，实到7人，至少要4人到会，可以表决"
    assert result_words(PLAIN) == "赞成5票；应到会有表决权8人，须有5票，已超过半数"
    short = replace(PLAIN, votes_for=4, votes_against=3, abstained=0)
    assert "须有5票，没有超过半数，不能宣布通过" in declaration_problem(short, True)
    with_written = replace(BALLOT, votes_for=4, votes_against=2, written=1)
    assert "会前书面同意1份，共5票" in result_words(with_written)
    assert "还没有到会名单" in quorum_words(replace(PLAIN, base=Base()))


def test_a_meeting_too_small_to_decide_can_only_say_so() -> None:
    small = replace(PLAIN, base=replace(EIGHT, present=3), votes_for=None, votes_against=None, abstained=None)
    assert "还差1人，不能表决" in declaration_problem(small, True)
    assert declaration_problem(small, False) == ""


def test_the_committees_majority_follows_its_setting() -> None:
    vote = Vote("ordinary", "committee", Base(full=5, present=3), votes_for=2, votes_against=1, abstained=0)
    assert not passes(vote)
    assert passes(replace(vote, settings=Settings(committee_base=2)))
    assert not passes(replace(vote, body="members", settings=Settings(committee_base=2)))


@pytest.mark.parametrize(
    ("kind", "meetings", "committee", "body"),
    [
        ("ordinary", {"member_meeting"}, None, "members"),
        ("ordinary", {"committee_meeting"}, True, "committee"),
        ("ordinary", {"group_meeting"}, None, ""),
        ("admission", {"committee_meeting"}, True, ""),
        ("admission", {"theme_day", "member_meeting"}, True, "members"),
        ("election", {"committee_meeting"}, True, ""),
        ("office", {"committee_meeting"}, True, "committee"),
        ("office", {"member_meeting"}, True, ""),
        ("office", {"member_meeting"}, False, "members"),
        ("office", {"committee_meeting"}, False, ""),
    ],
)
def test_each_kind_is_decided_by_its_body(kind: str, meetings: set[str], committee: bool | None, body: str) -> None:
    assert body_for(kind, meetings, committee) == body


def test_a_sheet_of_an_election_holds_no_more_votes_than_ballots() -> None:
    assert sheet_problems(ELECTION, {1: 7, 2: 7}, 2) == {}
    assert "多于有效票7张" in sheet_problems(ELECTION, {1: 8}, 2)["votes-1"]
    assert "请填写" in sheet_problems(ELECTION, {1: None}, 2)["votes-1"]
    assert "乘应选2人" in sheet_problems(ELECTION, {1: 5, 2: 5, 3: 5}, 2)["void"]


def test_more_winners_than_seats_and_a_tie_are_left_to_a_person() -> None:
    tie = {1: 7, 2: 5, 3: 5}
    assert certain(ELECTION, tie, 2) is None
    assert "5票的有几人并列，并列的须再次投票" in border_words(ELECTION, tie, 2)
    assert choice_problem(ELECTION, tie, 2, {1}) == ""
    assert "再次投票" in choice_problem(ELECTION, tie, 2, {1, 2})
    assert "还有人没有选" in choice_problem(ELECTION, tie, 2, set())
    clear = {1: 7, 2: 6, 3: 5}
    assert choice_problem(ELECTION, clear, 2, {1, 2}) == ""
    assert "还有人没有选" in choice_problem(ELECTION, clear, 2, {1})
    assert "不多于应选" not in border_words(ELECTION, clear, 2)
    assert "应选2人，选了3人" in choice_problem(ELECTION, clear, 2, {1, 2, 3})


def test_nobody_is_elected_with_half_and_seats_may_stay_open() -> None:
    votes = {1: 6, 2: 4}
    assert certain(ELECTION, votes, 2) == {1}
    assert "才能当选" in choice_problem(ELECTION, votes, 2, {1, 2})
    assert "全部当选" in choice_problem(ELECTION, votes, 2, set())
    assert "少于应选2人" in border_words(ELECTION, votes, 2)


def test_the_usual_settings_are_those_of_the_pack() -> None:
    numbers = {one.name: one.value for one in load().pack("branch_life").parameters}
    assert Settings() == (numbers["election_base"], numbers["committee_majority"])
