"""The contract of delivery by batches: what one came to is entered as the next begins."""

from __future__ import annotations

from reminders.letters import LetterState, Opening, Settlement
from reminders.outbox import Outbox
from tests.contracts.outbox_words import NINE, SENT, Attempts, Clock, State, begin, claim, notice, write


class Batching:
    def test_a_batch_is_entered_as_the_next_begins(self, outbox: Outbox, attempts: Attempts, state: State) -> None:
        write(outbox, notice(person=1), notice(person=2))
        first, second = claim(outbox)
        begin(outbox, first)
        assert turn_over(outbox, [settlement(first.id, first.token)], [opening(second.id, second.token)]) == {second.id}
        assert (state(first.id), attempts(first.id)) == ("sent", ["sent"])
        assert (state(second.id), attempts(second.id)) == ("inflight", [None])

    def test_a_batch_held_too_long_is_only_noted_and_the_next_begins(
        self, outbox: Outbox, attempts: Attempts, clock: Clock, state: State
    ) -> None:
        write(outbox, notice(person=1), notice(person=2))
        first, second = claim(outbox)
        begin(outbox, first)
        clock.advance(61)
        outbox.expire(())
        (again,) = [letter for letter in claim(outbox) if letter.id == second.id]
        turn_over(outbox, [settlement(first.id, first.token)], [opening(second.id, again.token)])
        assert (state(first.id), attempts(first.id)) == ("inflight", ["sent"])
        assert attempts(second.id) == [None]


def settlement(letter: int, token: str) -> Settlement:
    return Settlement(letter, token, SENT, LetterState.SENT)


def opening(letter: int, token: str) -> Opening:
    return Opening(letter, token, f"<{letter}@test>", b"sealed")


def turn_over(outbox: Outbox, done: list[Settlement], openings: list[Opening]) -> frozenset[int]:
    return outbox.begin(openings, NINE, 60, done)
