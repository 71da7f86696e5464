"""D1: letters from the outbox to a mail sink in C, each written, tried and entered; beside smtp-source -s 4.

LETTERS=100000 makes the run that counts.
"""

from __future__ import annotations

from tests.bench.mailroom import LETTERS, relay_to_sink, room, source
from tests.bench.measure import Measure


def measure() -> Measure:
    made, channel = room(), relay_to_sink()
    return Measure(
        f"{LETTERS} letters from the outbox to a sink in C, written and entered, beside smtp-source -s 4",
        ours=lambda: made.drain(channel),
        yardstick=lambda: source(LETTERS, "-s", "4"),
        at_most=2.0,
        before=made.renewed,
    )
