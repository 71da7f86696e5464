"""An SMS of unknown outcome is asked after, sent once more at the most, then waits for a person (R12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from reminders.channels import Answer, Found, Outcome, Result
from reminders.delivery import deliver
from reminders.jobs import tick
from reminders.letters import LetterState
from reminders.nouns import Recipient
from tests.contracts.fakes import AskableChannel, Clock, Records, desk_over, moment, person, spring_round
from tests.contracts.memory_outbox import MemoryOutbox

DROPPED = Outcome(Result.UNCERTAIN, "没有等到回答")


class Sms:
    """One person's SMS, a gateway that answers or drops, and a worker's rounds over it."""

    def __init__(self, script: Callable[[str], Outcome], answers: Callable[[str], Answer]) -> None:
        self.clock = Clock(moment("2026-02-12 09:00"))
        self.outbox = MemoryOutbox(self.clock.elapsed)
        told: Recipient = person(1, "secretary", ways=("sms",))
        self.records = Records([], [told])
        self.records.rounds_ = [spring_round()]
        self.channel = AskableChannel("sms", 1, script=script, answers=answers)
        self.desk = desk_over(self.outbox, self.records, self.clock, self.channel)

    def work(self, minutes: int = 30) -> Sms:
        """What a worker does, every half minute."""
        for _ in range(2 * minutes):
            tick(self.desk)
            deliver(self.desk)
            self.clock.at += timedelta(seconds=30)
            self.clock.seconds += 30
        return self

    @property
    def state(self) -> LetterState:
        return self.outbox.letters[1].state

    @property
    def sent(self) -> int:
        return len(self.channel.taken)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Found.SENT, LetterState.SENT),
        (Found.DELIVERED, LetterState.SENT),
        (Found.FAILED, LetterState.FAILED),
        (Found.UNASKABLE, LetterState.HELD),
        (Found.LATER, LetterState.UNCERTAIN),
    ],
)
def test_what_the_gateway_knows_settles_it_without_a_second_message(found: Found, state: LetterState) -> None:
    sms = Sms(lambda _: DROPPED, lambda _: Answer(found)).work()
    assert (sms.state, sms.sent) == (state, 1)


def test_not_found_twice_it_is_sent_once_more_and_then_waits_for_a_person() -> None:
    sms = Sms(lambda _: DROPPED, lambda _: Answer(Found.NOTHING)).work()
    assert (sms.state, sms.sent, len(sms.channel.asked)) == (LetterState.HELD, 2, 4)
    assert sms.outbox.letters[1].reason == "短信网关查不到这条短信"
    assert len(set(Counter(name for _, _, name in sms.channel.taken))) == 1


def test_a_gateway_that_is_away_is_not_asked_without_a_pause() -> None:
    sms = Sms(lambda _: DROPPED, lambda _: Answer(Found.LATER))
    sms.desk = replace(sms.desk, lag=timedelta())
    sms.work(minutes=2)
    assert (sms.state, len(sms.channel.asked) <= 4) == (LetterState.UNCERTAIN, True)


def test_it_is_asked_after_two_minutes_later_and_not_before() -> None:
    sms = Sms(lambda _: DROPPED, lambda _: Answer(Found.SENT)).work(minutes=2)
    assert sms.channel.asked == []
    assert sms.work(minutes=1).state is LetterState.SENT


def test_a_channel_that_raises_may_have_sent_it() -> None:
    def broken(_: str) -> Outcome:
        raise RuntimeError

    sms = Sms(broken, lambda _: Answer(Found.SENT)).work()
    assert (sms.state, sms.sent) == (LetterState.SENT, 1)


def test_asking_that_raises_asks_again() -> None:
    calls: list[str] = []

    def answers(name: str) -> Answer:
        calls.append(name)
        if len(calls) < 3:
            raise RuntimeError
        return Answer(Found.SENT)

    sms = Sms(lambda _: DROPPED, answers).work()
    assert (sms.state, sms.sent, len(calls)) == (LetterState.SENT, 1, 3)


def test_too_fast_nothing_is_counted_and_the_channel_rests() -> None:
    sms = Sms(lambda _: Outcome(Result.THROTTLED, "太快"), lambda _: Answer(Found.NOTHING)).work(minutes=1)
    assert (sms.state, sms.outbox.letters[1].tried) == (LetterState.QUEUED, 0)
    assert sms.outbox.channel("sms").paused_until
    sms.channel.script = lambda _: Outcome(Result.SENT)
    assert sms.work(minutes=3).state is LetterState.SENT
