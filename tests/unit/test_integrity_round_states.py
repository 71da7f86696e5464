"""Where a round of reminders stands: what its tag says, and what comes before what."""

from __future__ import annotations

from datetime import date

import pytest

from app.integrity.models import ReminderRound
from app.integrity.rounds.states import Letters, state_of
from checklists.workdays import Workdays

WORKDAYS = Workdays.load()
BEFORE, THE_DAY, BEGUN = date(2025, 9, 27), date(2025, 9, 28), date(2025, 10, 1)


def said(letters: Letters, today: date = THE_DAY, approved: date | None = BEFORE, *, by_hand: bool = False) -> str:
    round_ = ReminderRound(nodes="national", year=2025, day=THE_DAY, approved_on=approved, by_hand=by_hand)
    return state_of(round_, letters, today, WORKDAYS).word


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        (Letters(), "已批准待发送"),
        (Letters(waiting=9, failed=1, under_way=9), "正在发送"),
        (Letters(sent=9, under_way=12), "正在发送"),  # everybody has the e-mail, the SMS are still to go
        (Letters(sent=3, logged=2, waiting=1, failed=1, under_way=1), "正在发送"),
        (Letters(sent=9, failed=1), "已发出9人，1人没有发出"),
        (Letters(sent=9, logged=1), "已发出9人"),
        (Letters(sent=9), "已发出9人"),
        (Letters(logged=9, failed=1), "仅记录未发送"),
        (Letters(failed=10), "没有发出去"),
    ],
)
def test_an_approved_round_says_how_far_its_letters_are(letters: Letters, word: str) -> None:
    assert said(letters) == word


@pytest.mark.parametrize(
    ("today", "word"), [(BEFORE, "待批准"), (THE_DAY, "已到日子未批准"), (BEGUN, "节日已过未发送")]
)
@pytest.mark.parametrize("letters", [Letters(), Letters(waiting=9, failed=1, under_way=9), Letters(failed=1)])
def test_a_round_not_approved_says_so_whatever_letters_are_left_of_it(letters: Letters, today: date, word: str) -> None:
    assert said(letters, today, approved=None) == word


@pytest.mark.parametrize(("letters", "word"), [(Letters(), "节日已过未发送"), (Letters(sent=9), "已发出9人")])
def test_once_the_festival_has_begun_only_what_went_counts(letters: Letters, word: str) -> None:
    assert said(letters, BEGUN) == word


def test_a_round_entered_by_hand_is_called_so() -> None:
    assert said(Letters(), BEGUN, approved=None, by_hand=True) == "人工登记"
