"""A conversation with a mail server: smtplib's, with one time limit for all of it and PIPELINING where offered."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from reminders.addresses import plain
from reminders.channels.smtp_url import Relay

Reply = tuple[int, bytes]
_LONGEST = 100_000  # bytes of one answer: some have no end
_STUFFED = re.compile(rb"(?m)^\.")


class Session(smtplib.SMTP):
    """smtplib bounds each single read, so that a server which drips holds us for ever: here it is `give`
    that bounds all that is said and heard until it is called again."""

    def __init__(self, seconds: float, elapsed: Callable[[], float], **named: Any) -> None:
        self._elapsed = elapsed
        self.give(seconds)
        super().__init__(**{**named, "timeout": seconds})

    def give(self, seconds: float) -> None:
        self._ends = self._elapsed() + seconds

    @property
    def left(self) -> float:
        return max(self._ends - self._elapsed(), 0.001)

    def send(self, s: Any) -> None:
        if self.sock is not None:
            self.sock.settimeout(self.left)
        super().send(s)

    def getreply(self) -> Reply:
        if self.file is None and self.sock is not None:
            self.file = _Lines(self.sock, lambda: self.left)
        if isinstance(self.file, _Lines):
            self.file.room = _LONGEST
        return super().getreply()

    @property
    def pipelining(self) -> bool:
        return self.has_extn("pipelining")

    def envelope(self, sender: str, address: str) -> Iterator[Reply]:
        """The answers to MAIL, RCPT and DATA, asked in one write where the server can (RFC 2920).
        ValueError for an address that no command can carry."""
        lines = (_mail(sender), _line(f"RCPT TO:{_quoted(address)}"), b"DATA\r\n")
        if self.pipelining:
            self.send(b"".join(lines))
        for line in lines:
            if not self.pipelining:
                self.send(line)
            yield self.getreply()

    def finish(self, sealed: bytes) -> Reply:
        """What comes after 354: the letter and its end."""
        stuffed = _STUFFED.sub(b"..", sealed) if sealed.startswith(b".") or b"\n." in sealed else sealed
        ended = stuffed if not stuffed or stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
        self.send(ended + b".\r\n")
        return self.getreply()


class TlsSession(Session, smtplib.SMTP_SSL):
    """Encrypted from the first byte (port 465)."""


def connected(
    relay: Relay, context: ssl.SSLContext, seconds: float, elapsed: Callable[[], float] = time.monotonic
) -> Session:
    """Signed in where the relay asks for it, all within `seconds`. Never in the clear where encryption
    is asked for: smtplib raises when the server has none."""
    # Without a name of our own smtplib asks the resolver, which may take longer than all the rest.
    where = {"host": relay.host, "port": relay.port, "local_hostname": relay.domain}
    smtp = TlsSession(seconds, elapsed, context=context, **where) if relay.tls else Session(seconds, elapsed, **where)
    try:
        if relay.starttls:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if relay.user:
            smtp.login(relay.user, relay.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


class _Lines:
    """What smtplib reads answers from."""

    def __init__(self, sock: socket.socket, left: Callable[[], float]) -> None:
        self._sock, self._left, self._held = sock, left, b""
        self.room = _LONGEST

    def readline(self, limit: int) -> bytes:
        """One line; none where the server hung up within it, for half an answer is none."""
        while (end := self._held.find(b"\n", 0, limit) + 1) == 0 and len(self._held) < limit:
            self._sock.settimeout(self._left())
            if not (heard := self._sock.recv(4096)):
                return b""
            self._held += heard
        end = end or limit
        line, self._held = self._held[:end], self._held[end:]
        self.room -= len(line)
        if self.room < 0:
            raise ConnectionAbortedError("an answer without end")
        return line

    def close(self) -> None:
        """The socket is closed by its owner."""


@lru_cache(maxsize=8)
def _mail(sender: str) -> bytes:
    return _line(f"MAIL FROM:{smtplib.quoteaddr(sender)}")


def _quoted(address: str) -> str:
    return f"<{address}>" if plain(address) else smtplib.quoteaddr(address)


def _line(command: str) -> bytes:
    if "\r" in command or "\n" in command:
        raise ValueError("a command of more than one line")
    return command.encode("ascii") + b"\r\n"
