"""A relay that takes its time over each letter, as real ones do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.harness.server import free_port
from tests.harness.smtp import Mailbox


@dataclass
class Slow(Mailbox):
    """20 to 150 ms a letter, most often near 20: half before it is kept, half before that is said."""

    pace: Random = field(default_factory=Random)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Whoever is killed in the first half was not heard; in the second it does not know that it was."""
        half = (0.02 + 0.13 * self.pace.random() ** 3) / 2
        await asyncio.sleep(half)
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(half)
        return answer


@contextmanager
def slow_relay(pace: Random) -> Iterator[Slow]:
    box = Slow(free_port(), pace=pace)
    relay = Controller(box, hostname="127.0.0.1", port=box.port, server_hostname="relay.invalid")
    relay.start()
    yield box
    relay.stop()
