"""Never faster than the gateway allows, by however many workers and after however many restarts (R15)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from app.audit import Actor
from app.branches.acts import add_branch
from app.branches.members import add_member
from app.clock import Clock as Real
from app.db import Database
from app.main import open_database
from app.outbox.models import LetterRow
from app.outbox.store import SqlOutbox
from app.settings import Settings
from reminders.channels import Outcome, Result
from reminders.courier import Courier
from reminders.jobs import tick
from tests.contracts.fakes import AskableChannel, Clock, Records, desk_over, moment, person, spring_round

LETTERS, RATE, WORKERS, LIVES = 240, 40, 3, 3


class Gateway(AskableChannel):
    """Remembers when it was given what."""

    def __init__(self) -> None:
        super().__init__("sms", 1, rate=RATE, script=lambda _: Outcome(Result.SENT, "短信网关已接收"))
        self.times: list[float] = []

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        self.times.append(monotonic())
        return super().send(address, sealed, message_id)


@pytest.fixture
def outbox(settings: Settings, any_url: str, tmp_path: Path) -> Iterator[SqlOutbox]:
    db: Database = open_database(replace(settings, database_url=any_url), Real())
    operator = Actor(None, "测试")
    with db.write() as session:
        branch = add_branch(session, operator, {"name": "第一党支部"})
        for number in range(LETTERS):
            add_member(session, operator, branch.id, {"name": f"测试{number}", "joined_on": date(2010, 1, 1)})
    yield SqlOutbox(db, Real().now)
    db.close()


def test_workers_together_keep_to_the_rate_and_everything_goes_once(outbox: SqlOutbox) -> None:
    gateway = Gateway()
    records = Records([], [person(n, "secretary", ways=("sms",)) for n in range(1, LETTERS + 1)])
    records.rounds_ = [spring_round()]
    desk = replace(desk_over(outbox, records, Clock(moment("2026-02-12 09:00")), gateway), elapsed=monotonic)
    tick(desk)

    def live(_: int) -> None:
        """A worker that is stopped after a while; the last ones go on to the end."""
        courier = Courier(desk, gateway)
        for _ in range(LETTERS // WORKERS // LIVES // 2):
            if not courier.step():
                return

    began = monotonic()
    with ThreadPoolExecutor(WORKERS) as pool:
        while len(gateway.times) < LETTERS and monotonic() - began < 60:
            list(pool.map(live, range(WORKERS)))
    times = sorted(gateway.times)
    most = max(sum(first <= each < first + 1 for each in times) for first in times)
    assert most <= RATE + 1
    assert len({name for _, _, name in gateway.taken}) == len(gateway.taken) == LETTERS


def test_a_turn_long_ahead_gives_the_letter_back(outbox: SqlOutbox) -> None:
    gateway = Gateway()
    records = Records([], [person(1, "secretary", ways=("sms",))])
    records.rounds_ = [spring_round()]
    desk = desk_over(outbox, records, Clock(moment("2026-02-12 09:00")), gateway)
    tick(desk)
    outbox.slot("sms", 1 / 3600)
    assert Courier(desk, gateway).step()
    assert gateway.taken == []
    with outbox._db.read() as session:
        assert session.get_one(LetterRow, 1).state == "queued"
