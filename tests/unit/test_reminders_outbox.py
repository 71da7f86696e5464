"""The fake keeps the contract that app's tables keep: what is tested over it is true of them."""

from __future__ import annotations

import pytest

from reminders.outbox import Outbox
from tests.contracts.memory_outbox import MemoryOutbox
from tests.contracts.outbox_contract import OutboxContract
from tests.contracts.outbox_words import Attempts, State


class Stopwatch:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def outbox(clock: Stopwatch) -> Outbox:
    return MemoryOutbox(clock)


@pytest.fixture
def attempts(outbox: MemoryOutbox) -> Attempts:
    return lambda letter: [each.result for each in outbox.attempts if each.letter == letter]


@pytest.fixture
def state(outbox: MemoryOutbox) -> State:
    return lambda letter: outbox.letters[letter].state.value


class TestMemoryOutbox(OutboxContract):
    """All of it comes from the contract."""
