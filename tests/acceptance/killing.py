"""Workers killed by SIGKILL at random moments, and what became of the letters they carried (R10, R11)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import select, true, update

from app.branches import members
from app.cli.wiring import desk_of, office_at
from app.clock import DEMO_DAY, Clock
from app.db import Database
from app.main import open_database
from app.outbox.models import LeaseRow, LetterRow
from app.outbox.store import SqlOutbox
from app.outbox.worker import Stop
from app.settings import read
from reminders.jobs import UNCERTAIN, tick
from tests.acceptance.killed import OPEN, Figures, count
from tests.acceptance.slow_gateway import SlowGateway, slow_gateway
from tests.acceptance.slow_relay import Slow, slow_relay
from tests.db.outbox_office import spring
from tests.harness.server import ROOT, environment, escapes
from tests.harness.world import OPERATOR, PEOPLE, build

WITHIN = 0.35  # seconds from a worker's start, or from a letter, to its kill
# The moments are counted from the start, from the first letter, from one after a whole batch was settled,
# from an e-mail, or from an SMS that has just reached the gateway.
AN_SMS, A_MAIL, AT_THE_GATEWAY = -1, -2, 0.15
FROM_LETTER, WEIGHTS = (0, 1, 55, A_MAIL, AN_SMS), (6, 4, 2, 4, 8)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FORKED = get_context("forkserver")
FORKED.set_forkserver_preload(["app.__main__", __name__])
ONE_AT_A_TIME = Lock()  # multiprocessing asks after every child at each start, and a status can be read once


class Post:
    """A federation with its letters queued, half of them SMS, a relay and a gateway that take their
    time, and workers that carry them."""

    def __init__(self, data: Path, url: str, letters: int, relay: Slow, gateway: SlowGateway) -> None:
        data.mkdir()
        self.data, self.relay, self.gateway, self.letters = data, relay, gateway, letters
        self.more = {"QINGDAN_DATABASE_URL": url, "QINGDAN_DEMO": "1"}
        self.more |= {"QINGDAN_DELIVERY_MODE": "loopback", "QINGDAN_SMTP_URL": relay.url, **gateway.settings}
        self.settings = replace(read({"QINGDAN_DATA_DIR": str(data), **self.more}), demo=True)
        self.db: Database = open_database(self.settings, Clock(day=DEMO_DAY))
        self.outbox = SqlOutbox(self.db, Clock().now)
        self._queue()

    def _queue(self) -> None:
        """One round to every member, queued as a worker's tick does it."""
        with self.db.write() as session:
            home = build(session).home
            for number in range(self.letters - len(PEOPLE)):
                values = {"name": f"测试员{number}", "category": "full", "joined_on": date(2010, 7, 1)}
                mail, mobile = {"email": f"k{number}@yunling.example"}, {"mobile": f"1390000{number:04}"}
                members.add_member(session, OPERATOR, home, {**values, **(mobile if number % 2 else mail)})
            when = {"day": DEMO_DAY, "recorded_on": date(2025, 6, 20), "approved_on": date(2025, 6, 24)}
            spring(session, home, year=2025, ways="email,sms", sms_text="请廉洁过节。", **when)
        here = office_at(self.settings, None)
        desk, outbox = desk_of(here, Stop())
        assert tick(desk)
        outbox.release_lease(desk.holder)
        here.db.close()

    @property
    def arrived(self) -> int:
        """Letters and copies, by mail and by SMS."""
        return len(self.relay.mails) + len(self.gateway.accepted)

    def fork(self) -> ForkServerProcess:
        """A worker that need not import anything first: the moments of its kill are moments of work."""
        process = FORKED.Process(target=_work, args=(environment(self.data, **self.more), self.log), daemon=True)
        with ONE_AT_A_TIME:
            process.start()
        return process

    def start(self) -> subprocess.Popen[bytes]:
        """A worker as its operator starts it."""
        command = [sys.executable, "-m", "app", "worker"]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=environment(self.data, **self.more), stdout=log, stderr=log)

    @property
    def log(self) -> Path:
        return self.data.with_name(f"{self.data.name}.log")

    def let_leases_run_out(self) -> None:
        """As if the minute had passed for which the dead hold what they claimed."""
        with self.db.write() as session:
            held = update(LetterRow).where(LetterRow.state.in_(("inflight", "checking")))
            session.execute(held.values(lease_until=LONG_AGO))
            session.execute(update(LeaseRow).values(until=LONG_AGO))

    def open(self, *channels: str) -> int:
        """Letters that are not settled yet, of all channels or of these."""
        query = select(LetterRow.state).where(LetterRow.channel.in_(channels) if channels else true())
        with self.db.read() as session:
            return sum(state in OPEN for state in session.scalars(query))


