"""The tables keep the contract of the Outbox, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.audit import Actor
from app.branches.acts import add_branch
from app.branches.members import add_member
from app.clock import Clock
from app.db import Database
from app.main import open_database
from app.outbox.models import AttemptRow, ChannelRow, LeaseRow, LetterRow
from app.outbox.store import SqlOutbox
from app.settings import Settings
from reminders.channels import Outcome, Result
from reminders.letters import LetterState
from tests.contracts.outbox_contract import OutboxContract
from tests.contracts.outbox_words import Attempts, State, begin, claim, notice, settle, write

REAL = datetime(2026, 3, 25, 1, tzinfo=UTC)


class Elapsing:
    """Time passes for leases: each is that much nearer to its end, by whichever clock it runs."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def advance(self, seconds: float) -> None:
        passed = timedelta(seconds=seconds)
        with self._db.write() as session:
            for letter in session.scalars(select(LetterRow).where(LetterRow.lease_until.is_not(None))):
                letter.lease_until = earlier(letter.lease_until, passed)
            for channel in session.scalars(select(ChannelRow)):
                channel.free_at = earlier(channel.free_at, passed)
            for lease in session.scalars(select(LeaseRow)):
                lease.until = earlier(lease.until, passed)


def earlier(moment: datetime | None, by: timedelta) -> datetime | None:
    return moment and moment - by


@pytest.fixture
def peopled(settings: Settings, any_url: str) -> Iterator[Database]:
    """Persons 1 to 3 and branches 1 and 2, to whom the contract writes."""
    operator = Actor(None, "测试")
    db = open_database(replace(settings, database_url=any_url), Clock(moment=REAL))
    with db.write() as session:
        branches = [add_branch(session, operator, {"name": f"第{n}党支部"}) for n in (1, 2)]
        for number in (1, 2, 3):
            values = {"name": f"测试{number}", "joined_on": date(2010, 1, 1)}
            assert add_member(session, operator, branches[0].id, values).id == number
    yield db
    db.close()


@pytest.fixture
def clock(peopled: Database) -> Elapsing:
    return Elapsing(peopled)


@pytest.fixture
def outbox(peopled: Database) -> SqlOutbox:
    return SqlOutbox(peopled, lambda: REAL)


@pytest.fixture
def attempts(peopled: Database) -> Attempts:
    def results(letter: int) -> list[str | None]:
        with peopled.read() as session:
            query = select(AttemptRow.result).where(AttemptRow.letter_id == letter)
            return list(session.scalars(query.order_by(AttemptRow.id)))

    return results


@pytest.fixture
def state(peopled: Database) -> State:
    def found(letter: int) -> str:
        with peopled.read() as session:
            return session.get_one(LetterRow, letter).state

    return found


class TestSqlOutbox(OutboxContract):
    """All of it comes from the contract."""


@pytest.mark.parametrize(("outcome", "state"), [("sent", LetterState.SENT), ("logged", LetterState.LOGGED)])
def test_when_a_letter_last_went_is_kept_and_what_was_only_logged_went_nowhere(
    outbox: SqlOutbox, peopled: Database, outcome: str, state: LetterState
) -> None:
    write(outbox, notice())
    (letter,) = claim(outbox)
    begin(outbox, letter)
    settle(outbox, letter, Outcome(Result(outcome)), state)
    with peopled.read() as session:
        row = session.get(ChannelRow, "email")
    assert (row.accepted_at if row else None) == (REAL if outcome == "sent" else None)
