"""The contract of what comes after: asking, receipts, turns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reminders.channels import Answer, Event, Found, Outcome, Receipt, Result
from reminders.letters import Answered, Doubtful, LetterState
from reminders.outbox import Outbox
from tests.contracts.outbox_words import (
    BUSY,
    MINUTE,
    NINE,
    SENT,
    Attempts,
    Clock,
    State,
    begin,
    claim,
    notice,
    settle,
    write,
)

UNKNOWN = Outcome(Result.UNCERTAIN, "没有等到回答")


def doubt(outbox: Outbox, at: timedelta = MINUTE) -> None:
    """An SMS whose gateway never answered, to be asked after in a minute."""
    write(outbox, notice(ways=("sms",)))
    (letter,) = claim(outbox, channel="sms")
    begin(outbox, letter)
    settle(outbox, letter, UNKNOWN, LetterState.UNCERTAIN, NINE + at)


def ask(outbox: Outbox, now: timedelta = MINUTE) -> tuple[Doubtful, ...]:
    return outbox.claim_doubtful("sms", 10, NINE + now, 60)


def answer(outbox: Outbox, each: Doubtful, found: Found, state: LetterState, asked: int = 1) -> int:
    return outbox.answer([Answered(each.id, each.token, Answer(found, "已核实"), state, NINE + MINUTE, asked)], NINE)


def receipt(event: Event, letter: int = 1) -> Receipt:
    return Receipt(f"<{letter}@test>", event, NINE + MINUTE, "OK", "网络回执")


class Doubting:
    def test_an_sms_of_unknown_outcome_is_asked_after_when_its_time_has_come_by_one_only(self, outbox: Outbox) -> None:
        doubt(outbox)
        assert ask(outbox, timedelta()) == ()
        (each,) = ask(outbox)
        assert (each.person, each.message_id, each.since, each.asked) == (1, f"<{each.id}@test>", NINE, 0)
        assert ask(outbox) == ()
        assert claim(outbox, NINE + timedelta(days=1), "sms") == ()

    def test_an_asker_that_dies_is_followed_and_its_answer_refused(self, outbox: Outbox, clock: Clock) -> None:
        doubt(outbox)
        (old,) = ask(outbox)
        clock.advance(61)
        assert outbox.expire(("sms",)) == 0
        (new,) = ask(outbox)
        assert answer(outbox, old, Found.NOTHING, LetterState.RETRY) == 0
        assert answer(outbox, new, Found.SENT, LetterState.SENT) == 1
        assert ask(outbox) == ()

    def test_an_answer_becomes_the_outcome_of_the_attempt(self, outbox: Outbox, attempts: Attempts) -> None:
        doubt(outbox)
        (each,) = ask(outbox)
        answer(outbox, each, Found.SENT, LetterState.SENT)
        assert attempts(each.id) == ["sent"]

    def test_not_known_to_the_gateway_it_is_asked_after_again_and_counted(self, outbox: Outbox) -> None:
        doubt(outbox)
        (each,) = ask(outbox)
        answer(outbox, each, Found.NOTHING, LetterState.UNCERTAIN)
        (again,) = ask(outbox)
        assert again.asked == 1
        answer(outbox, again, Found.NOTHING, LetterState.RETRY, 2)
        (letter,) = claim(outbox, NINE + MINUTE, "sms")
        assert (letter.tried, letter.sealed) == (1, b"sealed")

    def test_what_its_worker_said_late_outweighs_a_gateway_that_forgot(self, outbox: Outbox, clock: Clock) -> None:
        write(outbox, notice(ways=("sms",)))
        (letter,) = claim(outbox, channel="sms")
        begin(outbox, letter)
        clock.advance(61)
        outbox.expire(("sms",), NINE + MINUTE)
        assert ask(outbox, timedelta()) == ()
        (each,) = ask(outbox)
        assert settle(outbox, letter, SENT, LetterState.SENT) == 0
        answer(outbox, each, Found.NOTHING, LetterState.RETRY)
        assert claim(outbox, NINE + MINUTE, "sms") == ()

    def test_a_worker_that_dies_over_it_begins_the_doubt_anew(self, outbox: Outbox, clock: Clock) -> None:
        doubt(outbox)
        (each,) = ask(outbox)
        answer(outbox, each, Found.NOTHING, LetterState.RETRY, 2)
        (letter,) = claim(outbox, NINE + MINUTE, "sms")
        begin(outbox, letter)
        clock.advance(61)
        outbox.expire(("sms",), NINE + MINUTE)
        (again,) = ask(outbox)
        assert (again.asked, again.tried) == (0, 2)

    # Receipts

    def test_a_receipt_counts_once_and_settles_what_was_uncertain(self, outbox: Outbox) -> None:
        doubt(outbox)
        (each,) = ask(outbox)
        assert outbox.receive([receipt(Event.DELIVERED, each.id)] * 2, NINE) == 1
        assert outbox.receive([receipt(Event.DELIVERED, each.id)], NINE) == 0
        assert answer(outbox, each, Found.NOTHING, LetterState.RETRY) == 0
        assert ask(outbox) == ()
        assert claim(outbox, NINE + MINUTE, "sms") == ()

    def test_a_receipt_of_no_message_of_ours_is_not_kept(self, outbox: Outbox) -> None:
        assert outbox.receive([Receipt("<strange@test>", Event.FAILED, NINE)], NINE) == 0

    @pytest.mark.parametrize("event", list(Event))
    def test_a_receipt_before_its_outcome_waits_for_it(self, outbox: Outbox, state: State, event: Event) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        begin(outbox, letter)
        assert outbox.receive([receipt(event, letter.id)], NINE) == 1
        assert settle(outbox, letter, SENT, LetterState.SENT) == 1
        assert claim(outbox, NINE + timedelta(days=1)) == ()
        assert state(letter.id) == ("sent" if event is Event.DELIVERED else "failed")

    def test_delivered_is_the_end_whatever_comes_before_or_after(self, outbox: Outbox, state: State) -> None:
        for person, events in ((1, (Event.FAILED, Event.DELIVERED)), (2, (Event.DELIVERED, Event.FAILED))):
            write(outbox, notice(person=person))
            (letter,) = claim(outbox)
            begin(outbox, letter)
            settle(outbox, letter, SENT, LetterState.SENT)
            for event in events:
                outbox.receive([receipt(event, letter.id)], NINE)
            assert state(letter.id) == "sent"

    def test_delivered_it_is_not_sent_again(self, outbox: Outbox) -> None:
        write(outbox, notice())
        (letter,) = claim(outbox)
        begin(outbox, letter)
        settle(outbox, letter, BUSY, LetterState.RETRY, NINE + MINUTE)
        outbox.receive([receipt(Event.DELIVERED, letter.id)], NINE)
        assert claim(outbox, NINE + MINUTE) == ()

    # Turns

    def test_letters_take_turns_at_the_rate_of_their_channel(self, outbox: Outbox, clock: Clock) -> None:
        waits = [outbox.slot("sms", 10) for _ in range(3)]
        assert waits == pytest.approx([0, 0.1, 0.2], abs=0.05)
        assert outbox.slot("email", 10) == pytest.approx(0, abs=0.05)
        clock.advance(1)
        assert outbox.slot("sms", 10) == pytest.approx(0, abs=0.05)
