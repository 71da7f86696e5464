"""The contract of the tick: who may write down notices, and which letters they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminders.nouns import Stage
from reminders.outbox import LeaseLost, Outbox
from tests.contracts.outbox_words import (
    DAY,
    NINE,
    Clock,
    claim,
    entry,
    notice,
    send,
    write,
)


class Ticking:
    # The tick's lease

    def test_one_holder_ticks_and_keeps_its_token_while_it_renews(self, outbox: Outbox, clock: Clock) -> None:
        token = outbox.take_lease("one", 30)
        assert outbox.take_lease("two", 30) is None
        clock.advance(20)
        assert outbox.take_lease("one", 30) == token
        clock.advance(20)
        assert outbox.take_lease("two", 30) is None

    def test_the_next_holder_gets_a_greater_token_and_the_old_one_may_write_no_more(
        self, outbox: Outbox, clock: Clock
    ) -> None:
        old = outbox.take_lease("one", 30)
        clock.advance(31)
        new = outbox.take_lease("two", 30)
        assert old is not None
        assert new is not None
        assert new > old
        with pytest.raises(LeaseLost):
            outbox.record([entry(notice())], old, NINE)
        with pytest.raises(LeaseLost):
            outbox.note_tick(old, NINE)
        assert claim(outbox) == ()
        assert outbox.last_tick() is None

    def test_the_last_tick_is_the_business_moment_noted(self, outbox: Outbox) -> None:
        token = outbox.take_lease("one", 30)
        assert token is not None
        outbox.note_tick(token, NINE)
        assert outbox.last_tick() == NINE

    # Writing down

    def test_a_notice_is_written_down_once_however_often_it_is_planned(self, outbox: Outbox) -> None:
        assert write(outbox, notice()) == 1
        assert write(outbox, notice(), notice()) == 0
        (letter,) = claim(outbox)
        assert [told.key for told in letter.notices] == [notice().key]

    def test_what_one_person_is_told_on_one_day_is_one_letter(self, outbox: Outbox) -> None:
        write(outbox, notice("branch:1/a"), entry(notice("branch:2/b", branch=2), late=True))
        write(outbox, notice("branch:1/c"), notice("branch:1/a", person=2))
        mine, other = sorted(claim(outbox), key=lambda letter: letter.person)
        assert {(told.key.subject, told.branch, told.late) for told in mine.notices} == {
            ("branch:1/a", 1, False),
            ("branch:2/b", 2, True),
            ("branch:1/c", 1, False),
        }
        assert (mine.person, mine.channel, mine.day, mine.round) == (1, "email", DAY, None)
        assert (mine.tried, mine.sealed) == (0, b"")
        assert [told.key.person for told in other.notices] == [2]

    def test_each_way_has_its_own_letter(self, outbox: Outbox) -> None:
        write(outbox, notice(ways=("email", "sms")))
        (mail,), (text,) = claim(outbox), claim(outbox, channel="sms")
        assert mail.notices == text.notices
        assert mail.id != text.id

    def test_a_round_is_its_own_letter_and_goes_once(self, outbox: Outbox) -> None:
        the_round = notice("round:1", rule="round", stage=Stage.SEND, round=1)
        write(outbox, notice(), the_round)
        letters = claim(outbox)
        assert sorted(str(letter.round) for letter in letters) == ["1", "None"]
        for letter in letters:
            send(outbox, letter)
        write(outbox, replace(the_round, due_on=date(2026, 4, 1)))
        assert claim(outbox, NINE + timedelta(days=30)) == ()

    def test_what_is_skipped_leaves_its_reason_and_no_letter(self, outbox: Outbox) -> None:
        assert write(outbox, entry(notice(), skipped="已超过72小时")) == 1
        assert write(outbox, notice()) == 0
        assert claim(outbox) == ()

    def test_known_are_the_branches_notices_from_a_day_on(self, outbox: Outbox) -> None:
        old = notice("branch:1/old", reached=DAY - timedelta(days=8))
        write(outbox, old, notice(), entry(notice("branch:1/late"), skipped="已超过72小时"))
        write(outbox, notice("branch:2/other", branch=2))
        assert {key.subject for key in outbox.known(DAY - timedelta(days=6), [1])} == {
            "branch:1/202503",
            "branch:1/late",
        }
        assert len(outbox.known(DAY - timedelta(days=8), [1, 2])) == 4

    def test_a_letter_that_waits_takes_in_what_comes_later(self, outbox: Outbox) -> None:
        write(outbox, notice("branch:1/a"))
        later = DAY + timedelta(days=2)
        write(outbox, entry(notice("branch:1/b"), day=later, due_at=NINE + timedelta(days=2)))
        (letter,) = claim(outbox)
        assert len(letter.notices) == 2

    def test_put_off_to_the_next_afternoon_a_letter_goes_with_that_mornings(self, outbox: Outbox) -> None:
        write(outbox, notice("branch:1/a"))
        (first,) = claim(outbox)
        send(outbox, first)
        write(outbox, entry(notice("branch:1/b"), due_at=NINE + timedelta(hours=6)))
        morning = NINE + timedelta(days=1)
        assert claim(outbox, morning) == ()
        write(outbox, entry(notice("branch:1/c"), due_at=morning, day=DAY + timedelta(days=1)))
        (second,) = claim(outbox, morning)
        assert [told.key.subject for told in second.notices] == ["branch:1/b", "branch:1/c"]

    def test_a_clock_that_was_a_month_ahead_holds_nothing_back(self, outbox: Outbox) -> None:
        ahead = timedelta(days=30)
        write(outbox, entry(notice("branch:1/a"), day=DAY + ahead, due_at=NINE + ahead))
        (early,) = claim(outbox, NINE + ahead)
        send(outbox, early)
        write(outbox, notice("branch:1/b"))
        (letter,) = claim(outbox)
        assert letter.day == DAY

    def test_after_todays_letter_the_next_is_tomorrows(self, outbox: Outbox) -> None:
        write(outbox, notice("branch:1/a"))
        (first,) = claim(outbox)
        write(outbox, notice("branch:1/b"))  # while the first is in flight
        send(outbox, first)
        write(outbox, notice("branch:1/c"))
        assert claim(outbox, NINE + timedelta(hours=23)) == ()
        (second,) = claim(outbox, NINE + timedelta(days=1))
        assert second.day == DAY + timedelta(days=1)
        assert [told.key.subject for told in second.notices] == ["branch:1/b", "branch:1/c"]

    # A clock that was ahead

    def test_put_back_what_a_clock_ahead_put_off_or_gave_up_is_looked_at_anew(self, outbox: Outbox) -> None:
        ahead = NINE + timedelta(days=30)
        today, given_up = notice("branch:1/a"), entry(notice("branch:1/b"), skipped="已超过72小时")
        (sent,) = (write(outbox, today), claim(outbox))[1]
        send(outbox, sent)
        token = outbox.take_lease("one", 30)
        assert token is not None
        far = entry(notice("branch:1/c"), day=DAY + timedelta(days=30), due_at=ahead)
        outbox.record([given_up, far], token, ahead)
        outbox.rest("email", ahead + timedelta(hours=1), "连不上邮件服务器")
        outbox.turn_back(token, NINE, NINE, DAY)
        assert given_up.notice.key not in outbox.known(DAY, [1])
        assert claim(outbox, NINE) == ()
        (letter,) = claim(outbox, NINE + timedelta(days=1))
        assert letter.day == DAY + timedelta(days=1)  # today's has gone
        assert [told.key.subject for told in letter.notices] == ["branch:1/c"]
        with pytest.raises(LeaseLost):
            outbox.turn_back(token - 1, NINE, NINE, DAY)