def _work(environ: dict[str, str], log: Path) -> None:
    """In the forked process: what `python -m app worker` does, behind the same closed door."""
    os.environ.clear()
    os.environ.update(environ)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(output, stream)
    import tests.harness.guard.sitecustomize  # noqa: F401
    from app.__main__ import main

    main(["worker"])


@contextmanager
def posting(data: Path, url: str, letters: int, seed: int) -> Iterator[Post]:
    with slow_relay(Random(seed)) as relay, slow_gateway(Random(seed)) as gateway:  # noqa: S311
        post = Post(data, url, letters, relay, gateway)
        yield post
        post.db.close()
    assert not escapes(data).exists(), escapes(data).read_text()


def until(true: Callable[[], bool], seconds: float, every: float = 0.005) -> bool:
    ends = monotonic() + seconds
    while not (found := true()) and monotonic() < ends:
        sleep(every)
    return found


def killed(data: Path, url: str, workers: int, letters: int, kills: int, seeds: tuple[int, int]) -> Figures:
    """Half of the kills by each seed; then as many workers again, left alone with the real leases."""
    chances = [Random(seed) for seed in seeds]  # noqa: S311
    with posting(data, url, letters, seeds[0]) as post:
        done = 0
        while done < kills:
            if done:
                post.let_leases_run_out()
            chance = chances[done * 2 >= kills]
            if done and chance.random() < 0.75:
                post.outbox.expire(UNCERTAIN)
            done += _crash(post, workers, chance, last=done + workers >= kills)
        began = monotonic()
        last = [post.start() for _ in range(workers)]
        until(lambda: not post.open(), 120, every=0.25)
        seconds = monotonic() - began
        for process in last:
            end(process)
        return count(post.db, post.relay.mails, post.gateway, done, seconds)


def _crash(post: Post, workers: int, chance: Random, *, last: bool) -> int:
    """All the workers started and killed, each at a moment of its own; how many kills that was."""
    before, mails = post.arrived, len(post.relay.mails)
    working = [post.fork() for _ in range(workers)]
    letter = chance.choices(FROM_LETTER, WEIGHTS)[0]
    if post.open() <= post.letters / 2:  # the rest is for the kills to come
        letter = min(letter, 1)
    if last:  # somebody dies with letters in hand, and their lease must really run out
        letter = A_MAIL
    if letter == A_MAIL and not post.open("email"):
        letter = 1
    if letter == AN_SMS:
        begun = post.gateway.begun
        until(lambda: post.gateway.begun > begun, 5)
    elif letter == A_MAIL:
        until(lambda: len(post.relay.mails) > mails, 10)
    else:
        until(lambda: post.arrived - before >= letter, 10 + letter / 10)
    within = AT_THE_GATEWAY if letter == AN_SMS else WITHIN
    counted, passed = 0, 0.0
    for at, process in sorted(((chance.uniform(0, within), each) for each in working), key=lambda pair: pair[0]):
        sleep(at - passed)
        passed = at
        with ONE_AT_A_TIME:
            process.kill()
            process.join()
        assert process.exitcode == -signal.SIGKILL, post.log.read_text()
        counted += 1
    return counted


def end(process: subprocess.Popen[bytes]) -> None:
    """Asked to stop it finishes and leaves in order (R22)."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
