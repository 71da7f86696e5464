"""`serve`: web processes on one socket and a worker beside them; the dead are started again.

Run as a module it is one web process: `python -m app.supervise FD PARENT [CERTIFICATE KEY]`.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from app.main import from_environment

log = logging.getLogger("qingdan.serve")

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0  # seconds before a dead process is started again
STEADY = 60.0  # having lived that long, it is no longer taken for one that always fails
PATIENCE = 35.0  # for what is in flight: a letter has 20 seconds, a page as many
_LOOK_EVERY = 0.2


def start_log(level: int) -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=level)
    for talkative in ("apscheduler", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def listen(host: str, port: int) -> socket.socket:
    """One socket for all web processes: a connection goes to whichever is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(2048)
    listening.set_inheritable(True)
    return listening


def web_command(listening: socket.socket, *certificate: Path) -> list[str]:
    """`certificate` and its key, where this process itself answers by https."""
    own = (listening.fileno(), os.getpid(), *certificate)
    return [sys.executable, "-m", "app.supervise", *map(str, own)]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "app", "worker", "--parent", str(os.getpid())]


@dataclass(slots=True)
class Child:
    """A process that should always be there."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again_at: float = 0.0
    delay: float = FIRST_DELAY

    def wait_longer(self) -> None:
        self.again_at = time.monotonic() + self.delay
        self.delay = min(self.delay * 2, LONGEST_DELAY)


@dataclass(slots=True)
class Supervisor:
    """Starts the children, starts them again when they die, and ends them when it is told to end."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    descriptors: Sequence[int] = ()
    _stopping: bool = field(default=False)

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for child in self.children:
            self._start(child)
        while not self._stopping:
            time.sleep(_LOOK_EVERY)
            self._look_after()
        self._end()

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _start(self, child: Child) -> None:
        try:
            child.process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                child.command, env=dict(self.environment), pass_fds=tuple(self.descriptors), stdin=subprocess.DEVNULL
            )
        except OSError as error:  # no memory, no free process: the others go on, and it may pass
            log.error("%s cannot be started (%s); trying again in %.1f seconds", child.name, error, child.delay)
            child.wait_longer()
        else:
            child.started = time.monotonic()

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and (code := child.process.poll()) is not None:
                if now - child.started > STEADY:
                    child.delay = FIRST_DELAY
                log.error("%s ended with %s; starting it again in %.1f seconds", child.name, code, child.delay)
                child.process = None
                child.wait_longer()
            elif child.process is None and now >= child.again_at:
                self._start(child)

    def _end(self) -> None:
        """All are asked at once and have one patience together; who does not end is ended."""
        living = [child.process for child in self.children if child.process is not None]
        for process in living:
            process.terminate()
        ends = time.monotonic() + PATIENCE
        for process in living:
            try:
                process.wait(max(ends - time.monotonic(), 0))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def follow(parent: int, then: Callable[[], object]) -> None:
    """Call `then` once the parent is gone: nobody would look after this process any more."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        log.warning("the supervising process is gone; ending")
        then()

    threading.Thread(target=watch, name="parent", daemon=True).start()


def web(descriptor: int, parent: int, certificate: str | None = None, key: str | None = None) -> None:
    """One web process. Addresses in headers are believed only from the proxies that the settings name."""
    start_log(logging.WARNING)
    proxies = os.environ.get("QINGDAN_TRUSTED_PROXIES", "")
    config = uvicorn.Config(
        from_environment(),  # made before the loop runs: it sets the loop's pool of threads
        log_config=None,
        access_log=False,  # addresses of pages hold what people looked for
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=20,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    server = uvicorn.Server(config)
    follow(parent, lambda: setattr(server, "should_exit", True))
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    web(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5])
