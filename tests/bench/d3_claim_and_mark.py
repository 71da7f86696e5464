"""D3: claiming letters, entering their attempts and outcomes, beside sending them."""

from __future__ import annotations

from reminders.channels import Outcome, Result
from reminders.letters import LetterState, Opening, Settlement
from reminders.retries import LEASE
from tests.bench.d2_one_connection import send
from tests.bench.mailroom import relay_to_sink, room
from tests.bench.measure import Measure

LETTERS, BATCH = 500, 50  # as many as D2 sends
TAKEN = Outcome(Result.SENT, "邮件服务器已接收", "250", "2.0.0 Ok")


def mark() -> None:
    outbox, now = room().outbox, room().desk.now()
    for _ in range(LETTERS // BATCH):
        letters = outbox.claim("email", BATCH, now, LEASE)
        assert len(letters) == BATCH
        outbox.begin([Opening(each.id, each.token, "<1@unit.example>", b"x" * 2000) for each in letters], now, LEASE)
        settled = [Settlement(each.id, each.token, TAKEN, LetterState.SENT) for each in letters]
        assert outbox.settle(settled, now) == BATCH


def measure() -> Measure:
    channel = relay_to_sink()
    return Measure(
        f"claiming and entering {LETTERS} letters, beside sending them over one connection",
        ours=mark,
        yardstick=lambda: send(channel, anew=False),
        at_most=0.1,
        before=room().renewed,
    )
