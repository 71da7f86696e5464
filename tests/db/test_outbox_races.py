"""Several workers over one outbox: nobody claims what another has, and no notice falls between two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.audit import Actor
from app.branches.acts import add_branch
from app.branches.members import add_member
from app.clock import Clock
from app.db import Database
from app.main import open_database
from app.outbox.store import SqlOutbox
from app.settings import Settings
from reminders.letters import LetterState, Settlement
from reminders.nouns import Key
from reminders.outbox import LeaseLost
from tests.contracts.outbox_words import NINE, SENT, begin, entry, notice, write

PEOPLE = 12
FAR = NINE + timedelta(days=400)  # a worker that looks ahead, so that every digest of a day is due


@pytest.fixture
def outbox(settings: Settings, any_url: str) -> Iterator[SqlOutbox]:
    real = Clock(moment=datetime(2026, 3, 25, 1, tzinfo=UTC))
    db = open_database(replace(settings, database_url=any_url), real)
    _people(db)
    yield SqlOutbox(db, real.now)
    db.close()


def _people(db: Database) -> None:
    operator = Actor(None, "测试")
    with db.write() as session:
        branch = add_branch(session, operator, {"name": "第一党支部"})
        for number in range(PEOPLE):
            add_member(session, operator, branch.id, {"name": f"测试{number}", "joined_on": date(2010, 1, 1)})


def carry(outbox: SqlOutbox, limit: int = 5) -> list[Key]:
    """One batch, sent; what it told."""
    letters = outbox.claim("email", limit, FAR, 60)
    begin(outbox, *letters)
    outbox.settle([Settlement(each.id, each.token, SENT, LetterState.SENT) for each in letters], FAR)
    return [told.key for letter in letters for told in letter.notices]


def test_every_letter_is_claimed_by_one_worker_only(outbox: SqlOutbox) -> None:
    rounds = [notice(f"round:{n}", rule="round", person=p, round=n) for n in range(10) for p in range(1, PEOPLE + 1)]
    write(outbox, *rounds)
    with ThreadPoolExecutor(4) as pool:
        told = [key for batch in pool.map(lambda _: carry(outbox), range(60)) for key in batch]
    assert Counter(told) == Counter(each.key for each in rounds)


def test_a_notice_written_while_letters_are_claimed_is_told_once(outbox: SqlOutbox) -> None:
    """It joins a letter before that is claimed, or it waits for the next: never a letter already gone."""
    written = [notice(f"branch:1/{n}", person=p) for n in range(25) for p in range(1, PEOPLE + 1)]
    told: list[Key] = []
    with ThreadPoolExecutor(3) as pool:
        carrying = [pool.submit(lambda: [key for _ in range(40) for key in carry(outbox)]) for _ in range(2)]
        for n in range(0, len(written), PEOPLE):
            write(outbox, *written[n : n + PEOPLE])
        for each in carrying:
            told += each.result()
    while left := carry(outbox, 50):
        told += left
    assert Counter(told) == Counter(each.key for each in written)


def test_two_tickers_that_plan_the_same_write_it_once(outbox: SqlOutbox) -> None:
    planned = [entry(notice(f"branch:1/{n}", person=p)) for n in range(20) for p in range(1, PEOPLE + 1)]

    def ticker(holder: str) -> int:
        new = 0
        for n in range(0, len(planned), 24):
            token = outbox.seize_lease(holder, 30)
            try:
                new += outbox.record(planned[n : n + 24], token, NINE)
            except LeaseLost:
                continue  # the other took over in between
        return new

    with ThreadPoolExecutor(4) as pool:
        new = sum(pool.map(ticker, ["one", "two", "three", "four"]))
    new += outbox.record(planned, outbox.seize_lease("last", 30), NINE)
    assert new == len(planned)
    assert Counter(carry(outbox, 50)) == Counter(each.notice.key for each in planned)


def test_who_is_seized_from_may_write_no_more_and_ticks_again_after_a_release(outbox: SqlOutbox) -> None:
    background = outbox.take_lease("background", 30)
    assert background is not None
    shell = outbox.seize_lease("shell", 30)
    assert shell > background
    with pytest.raises(LeaseLost):
        outbox.note_tick(background, NINE)
    assert outbox.take_lease("background", 30) is None
    outbox.release_lease("background")  # not its own to give back
    assert outbox.take_lease("background", 30) is None
    outbox.release_lease("shell")
    assert outbox.take_lease("background", 30) == shell + 1
