"""D2: letters over one connection, beside a connection for each."""

from __future__ import annotations

from reminders.channels import Result
from reminders.channels.email import EmailChannel
from tests.bench.mailroom import relay_to_sink
from tests.bench.measure import Measure
from tests.contracts.channel_contract import MAIL

LETTERS = 500


def send(channel: EmailChannel, *, anew: bool) -> None:
    for _ in range(LETTERS):
        channel.open()
        assert channel.send("p@unit.example", MAIL, "<1@unit.example>").result is Result.SENT
        if anew:
            channel.close()


def measure() -> Measure:
    reused, single = relay_to_sink(), relay_to_sink()
    return Measure(
        f"{LETTERS} letters over one connection, beside one a letter",
        ours=lambda: send(reused, anew=False),
        yardstick=lambda: send(single, anew=True),
        at_most=0.5,
    )
