"""What every Outbox must keep: run over the fake here, and by app over SQLite and PostgreSQL.

A subclass gives the fixtures `outbox` (empty), `clock` (`advance(seconds)`: leases see that much
time pass) and `attempts` (the results of a letter's attempts, oldest first, None while open).
Used are persons 1 to 3, branches 1 and 2, round 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import pytest

from reminders.channels import Outcome, Result
from reminders.letters import Entry, Letter, LetterState, Opening, Settlement, Withdrawal
from reminders.nouns import Notice, Stage
from reminders.outbox import LeaseLost, Outbox

DAY = date(2026, 3, 25)
NINE = datetime(2026, 3, 25, 1, tzinfo=UTC)  # nine o'clock in China
MINUTE = timedelta(minutes=1)
SENT = Outcome(Result.SENT, "已接收", "250", "ok")
BUSY = Outcome(Result.TEMPORARY, "稍后再试", "450", "busy")
UNTRIED = Outcome(Result.UNTRIED, "未轮到")


class Clock(Protocol):
    def advance(self, seconds: float) -> None: ...


Attempts = Callable[[int], list[str | None]]


def notice(subject: str = "branch:1/202503", **other: object) -> Notice:
    """A notice to person 1 of branch 1 by e-mail, with what is given changed."""
    plain = Notice(
        rule="branch_life.committee_meeting",
        subject=subject,
        stage=Stage.SOON,
        due_on=date(2026, 3, 31),
        person=1,
        branch=1,
        unit="第一党支部",
        title="召开3月支部委员会",
        reached=DAY,
        latest_on=date(2026, 3, 31),
        ways=("email",),
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def entry(told: Notice, **other: object) -> Entry:
    return replace(Entry(told, NINE, DAY), **other)  # type: ignore[arg-type]


def write(outbox: Outbox, *told: Notice | Entry, holder: str = "one") -> int:
    token = outbox.take_lease(holder, 30)
    assert token is not None
    return outbox.record([each if isinstance(each, Entry) else entry(each) for each in told], token, NINE)


def claim(outbox: Outbox, now: datetime = NINE, channel: str = "email", limit: int = 50) -> tuple[Letter, ...]:
    return outbox.claim(channel, limit, now, 60)


def begin(outbox: Outbox, *letters: Letter, sealed: bytes = b"sealed") -> frozenset[int]:
    return outbox.begin([Opening(each.id, each.token, f"<{each.id}@test>", sealed) for each in letters], NINE, 60)


def settle(
    outbox: Outbox, letter: Letter, outcome: Outcome, state: LetterState, next_at: datetime | None = None
) -> int:
    return outbox.settle([Settlement(letter.id, letter.token, outcome, state, next_at)], NINE)


def send(outbox: Outbox, letter: Letter) -> None:
    begin(outbox, letter)
    assert settle(outbox, letter, SENT, LetterState.SENT) == 1


class OutboxContract:
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
