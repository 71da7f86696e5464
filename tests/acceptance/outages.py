"""The whole product while its database is gone, while its disk is full, and while it is restarted (R16, R22)."""

from __future__ import annotations

import os
import resource
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from tests.acceptance.at_work import family, logged, ready
from tests.acceptance.halting import Untold, terminated
from tests.acceptance.killed import Figures, count
from tests.acceptance.killing import Post, end, posting, until
from tests.harness.own_postgres import Stoppable
from tests.harness.server import Server, serving

LETTERS = 200
GONE = float(os.environ.get("QINGDAN_TEST_OUTAGE", "20"))  # seconds; `make soak` takes more
FULL = 52.0  # longer than three ticks, so that the health page must say that nobody ticks
ROOM = 64 * 1024  # bytes of a file beyond which nothing more can be written
RESTARTS = 20


@dataclass(frozen=True)
class Outage:
    """What was seen while it lasted, and what came of it."""

    begun: int  # letters that had gone before
    meanwhile: tuple[int, dict[str, Any]]  # the health page
    before_it_ended: tuple[int, dict[str, Any]]
    again: float  # seconds from its end until everything had gone
    well: float  # and until the health page said so
    same_processes: bool
    a_minute: float  # warnings and errors logged
    tracebacks: int
    figures: Figures
    sound: str = "ok"  # what SQLite says of its file


def without_postgres(data: Path, url: str, own: Stoppable, seed: int) -> Outage:
    with posting(data, url, LETTERS, seed) as post, serving(data, "--demo", **post.more) as server:
        return _outage(post, server, own.stop, own.start, GONE)


def with_a_full_disk(data: Path, url: str, seed: int) -> Outage:
    """No write of either process gets through beyond the first bytes of a file."""
    file = Path(url.removeprefix("sqlite:///"))
    with posting(data, url, LETTERS, seed) as post:
        with serving(data, "--demo", **post.more) as server:

            def limit(room: int) -> None:
                for pid in (family(server.pid).worker, *family(server.pid).web):
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

            found = _outage(post, server, lambda: limit(ROOM), lambda: limit(resource.RLIM_INFINITY), FULL)
        with sqlite3.connect(file) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.close()
    return Outage(**{**vars(found), "sound": sound})


def _outage(post: Post, server: Server, begin: Any, over: Any, seconds: float) -> Outage:
    assert until(lambda: post.arrived >= 10 and ready(server.url)[0] == 200, 60, every=0.05), server.log.read_text()
    before, begun, length = family(server.pid), post.arrived, server.log.stat().st_size
    begin()
    sleep(seconds / 2)
    meanwhile = ready(server.url)
    sleep(seconds / 2)
    before_it_ended, entries = ready(server.url), logged(server.log, length)
    over()
    ended = monotonic()
    until(lambda: ready(server.url)[0] == 200, 90, every=0.5)
    well = monotonic() - ended
    until(lambda: not post.open(), 120, every=0.25)
    again = monotonic() - ended
    said = server.log.read_bytes()[length:].decode()
    return Outage(
        begun=begun,
        meanwhile=meanwhile,
        before_it_ended=before_it_ended,
        again=again,
        well=well,
        same_processes=family(server.pid) == before,
        a_minute=entries / max(seconds / 60, 1),
        tracebacks=said.count("Traceback (most recent call last)"),
        figures=count(post.db, post.relay.mails, post.gateway, 0, again),
    )


@dataclass(frozen=True)
class Restarted:
    """What twenty orderly ends in the middle of sending left behind."""

    codes: list[int | None]
    slowest: float
    at_work: int  # of these ends, how many had letters go before them
    figures: Figures


def restarted(data: Path, url: str, seed: int) -> Restarted:
    chance, codes, slowest, at_work = Random(seed), [], 0.0, 0  # noqa: S311
    with posting(data, url, LETTERS, seed) as post:
        for _ in range(RESTARTS):
            before, wanted = post.arrived, chance.randint(1, 5)
            process = post.fork()
            at_work += until(lambda: post.arrived >= before + wanted, 20)  # noqa: B023  (asked in this turn only)
            began = monotonic()
            codes.append(terminated(process))
            slowest = max(slowest, monotonic() - began)
        last = post.start()
        until(lambda: not post.open(), 120, every=0.25)
        end(last)
        return Restarted(codes, slowest, at_work, count(post.db, post.relay.mails, post.gateway, 0, 0))


@dataclass(frozen=True)
class Crowd:
    """Several web processes beside one worker."""

    web: int
    holders: set[int]
    worker: int
    tokens: set[int]
    office: Untold


def crowded(data: Path, url: str) -> Crowd:
    """Two ticks and more, looked at all the time."""
    from tests.acceptance.at_work import lease, pid_of

    office, holders, tokens = Untold(data, url), set(), set()
    with serving(data, "--demo", "--workers", "4", **office.more) as server:
        begun = family(server.pid)
        ends = monotonic() + 35
        while monotonic() < ends:
            ready(server.url)
            row = lease(office.db)
            if row is not None:
                holders.add(pid_of(row.holder))
                tokens.add(row.token)
            sleep(0.1)
        assert family(server.pid) == begun
    return Crowd(len(begun.web), holders, begun.worker, tokens, office)
