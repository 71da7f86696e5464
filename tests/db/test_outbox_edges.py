"""What the contract leaves to the tables: letters that come back, two ways of one notice, a holder that slept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.db import Database
from app.outbox.models import LeaseRow, LetterRow, NoticeRow
from app.outbox.store import SqlOutbox
from reminders.letters import LetterState, Settlement, Withdrawal
from tests.contracts.outbox_words import BUSY, DAY, NINE, SENT, UNTRIED, begin, claim, notice, settle, write
from tests.harness.web import MOMENT
from tests.harness.world import build


@pytest.fixture
def outbox(any_db: Database) -> SqlOutbox:
    """Persons 1 to 8 of branch 2 under branch 1."""
    with any_db.write() as session:
        build(session)
    return SqlOutbox(any_db, lambda: MOMENT)


def test_a_notice_taken_back_may_return_to_the_letter_it_left(outbox: SqlOutbox) -> None:
    first, second = notice("branch:1/a"), notice("branch:1/b")
    write(outbox, first, second)
    (letter,) = claim(outbox)
    outbox.withdraw([Withdrawal(letter.id, letter.token, {first.key: "事项已完成"})], NINE)
    settle(outbox, letter, UNTRIED, LetterState.QUEUED)
    assert write(outbox, first) == 1
    (again,) = claim(outbox)
    assert again.id == letter.id
    assert {told.key for told in again.notices} == {first.key, second.key}


def test_a_notice_is_told_while_one_of_its_ways_still_carries_it(outbox: SqlOutbox) -> None:
    both = notice(ways=("email", "sms"))
    write(outbox, both)
    (mail,), (text,) = claim(outbox), claim(outbox, channel="sms")
    outbox.withdraw([Withdrawal(text.id, text.token, {both.key: "收件人已不用这种方式"})], NINE)
    assert outbox.known(DAY, [1]) == {both.key}
    outbox.withdraw([Withdrawal(mail.id, mail.token, {both.key: "事项已完成"})], NINE)
    assert outbox.known(DAY, [1]) == frozenset()


def test_a_letter_put_off_before_its_second_attempt_keeps_its_first(outbox: SqlOutbox) -> None:
    write(outbox, notice())
    (letter,) = claim(outbox)
    begin(outbox, letter)
    settle(outbox, letter, BUSY, LetterState.RETRY, NINE)
    (again,) = claim(outbox)
    settle(outbox, again, UNTRIED, LetterState.RETRY)
    (third,) = claim(outbox)
    assert third.tried == 1


def test_a_claim_that_runs_out_after_an_attempt_waits_as_tried(outbox: SqlOutbox, any_db: Database) -> None:
    write(outbox, notice(), notice(person=2))
    begun, _ = claim(outbox)
    begin(outbox, begun)
    with any_db.write() as session:
        session.execute(update(LetterRow).values(lease_until=MOMENT - timedelta(days=400)))
    assert outbox.expire(("sms",)) == 2
    with any_db.read() as session:
        states = dict(session.execute(select(LetterRow.person_id, LetterRow.state)).all())
    assert states == {begun.person: "retry", 3 - begun.person: "queued"}


def test_a_holder_that_slept_past_its_lease_comes_back_under_a_new_token(outbox: SqlOutbox, any_db: Database) -> None:
    token = outbox.take_lease("one", 30)
    with any_db.write() as session:
        session.execute(update(LeaseRow).values(until=MOMENT - timedelta(days=400)))
    assert token is not None
    assert outbox.take_lease("one", 30) == token + 1


def test_the_day_on_which_a_letter_went_is_chinas(outbox: SqlOutbox, any_db: Database) -> None:
    write(outbox, notice())
    (letter,) = claim(outbox)
    begin(outbox, letter)
    late = NINE.replace(hour=17)  # one in the morning of the next day
    outbox.settle([Settlement(letter.id, letter.token, SENT, LetterState.SENT)], late)
    with any_db.read() as session:
        assert session.scalars(select(LetterRow.sent_on)).one() == DAY + timedelta(days=1)
        assert session.scalars(select(NoticeRow.state)).one() == "told"


def test_nobody_waits_for_a_lease_that_a_clock_ahead_left_behind(outbox: SqlOutbox, any_db: Database) -> None:
    token = outbox.take_lease("one", 30)
    with any_db.write() as session:
        session.execute(update(LeaseRow).values(until=MOMENT + timedelta(days=4000)))
    assert token is not None
    assert outbox.take_lease("two", 30) == token + 1
