"""The pulse goes on beating, whatever a beat does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from reminders.scheduler import Pulse

EVERY = 0.05


@contextmanager
def beating(beat: Callable[[], object]) -> Iterator[Pulse]:
    pulse = Pulse(beat, EVERY)
    pulse.start()
    try:
        yield pulse
    finally:
        pulse.stop()


def until(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    ends = time.monotonic() + seconds
    while not true() and time.monotonic() < ends:
        time.sleep(0.01)
    return true()


def test_it_beats_at_once_and_again() -> None:
    beats: list[int] = []
    with beating(lambda: beats.append(1)) as pulse:
        assert until(lambda: len(beats) > 3)
        assert not pulse.stalled


@pytest.mark.parametrize("error", [RuntimeError, OSError, MemoryError])
def test_no_exception_stops_it(error: type[Exception]) -> None:
    beats: list[int] = []

    def failing() -> None:
        beats.append(1)
        if len(beats) < 4:
            raise error

    with beating(failing) as pulse:
        assert until(lambda: len(beats) > 5 and not pulse.stalled)


def test_a_beat_that_hangs_is_left_behind() -> None:
    beats: list[int] = []
    release = threading.Event()

    def hanging() -> None:
        beats.append(1)
        if len(beats) == 1:
            release.wait(30)

    try:
        with beating(hanging):
            assert until(lambda: len(beats) > 3)
    finally:
        release.set()


def test_a_scheduler_that_died_silently_is_started_anew() -> None:
    beats: list[int] = []
    with beating(lambda: beats.append(1)) as pulse:
        assert until(lambda: len(beats) > 1)
        pulse._scheduler.shutdown()
        seen = len(beats)
        assert until(lambda: len(beats) > seen + 2)


def test_it_is_stalled_when_no_beat_has_ended_well_for_three() -> None:
    seconds = [0.0]
    pulse = Pulse(lambda: None, 15, elapsed=lambda: seconds[0])
    assert not pulse.stalled
    seconds[0] = 46
    assert pulse.stalled
    assert pulse.age == 46


def test_stopping_waits_for_the_beat_in_hand() -> None:
    ended: list[int] = []

    def slow() -> None:
        time.sleep(0.1)
        ended.append(1)

    pulse = Pulse(slow, EVERY)
    pulse.start()
    time.sleep(0.03)
    pulse.stop()
    seen = len(ended)
    assert seen >= 1
    time.sleep(0.15)
    assert len(ended) == seen
