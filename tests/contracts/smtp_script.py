"""A mail server on loopback that answers as it is told to: by word, or by hanging up."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import cast

from reminders.channels.email import EmailChannel
from reminders.channels.smtp_url import relay

HANG_UP = ""
SILENCE = "silence"
DRIP = "drip"  # a byte now and then, and no end
FLOOD = "flood"  # lines as fast as they go, and no end
CUT = "cut"  # half a line, then gone
PIPELINING = "250-ready\n250 PIPELINING"
PLAIN = {
    "CONNECT": "220 ready",
    "EHLO": "250 ready",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "END": "250 queued as 42",
    "RSET": "250 ok",
    "QUIT": "221 bye",
    "NOOP": "250 ok",
    "AUTH": "235 ok",
    "STARTTLS": "220 go on",
}


BEFORE = {"RCPT": "MAIL", "DATA": "RCPT"}
_NO_END = {SILENCE: (b"", 0.05), DRIP: (b"2", 0.05), FLOOD: (b"250-more\r\n" * 100, 0)}


class Server(socketserver.ThreadingTCPServer):
    """`answers` replace the plain ones, by verb; `seen` are the verbs heard, `letters` (recipient, bytes).

    A command out of its order is refused, unless `lax`: then each is answered whatever came before.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers: Mapping[str, str], context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answers = {**PLAIN, **answers}
        self.context = context
        self.seen: list[str] = []
        self.letters: list[tuple[str, bytes]] = []
        self.connections = 0
        self.lax = False
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast("Server", self.server)
        server.connections += 1
        self._recipient, self._state = "", ""
        if not self._answer("CONNECT"):
            return
        while command := self.rfile.readline():
            verb = command.split()[0].decode().upper() if command.split() else ""
            server.seen.append(verb)
            if verb == "RCPT":
                self._recipient = command.decode().strip()[9:-1]
            if not server.lax and self._state != BEFORE.get(verb, self._state):
                self.wfile.write(b"503 not now\r\n")
                continue
            if not self._answer(verb):
                return
            taken = server.answers.get(verb, "5")[0] in "23"
            self._state = verb if taken and verb in ("MAIL", "RCPT") else self._state if verb == "RCPT" else ""
            if verb == "DATA" and server.answers["DATA"].startswith("354") and not self._letter():
                return
            if verb == "STARTTLS" and not self._secured():
                return
            if verb == "QUIT":
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def _answer(self, verb: str) -> bool:
        reply = cast("Server", self.server).answers.get(verb, "502 what?")
        if reply in _NO_END:
            self._go_on(*_NO_END[reply])
        if reply == CUT:
            self.wfile.write(b"250 hal")
        if reply in (HANG_UP, CUT, *_NO_END):
            return False
        self.wfile.write(reply.replace("\n", "\r\n").encode("utf-8", "surrogateescape") + b"\r\n")
        return True

    def _go_on(self, said: bytes, pause: float) -> None:
        over = cast("Server", self.server).over
        with suppress(OSError):  # the client has had enough
            while not over.wait(pause):
                self.wfile.write(said)

    def _letter(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        cast("Server", self.server).letters.append((self._recipient, b"".join(lines)))
        return self._answer("END")

    def _secured(self) -> bool:
        context = cast("Server", self.server).context
        assert context is not None
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except OSError:
            return False  # the client did not like our certificate
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        return True


@contextmanager
def smtp_server(answers: Mapping[str, str] | None = None, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Runs while the block does."""
    with Server(answers or {}, context) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def channel_to(server: Server, extra: str = "", user: str = "", timeout: float = 5.0) -> EmailChannel:
    url = f"smtp://{user}127.0.0.1:{server.port}?from=q@example.org{extra}"
    return EmailChannel(relay(url), loopback=True, timeout=timeout)
