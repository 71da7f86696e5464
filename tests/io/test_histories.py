"""Off for minutes or a week, the clock wrong, records changed: nothing missing, nothing double (R2, R3, R4)."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.contracts.fakes import Clock
from tests.contracts.histories import BEGIN, Office
from tests.contracts.history_steps import histories
from tests.contracts.memory_seen import MemorySeen
from tests.contracts.promises import Promises

SEED = int(os.environ.get("QINGDAN_TEST_SEED") or random.SystemRandom().randrange(10**9))
PHASES = (Phase.generate, Phase.shrink)  # explaining a failure would take minutes
EXAMPLES = int(os.environ.get("QINGDAN_TEST_HISTORIES", "2000"))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A relay that is down is told of at each look: thousands of lines here."""
    print(f"QINGDAN_TEST_SEED={SEED}")
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def played(history: Sequence[Any]) -> None:
    clock = Clock(BEGIN)
    Promises(Office(MemorySeen(clock.elapsed), clock)).play(history)


@seed(SEED)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(history=histories)
def test_no_history_loses_or_doubles_anything(history: Sequence[Any]) -> None:
    played(history)
