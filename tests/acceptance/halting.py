"""Three workers; the one that ticks is halted in the middle of a tick for longer than its lease (R7)."""

from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import func, select

from app.cli.wiring import desk_of, office_at
from app.clock import DEMO_DAY, Clock
from app.db import Database
from app.main import open_database
from app.outbox.models import LetterNotice, LetterRow, NoticeRow
from app.outbox.recording import KEY, key
from app.outbox.worker import Stop
from app.settings import Settings, read
from reminders.jobs import missing
from reminders.nouns import Key
from tests.acceptance.at_work import lease, pid_of, stop
from tests.acceptance.killing import FORKED, ONE_AT_A_TIME, _work, until
from tests.db.outbox_office import spring
from tests.harness.server import environment
from tests.harness.world import build

READING = 6.0  # seconds that a tick takes over reading the records: there it is halted, in no transaction
OVERTAKEN = "another process took over the tick"


class Untold:
    """A federation of whose matters nobody has been told yet, in log mode."""

    def __init__(self, data: Path, url: str) -> None:
        data.mkdir()
        self.data, self.log = data, data.with_name(f"{data.name}.log")
        self.more = {"QINGDAN_DATABASE_URL": url, "QINGDAN_DEMO": "1"}
        settings: Settings = replace(read({"QINGDAN_DATA_DIR": str(data), **self.more}), demo=True)
        self.db: Database = open_database(settings, Clock(day=DEMO_DAY))
        with self.db.write() as session:
            home = build(session).home
            spring(session, home, year=2025, day=DEMO_DAY, recorded_on=DEMO_DAY, approved_on=DEMO_DAY)
        self.expected = self._expected(settings)

    def _expected(self, settings: Settings) -> set[Key]:
        here = office_at(settings, None)
        desk, _ = desk_of(here, Stop())
        found = {each.notice.key for each in missing(desk, desk.standing.branches(), desk.now(), None)}
        here.db.close()
        return found

    def told(self) -> Counter[Key]:
        with self.db.read() as session:
            return Counter(key(*row) for row in session.execute(select(*KEY)))

    def carried(self) -> list[int]:
        """In how many letters each notice is."""
        link = LetterNotice.notice_id == NoticeRow.id
        query = select(func.count(LetterNotice.letter_id)).select_from(NoticeRow).join(LetterNotice, link, isouter=True)
        with self.db.read() as session:
            return list(session.scalars(query.group_by(NoticeRow.id)))

    def waiting(self) -> int:
        with self.db.read() as session:
            return len(session.scalars(select(LetterRow).where(LetterRow.state != "logged")).all())


@dataclass(frozen=True)
class Halted:
    """What became of the tick."""

    after: float  # seconds until another held it
    old_token: int
    new_token: int
    refused: int  # times that what the halted one still wanted to write was refused
    expected: set[Key]
    told: Counter[Key]
    carried: list[int]
    waiting: int
    codes: list[int | None]


def _slowly(environ: dict[str, str], log: Path) -> None:
    from app.progress.telling import Telling

    at_once = Telling.lines

    def lines(self: Telling, *arguments: object) -> object:
        sleep(READING)
        return at_once(self, *arguments)  # type: ignore[arg-type]

    Telling.lines = lines  # type: ignore[method-assign,assignment]
    _work(environ, log)


def halted(data: Path, url: str) -> Halted:
    office = Untold(data, url)
    workers = []
    for _ in range(3):
        process = FORKED.Process(target=_slowly, args=(environment(data, **office.more), office.log), daemon=True)
        with ONE_AT_A_TIME:
            process.start()
        workers.append(process)
    assert until(lambda: (row := lease(office.db)) is not None and row.until is not None, 60), office.log.read_text()
    first = lease(office.db)
    assert first is not None
    sleep(READING / 12)  # until it reads
    stop(pid_of(first.holder), office.db)
    began = monotonic()
    assert not office.told()
    until(lambda: (row := lease(office.db)) is not None and row.holder != first.holder, 90, every=0.1)
    after = monotonic() - began
    until(lambda: (row := lease(office.db)) is not None and row.ticked_at is not None, 30, every=0.1)
    second = lease(office.db)
    assert second is not None
    os.kill(pid_of(first.holder), signal.SIGCONT)
    until(lambda: OVERTAKEN in office.log.read_text(), 30, every=0.1)
    until(lambda: not office.waiting(), 60, every=0.1)
    codes = [terminated(process) for process in workers]
    found = office.log.read_text().count(OVERTAKEN)
    kept = Halted(
        after,
        first.token,
        second.token,
        found,
        office.expected,
        office.told(),
        office.carried(),
        office.waiting(),
        codes,
    )
    office.db.close()
    return kept


def terminated(process: ForkServerProcess) -> int | None:
    """Asked to stop; its exit code, None where it did not within half a minute."""
    process.terminate()
    ends = monotonic() + 30
    while monotonic() < ends:
        with ONE_AT_A_TIME:
            process.join(0)
        if process.exitcode is not None:
            break
        sleep(0.05)
    return process.exitcode
