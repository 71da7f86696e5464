"""D1 again for letters that are written already: the outbox and the channel alone."""

from __future__ import annotations

from tests.bench.mailroom import LETTERS, relay_to_sink, room, source
from tests.bench.measure import Measure


def measure() -> Measure:
    made, channel = room(), relay_to_sink()
    made.renewed()
    made.drain(channel)
    return Measure(
        f"{LETTERS} letters sealed before, from the outbox to a sink in C, beside smtp-source -s 4",
        ours=lambda: made.drain(channel),
        yardstick=lambda: source(LETTERS, "-s", "4"),
        at_most=2.0,
        before=made.put_back,
    )
