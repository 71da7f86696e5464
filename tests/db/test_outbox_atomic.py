"""A notice and its letters, an attempt and its bytes, an outcome and its state: both or neither (R9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text

from app.audit import Actor
from app.branches.acts import add_branch
from app.branches.members import add_member
from app.clock import Clock
from app.db import Database
from app.outbox.store import SqlOutbox
from reminders.channels import Answer, Event, Found, Outcome, Receipt, Result
from reminders.letters import Answered, Letter, LetterState, Opening, Settlement, Withdrawal
from tests.contracts.outbox_words import NINE, SENT, begin, claim, entry, notice, settle, write

TABLES = ("notices", "letters", "letter_notices", "attempts", "receipts")
Step = Callable[[SqlOutbox], object]


class Broken(Exception):
    """The statement that the database did not survive."""


class Breaking:
    """Raises at the k-th statement that is sent to the database."""

    def __init__(self, db: Database) -> None:
        self._left = 0
        event.listen(db.writer, "before_cursor_execute", self._count)

    def at(self, k: int) -> None:
        self._left = k

    def _count(self, *_: Any) -> None:
        self._left -= 1
        if self._left == 0:
            raise Broken


def state(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    with db.read() as session:
        return {
            table: sorted((tuple(row) for row in session.execute(text(f"SELECT * FROM {table}"))), key=repr)
            for table in TABLES
        }


@pytest.fixture
def outbox(any_db: Database) -> SqlOutbox:
    operator = Actor(None, "测试")
    with any_db.write() as session:
        branch = add_branch(session, operator, {"name": "第一党支部"})
        for number in (1, 2, 3):
            add_member(session, operator, branch.id, {"name": f"测试{number}"})
    return SqlOutbox(any_db, Clock().now)


def queued(outbox: SqlOutbox) -> Letter:
    write(outbox, notice(ways=("sms",)), notice("branch:1/b", ways=("sms",)))
    (letter,) = claim(outbox, channel="sms")
    return letter


def sent(outbox: SqlOutbox) -> Letter:
    letter = queued(outbox)
    begin(outbox, letter)
    return letter


def recording(outbox: SqlOutbox) -> Step:
    token = outbox.take_lease("one", 30) or 0
    told = [entry(notice(ways=("email", "sms"), person=person)) for person in (1, 2, 3)]
    return lambda store: store.record(told, token, NINE)


def withdrawing(outbox: SqlOutbox) -> Step:
    letter = queued(outbox)
    reasons = {told.key: "事项已完成" for told in letter.notices}
    return lambda store: store.withdraw([Withdrawal(letter.id, letter.token, reasons)], NINE)


def beginning(outbox: SqlOutbox) -> Step:
    letter = queued(outbox)
    return lambda store: store.begin([Opening(letter.id, letter.token, "m1", b"sealed", 1)], NINE, 60)


def turning_over(outbox: SqlOutbox) -> Step:
    done, first = sent(outbox), notice("branch:1/c", person=2, ways=("sms",))
    write(outbox, first)
    (letter,) = claim(outbox, channel="sms")
    settled = [Settlement(done.id, done.token, SENT, LetterState.SENT)]
    return lambda store: store.begin([Opening(letter.id, letter.token, "m2", b"sealed", 1)], NINE, 60, settled)


def settling(outbox: SqlOutbox) -> Step:
    letter = sent(outbox)
    return lambda store: store.settle([Settlement(letter.id, letter.token, SENT, LetterState.SENT)], NINE)


def answering(outbox: SqlOutbox) -> Step:
    letter = sent(outbox)
    settle(outbox, letter, Outcome(Result.UNCERTAIN), LetterState.UNCERTAIN, NINE)
    (each,) = outbox.claim_doubtful("sms", 1, NINE, 60)
    said = Answered(each.id, each.token, Answer(Found.DELIVERED), LetterState.SENT, None, 0)
    return lambda store: store.answer([said], NINE)


def receiving(outbox: SqlOutbox) -> Step:
    letter = sent(outbox)
    settle(outbox, letter, SENT, LetterState.SENT)
    return lambda store: store.receive([Receipt(f"<{letter.id}@test>", Event.FAILED, NINE)], NINE)


@pytest.mark.parametrize("prepared", [recording, withdrawing, beginning, settling, turning_over, answering, receiving])
def test_whichever_statement_breaks_all_of_it_is_written_or_nothing(
    outbox: SqlOutbox, any_db: Database, prepared: Callable[[SqlOutbox], Step]
) -> None:
    step, breaking = prepared(outbox), Breaking(any_db)
    before = state(any_db)
    for k in range(1, 100):
        breaking.at(k)
        try:
            step(outbox)
        except Broken:
            assert state(any_db) == before, f"half written after statement {k}"
        else:
            break
    breaking.at(0)
    assert k > 2
    assert state(any_db) != before
