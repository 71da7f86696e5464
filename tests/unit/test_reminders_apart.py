"""All at once, or one by one where that fails: a bad one holds up no other, and nothing floods the log."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reminders.apart import together_or_apart


def work(some: Sequence[int]) -> int:
    if any(number < 0 for number in some):
        raise ValueError("negative")
    return sum(some)


def test_a_bad_one_is_left_out_and_the_others_are_done() -> None:
    done, failed = together_or_apart([1, -2, 3], work)
    assert done == [1, 3]
    assert [item for item, _ in failed] == [-2]


def test_what_fails_alike_for_many_is_logged_once_with_their_number(caplog: pytest.LogCaptureFixture) -> None:
    _, failed = together_or_apart([-1] * 50, work)
    assert len(failed) == 50
    assert caplog.messages == [
        "failed for 50 together; trying each alone",
        "failed alone; left out",
        "50 failed alone, of 1 troubles",
    ]


def test_what_there_is_no_time_for_is_neither_done_nor_failed() -> None:
    left = [True, True, False]
    done, failed = together_or_apart([1, -2, 3], work, lambda: left.pop(0))
    assert (done, len(failed)) == ([1], 1)
