"""A mail relay on loopback that keeps what it is given and answers as a test tells it to."""

from __future__ import annotations

from asyncio import Transport
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.harness.server import free_port


@dataclass(frozen=True)
class Mail:
    """One accepted message: its envelope, its bytes as received, and the connection it came through."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    connection: int

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class Mailbox:
    """The relay's address, what it accepted, and the answers it will give before it accepts again."""

    port: int
    mails: list[Mail] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # recipient → answer to its RCPT, every time
    answers: deque[str] = field(default_factory=deque)  # to the next DATA, one each; "" drops the connection

    @property
    def url(self) -> str:
        """As QINGDAN_SMTP_URL takes it."""
        return f"smtp://127.0.0.1:{self.port}?from=dangzhibu@example.invalid"

    async def handle_RCPT(  # noqa: N802  (the relay calls it by this name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """An answer of "250 …" keeps the message; "" after the data is the worst case, an unknown outcome."""
        answer = self.answers.popleft() if self.answers else "250 OK"
        if not answer or answer.startswith("250"):
            raw = envelope.original_content or b""
            self.mails.append(Mail(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw, id(session)))
        if not answer:
            assert isinstance(server.transport, Transport)
            server.transport.abort()
        return answer or "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A relay of the test's own."""
    box = Mailbox(free_port())
    relay = Controller(box, hostname="127.0.0.1", port=box.port, server_hostname="relay.invalid")
    relay.start()
    yield box
    relay.stop()
