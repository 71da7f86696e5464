"""One SMS gateway on loopback for all three protocols: it checks signatures, keeps what it takes, and misbehaves on demand."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar, cast
from urllib.parse import urlsplit

from tests.harness.sms_dialects import Dialect, Message, Own, Request, Said
from tests.harness.sms_vendors import Aliyun, Tencent

Server = TypeVar("Server", bound="SmsServer")
# What the next send does instead of being taken and answered.
DROP = "taken, and hung up on without an answer"
LATE = "taken, and answered after the caller has gone"
LOSE = "hung up on and never taken"
THROTTLE = "refused as too fast"
BREAK = "answered by a proxy with 502"
GARBLE = "taken, and answered with what is no JSON"


class SmsServer(ThreadingHTTPServer):
    """`script` is used up one send each; `lag` queries know nothing yet. `unaskable` has no query at all."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.dialects: dict[str, Dialect] = {
            "x-acs-action": Aliyun(),
            "x-tc-action": Tencent(),
            "x-qingdan-key": Own(),
        }
        self.script: deque[str] = deque()
        self.lag = 0
        self.unaskable = False
        self.accepted: list[Message] = []
        self.requests: list[Request] = []
        self.refused = 0
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def sends(self, dialect: Dialect, request: Request) -> Said | str:
        """The answer, or what happens instead of one."""
        turn = self.script.popleft() if self.script else ""
        if turn in (LOSE, BREAK):
            return turn
        if turn == THROTTLE:
            return dialect.throttled
        message = dialect.taken(request, f"serial-{len(self.accepted)}")
        if not isinstance(message, Message):
            return message
        self.accepted.append(message)
        return turn or dialect.accepted(message)

    def answers(self, dialect: Dialect, request: Request) -> Said:
        if self.unaskable:
            return 404, {}
        if self.lag:
            self.lag -= 1
            return dialect.answer(request, [])
        return dialect.answer(request, self.accepted)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes

    def do_POST(self) -> None:
        server = cast("SmsServer", self.server)
        request = self._read()
        server.requests.append(request)
        dialect = next(spoken for header, spoken in server.dialects.items() if header in request.headers)
        if not dialect.verified(request):
            server.refused += 1
            self._say(dialect.forbidden)
        elif dialect.asks(request):
            self._say(server.answers(dialect, request))
        else:
            self._act(server.sends(dialect, request))

    def log_message(self, *_: object) -> None:
        """A test's output is its own."""

    def _read(self) -> Request:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(parts.path, parts.query, headers, self.rfile.read(int(headers.get("content-length", 0))))

    def _act(self, said: Said | str) -> None:
        if not isinstance(said, str):
            self._say(said)
        elif said == BREAK:
            self._say((502, "<html>Bad Gateway</html>"))
        elif said == GARBLE:
            self._say((200, "ok?"))
        else:
            if said == LATE:
                cast("SmsServer", self.server).over.wait(5)
            self.close_connection = True

    def _say(self, said: Said) -> None:
        status, words = said
        body = words.encode() if isinstance(words, str) else json.dumps(words, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def sms_server() -> Iterator[SmsServer]:
    with running(SmsServer()) as server:
        yield server


@contextmanager
def running(made: Server) -> Iterator[Server]:
    """Runs while the block does."""
    with made as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
