"""The contract of delivery: one claimer, attempts first, outcomes by the token's holder."""

from __future__ import annotations

from datetime import timedelta

from reminders.channels import Outcome, Result
from reminders.letters import LetterState, Withdrawal
from reminders.outbox import Outbox
from tests.contracts.outbox_words import (
    BUSY,
    DAY,
    MINUTE,
    NINE,
    SENT,
    UNTRIED,
    Attempts,
    Clock,
    begin,
    claim,
    entry,
    notice,
    send,
    settle,
    write,
)


class Delivering:
    # Claiming

    def test_a_letter_is_claimed_when_due_and_by_one_only(self, outbox: Outbox) -> None:
        write(outbox, notice())
        assert claim(outbox, NINE - MINUTE) == ()
        assert claim(outbox, channel="sms") == ()
        assert len(claim(outbox)) == 1
        assert claim(outbox) == ()

    def test_the_earliest_are_claimed_first_and_tokens_are_never_the_same(self, outbox: Outbox) -> None:
        for person in (3, 1, 2):
            write(outbox, entry(notice(person=person), due_at=NINE - person * MINUTE))
        first, second = claim(outbox, limit=2)
        (third,) = claim(outbox, limit=2)
        assert [first.person, second.person, third.person] == [3, 2, 1]
        assert len({first.token, second.token, third.token}) == 3

    def test_no_letter_is_claimed_while_its_channel_rests(self, outbox: Outbox) -> None:
        write(outbox, notice(ways=("email", "sms")))
        outbox.rest("email", NINE + MINUTE, "连不上")
        assert claim(outbox) == ()
        assert len(claim(outbox, channel="sms")) == 1
        assert len(claim(outbox, NINE + MINUTE)) == 1

    def test_a_stopped_channel_waits_for_a_person(self, outbox: Outbox) -> None:
        write(outbox, notice())
        outbox.rest("email", None, "拒绝登录")
        assert claim(outbox, NINE + timedelta(days=30)) == ()
        assert outbox.channel("email").stopped
        assert outbox.channel("email").reason == "拒绝登录"
        outbox.resume("email")
        assert len(claim(outbox)) == 1

    # Taking back

    def test_a_notice_taken_back_leaves_its_letter_and_the_rest_goes(self, outbox: Outbox) -> None:
        write(outbox, notice("branch:1/a"), notice("branch:1/b"))
        (letter,) = claim(outbox)
        gone = notice("branch:1/a").key
        outbox.withdraw([Withdrawal(letter.id, letter.token, {gone: "事项已完成"})], NINE)
        assert begin(outbox, letter) == {letter.id}
        settle(outbox, letter, BUSY, LetterState.RETRY, NINE)
        (again,) = claim(outbox)
        assert [told.key.subject for told in again.notices] == ["branch:1/b"]
        assert gone not in outbox.known(DAY, [1])

    def test_a_letter_without_notices_is_cancelled(self, outbox: Outbox, clock: Clock) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        outbox.withdraw([Withdrawal(letter.id, letter.token, {notice().key: "事项已完成"})], NINE)
        assert begin(outbox, letter) == frozenset()
        clock.advance(61)
        outbox.expire(())
        assert claim(outbox) == ()

    def test_what_holds_again_is_told_after_all(self, outbox: Outbox) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        outbox.withdraw([Withdrawal(letter.id, letter.token, {notice().key: "事项已完成"})], NINE)
        assert write(outbox, notice()) == 1
        (again,) = claim(outbox)
        assert [told.key for told in again.notices] == [notice().key]

    def test_only_the_holder_takes_back(self, outbox: Outbox, clock: Clock) -> None:
        write(outbox, notice())
        (old,) = claim(outbox)
        clock.advance(61)
        outbox.expire(())
        (new,) = claim(outbox)
        outbox.withdraw([Withdrawal(old.id, old.token, {notice().key: "事项已完成"})], NINE)
        assert begin(outbox, new) == {new.id}

    # Attempts and outcomes

    def test_an_attempt_is_written_before_its_outcome(self, outbox: Outbox, attempts: Attempts) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        begin(outbox, letter)
        assert attempts(letter.id) == [None]
        settle(outbox, letter, SENT, LetterState.SENT)
        assert attempts(letter.id) == ["sent"]
        assert claim(outbox, NINE + timedelta(days=30)) == ()

    def test_a_letter_to_be_tried_again_keeps_its_bytes_and_its_count(self, outbox: Outbox, attempts: Attempts) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        begin(outbox, letter, sealed=b"as it was first")
        settle(outbox, letter, BUSY, LetterState.RETRY, NINE + MINUTE)
        assert claim(outbox) == ()
        (again,) = claim(outbox, NINE + MINUTE)
        assert (again.tried, again.sealed) == (1, b"as it was first")
        send(outbox, again)
        assert attempts(letter.id) == ["temporary", "sent"]

    def test_an_attempt_never_made_is_not_counted(self, outbox: Outbox) -> None:
        write(outbox, notice("branch:1/a"))
        (letter,) = claim(outbox)
        begin(outbox, letter)
        settle(outbox, letter, UNTRIED, LetterState.QUEUED)
        write(outbox, notice("branch:1/b"))
        (again,) = claim(outbox)
        assert again.tried == 0
        assert len(again.notices) == 2

    def test_a_letter_may_fail_without_an_attempt(self, outbox: Outbox, attempts: Attempts) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        assert settle(outbox, letter, Outcome(Result.PERMANENT, "没有登记地址"), LetterState.FAILED) == 1
        assert attempts(letter.id) == []
        assert claim(outbox, NINE + timedelta(days=30)) == ()

    def test_a_claim_that_ran_out_is_fenced_off(self, outbox: Outbox, clock: Clock, attempts: Attempts) -> None:
        write(outbox, notice())
        (old,) = claim(outbox)
        begin(outbox, old, sealed=b"first")
        clock.advance(61)
        assert outbox.expire(("sms",)) == 1
        (new,) = claim(outbox)
        assert (new.tried, new.sealed) == (1, b"first")
        assert begin(outbox, old) == frozenset()
        begin(outbox, new, sealed=b"first")
        assert settle(outbox, old, BUSY, LetterState.RETRY, NINE) == 0
        assert settle(outbox, new, SENT, LetterState.SENT) == 1
        assert settle(outbox, old, BUSY, LetterState.RETRY, NINE) == 0
        assert attempts(old.id) == ["temporary", "sent"]
        assert claim(outbox, NINE + timedelta(days=1)) == ()

    def test_a_claim_holds_until_its_lease_runs_out_and_beginning_renews_it(self, outbox: Outbox, clock: Clock) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        clock.advance(50)
        assert outbox.expire(()) == 0
        begin(outbox, letter)
        clock.advance(50)
        assert outbox.expire(()) == 0
        clock.advance(11)
        assert outbox.expire(()) == 1

    def test_an_sms_cut_short_is_uncertain_and_never_sent_again_by_itself(self, outbox: Outbox, clock: Clock) -> None:
        write(outbox, notice(ways=("sms",)), notice(ways=("sms",), person=2))
        begun, claimed = sorted(claim(outbox, channel="sms"), key=lambda letter: letter.person)
        begin(outbox, begun)
        clock.advance(61)
        assert outbox.expire(("sms",)) == 2
        assert [letter.id for letter in claim(outbox, channel="sms")] == [claimed.id]

    # Channels

    def test_failures_add_up_until_a_letter_is_accepted(self, outbox: Outbox) -> None:
        write(outbox, notice())
        assert outbox.channel("email").failures == 0
        outbox.rest("email", NINE, "连不上")
        outbox.rest("email", NINE, "连不上")
        assert outbox.channel("email").failures == 2
        (letter,) = claim(outbox)
        send(outbox, letter)
        assert outbox.channel("email").failures == 0
        assert outbox.channel("email").paused_until is None

    def test_a_letter_under_way_does_not_undo_a_stop(self, outbox: Outbox) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        outbox.rest("email", None, "拒绝登录")
        send(outbox, letter)
        assert outbox.channel("email").stopped
