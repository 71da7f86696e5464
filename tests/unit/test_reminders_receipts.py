"""What receipts make of a letter, in whatever order they come (R21), and when a clock has leapt (R4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.channels import Event, Receipt
from reminders.clockwatch import ClockWatch
from reminders.letters import LetterState
from reminders.receipts import after

NOW = datetime(2026, 3, 25, 1, tzinfo=UTC)
DELIVERED, FAILED = (Receipt("m2", event, NOW) for event in (Event.DELIVERED, Event.FAILED))
EARLIER_FAILED = Receipt("m1", Event.FAILED, NOW)


@pytest.mark.parametrize(
    ("state", "receipts", "becomes"),
    [
        (LetterState.SENT, [DELIVERED], LetterState.SENT),
        (LetterState.SENT, [FAILED], LetterState.FAILED),
        (LetterState.SENT, [EARLIER_FAILED], LetterState.SENT),
        (LetterState.UNCERTAIN, [DELIVERED], LetterState.SENT),
        (LetterState.CHECKING, [FAILED], LetterState.FAILED),
        (LetterState.RETRY, [FAILED], LetterState.RETRY),
        (LetterState.RETRY, [DELIVERED], LetterState.SENT),
        (LetterState.FAILED, [DELIVERED], LetterState.SENT),
        (LetterState.INFLIGHT, [DELIVERED], LetterState.INFLIGHT),
        (LetterState.CANCELLED, [DELIVERED], LetterState.CANCELLED),
    ],
)
def test_a_receipt_moves_a_letter_only_where_it_can(
    state: LetterState, receipts: list[Receipt], becomes: LetterState
) -> None:
    assert after(state, receipts, "m2")[0] is becomes


@given(st.sampled_from(list(LetterState)), st.permutations([DELIVERED, FAILED, EARLIER_FAILED]))
def test_the_order_of_receipts_changes_nothing(state: LetterState, receipts: list[Receipt]) -> None:
    assert after(state, receipts, "m2") == after(state, [DELIVERED, FAILED, EARLIER_FAILED], "m2")


@pytest.mark.parametrize(
    ("passed", "elapsed", "leapt"),
    [
        (timedelta(seconds=15), 15, None),
        (timedelta(minutes=9), 0, None),
        (timedelta(days=30), 15, timedelta(days=30, seconds=-15)),
        (timedelta(hours=-1), 15, timedelta(hours=-1, seconds=-15)),
        (timedelta(hours=5), 5 * 3600, None),
    ],
)
def test_a_leap_is_what_passed_by_the_clock_and_did_not_really(
    passed: timedelta, elapsed: float, leapt: timedelta | None
) -> None:
    watch = ClockWatch()
    assert watch.look(NOW, 0.0) is None
    assert watch.look(NOW + passed, elapsed) == leapt


def test_a_new_process_sees_only_that_the_clock_went_back() -> None:
    assert ClockWatch().look(NOW, 0.0, NOW + timedelta(hours=2)) == timedelta(hours=-2)
    assert ClockWatch().look(NOW, 0.0, NOW - timedelta(days=9)) is None
