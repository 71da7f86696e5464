"""Whatever breaks under the pulse, it ticks again within a minute and says that something was wrong (R6)."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from time import sleep

import pytest

from reminders.jobs import TICK_EVERY
from reminders.scheduler import LEFT_BEHIND, Pulse
from tests.io.scheduler_faults import EVERY, FAULTS, Heard, Patient, until

# What APScheduler lets out of its own thread is what some of these faults are about.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
WITHIN = 60 * EVERY / TICK_EVERY  # four beats


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    ear = Heard()
    logging.getLogger().addHandler(ear)
    yield ear
    logging.getLogger().removeHandler(ear)


@pytest.fixture(scope="module")
def patients(heard: Heard) -> Iterator[dict[str, Patient]]:
    """All at once, for nearly all of the time is waiting. Each is broken when it has ticked well."""
    found = {name: Patient() for name in FAULTS}
    for patient in found.values():
        patient.pulse.start()
    assert until(lambda: all(patient.well for patient in found.values()), 30)
    for name, patient in found.items():
        patient.put_in(FAULTS[name])
    sleep(EVERY + WITHIN + 2 * EVERY)  # until it strikes, until it ticks again, and to see that it goes on
    yield found
    for patient in found.values():
        patient.released.set()
    for patient in found.values():
        patient.pulse.stop()


@pytest.mark.parametrize("fault", FAULTS)
def test_it_ticks_again_within_a_minute_and_says_so(fault: str, patients: dict[str, Patient], heard: Heard) -> None:
    patient = patients[fault]
    assert patient.struck is not None
    again = patient.recovered()
    assert again, "it never ticked again"
    assert again[0] <= WITHIN
    assert len(again) >= 2, "it ticked once and no more"
    assert sum(len(heard.by[thread]) for thread in patient.threads) > 0, "nothing was said"
    assert [row.state.value for row in patient.outbox.notices.values()] == ["told", "told"]
    (letter,) = patient.outbox.letters.values()
    assert len(letter.notices) == 2


def test_there_are_twenty_faults_and_more() -> None:
    assert len(FAULTS) >= 20


def test_of_beats_that_all_hang_only_a_few_are_left_behind_and_when_they_end_it_goes_on() -> None:
    beats: list[int] = []
    released = threading.Event()

    def beat() -> None:
        beats.append(1)
        released.wait(30)

    pulse = Pulse(beat, 0.02)
    pulse.start()
    assert until(lambda: len(beats) > LEFT_BEHIND, 20)
    sleep(0.3)
    assert len(beats) == LEFT_BEHIND + 1
    released.set()
    assert until(lambda: len(beats) > LEFT_BEHIND + 3, 10)
    pulse.stop()


HANGING = """
import threading
from reminders.scheduler import Pulse
begun = threading.Event()
pulse = Pulse(lambda: (begun.set(), threading.Event().wait(60)), 0.05)
pulse.start()
assert begun.wait(10)
while not pulse.stalled:
    pass
pulse.stop()
"""


def test_a_beat_that_hangs_does_not_keep_the_process_from_ending() -> None:
    assert subprocess.run([sys.executable, "-c", HANGING], timeout=20, check=False).returncode == 0


def test_a_scheduler_that_is_dead_already_does_not_keep_the_pulse_from_ending() -> None:
    pulse = Pulse(lambda: None, 30)
    pulse.start()
    pulse._scheduler.shutdown()
    pulse.stop()
    assert not pulse._watchdog.is_alive()
