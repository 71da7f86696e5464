"""When letters are tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.channels import Outcome, Result
from reminders.letters import Letter, LetterState
from reminders.retries import WAITS, rest_until, verdict

NOW = datetime(2026, 3, 25, 1, tzinfo=UTC)
LETTER = Letter(1, "t", 1, "email", date(2026, 3, 25), None, 0, ())


def after(result: Result, tried: int = 0, jitter: float = 0.5) -> tuple[LetterState, datetime | None]:
    return verdict(replace(LETTER, tried=tried), Outcome(result), NOW, jitter)


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (Result.SENT, LetterState.SENT),
        (Result.LOGGED, LetterState.LOGGED),
        (Result.PERMANENT, LetterState.FAILED),
        (Result.UNTRIED, LetterState.QUEUED),
        (Result.THROTTLED, LetterState.QUEUED),
        (Result.STOPPED, LetterState.QUEUED),
    ],
)
def test_each_result_has_its_state(result: Result, state: LetterState) -> None:
    assert after(result) == (state, None)


def test_an_sms_of_unknown_outcome_is_asked_after_when_its_gateway_can_know() -> None:
    assert after(Result.UNCERTAIN) == (LetterState.UNCERTAIN, NOW + timedelta(minutes=2))


def test_waits_grow_from_a_minute_to_half_a_day() -> None:
    waits = [after(Result.TEMPORARY, tried)[1] for tried in range(5)]
    assert [(each - NOW) // timedelta(minutes=1) for each in waits if each] == [1, 5, 15, 60, 180]


@given(st.lists(st.floats(0, 1), min_size=len(WAITS), max_size=len(WAITS)))
def test_nothing_temporary_is_given_up_within_a_day(jitters: list[float]) -> None:
    total = timedelta()
    for tried, jitter in enumerate(jitters):
        state, again = after(Result.TEMPORARY, tried, jitter)
        assert state is LetterState.RETRY
        assert again is not None
        total += again - NOW
    assert total > timedelta(hours=24)
    assert after(Result.TEMPORARY, len(WAITS))[0] is LetterState.FAILED


@given(st.integers(0, 1000), st.floats(0, 1))
def test_a_resting_channel_is_looked_at_again_soon(failures: int, jitter: float) -> None:
    assert timedelta(0) < rest_until(failures, NOW, jitter) - NOW <= timedelta(minutes=72)
