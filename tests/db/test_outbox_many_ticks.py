"""Eight threads in each of three processes tick at once over a thousand matters: each is told of once (R1)."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context

import pytest
from sqlalchemy import func, select

from app.audit import Actor
from app.branches.acts import add_branch
from app.branches.members import add_member
from app.clock import Clock as RealClock
from app.db import Database
from app.main import open_database
from app.outbox.models import LetterNotice, LetterRow, NoticeRow
from app.outbox.recording import KEY, key
from app.outbox.store import SqlOutbox
from app.settings import Settings
from reminders.jobs import TICK_LEASE, tick
from reminders.nouns import Key, Stage
from tests.contracts.fakes import Clock, Records, desk_over, issue, line, moment, person

MATTERS, PEOPLE, PROCESSES, THREADS, TURNS = 1000, 5, 3, 8, 5
SPAWNED = get_context("forkserver")


def records() -> Records:
    """A thousand issues that are three days from their end, shared among five people."""
    due, made = date(2026, 3, 27), date(2026, 3, 24)
    lines = [line(issue(n, due, made, owner=f"person:{n % PEOPLE + 1}")) for n in range(1, MATTERS + 1)]
    return Records(lines, [person(1, "secretary"), *(person(n) for n in range(2, PEOPLE + 1))])


def ticking(url: str, process: int) -> None:
    """Each thread takes the tick from whoever has it, in the middle of whatever that one does."""
    logging.disable()
    db, standing, clock = Database(url), records(), Clock(moment("2026-03-24 09:00"))

    def turns(thread: int) -> None:
        outbox = SqlOutbox(db, RealClock().now)
        desk = replace(desk_over(outbox, standing, clock), holder=f"{process}:{thread}")
        for _ in range(TURNS):
            outbox.seize_lease(desk.holder, TICK_LEASE)
            tick(desk)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(turns, range(THREADS)))
    db.close()


@pytest.fixture
def peopled(settings: Settings, any_url: str) -> Iterator[Database]:
    operator = Actor(None, "测试")
    db = open_database(replace(settings, database_url=any_url), RealClock(moment=datetime(2026, 1, 5, tzinfo=UTC)))
    with db.write() as session:
        branch = add_branch(session, operator, {"name": "第一党支部"})
        for number in range(1, PEOPLE + 1):
            values = {"name": f"测试{number}", "joined_on": date(2010, 1, 1)}
            assert add_member(session, operator, branch.id, values).id == number
    yield db
    db.close()


def test_ticks_that_fall_into_each_other_write_exactly_what_is_expected(peopled: Database) -> None:
    processes = [SPAWNED.Process(target=ticking, args=(peopled.url, number)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    outbox = SqlOutbox(peopled, RealClock().now)
    desk = desk_over(outbox, records(), Clock(moment("2026-03-24 09:00")))
    outbox.seize_lease(desk.holder, TICK_LEASE)
    assert tick(desk)  # whoever is robbed of its tick leaves the rest to the next
    expected = {
        Key("issue", f"branch:1/issue:{n}", Stage.THREE_DAYS, date(2026, 3, 27), n % PEOPLE + 1)
        for n in range(1, MATTERS + 1)
    }
    with peopled.read() as session:
        told = Counter(key(*row) for row in session.execute(select(*KEY)))
        letters = Counter(tuple(row) for row in session.execute(select(LetterRow.person_id, LetterRow.day)))
        carried = session.scalars(select(func.count()).select_from(LetterNotice).group_by(LetterNotice.notice_id)).all()
        assert session.scalar(select(func.count()).select_from(NoticeRow)) == MATTERS
    assert told == dict.fromkeys(expected, 1)
    assert letters == {(number, date(2026, 3, 24)): 1 for number in range(1, PEOPLE + 1)}
    assert carried == [1] * MATTERS
