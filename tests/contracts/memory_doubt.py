"""The fake's other half: letters of unknown outcome, receipts, turns, and how channels are doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from reminders.channels import Event, Found, Receipt, Result
from reminders.letters import Answered, ChannelState, Doubtful, LetterState
from reminders.receipts import after
from tests.contracts.memory_rows import AttemptRow, LetterRow

DOUBTFUL = (LetterState.UNCERTAIN, LetterState.CHECKING)
RESULTS = {Found.SENT: Result.SENT, Found.DELIVERED: Result.SENT, Found.FAILED: Result.PERMANENT}


class Doubt:
    """What MemoryOutbox does besides queueing and sending."""

    letters: dict[int, LetterRow]
    attempts: list[AttemptRow]
    receipts: list[Receipt]
    channels: dict[str, ChannelState]
    _elapsed: Callable[[], float]
    _claims: int
    _free: dict[str, float]

    def claim_doubtful(self, channel: str, limit: int, now: datetime, seconds: int) -> tuple[Doubtful, ...]:
        due = [
            row
            for row in self.letters.values()
            if row.channel == channel
            and row.state in DOUBTFUL
            and row.next_at <= now
            and (row.state is LetterState.UNCERTAIN or row.lease_until <= self._elapsed())
        ]
        for row in due[:limit]:
            self._claims += 1
            row.state, row.token = LetterState.CHECKING, f"claim-{self._claims}"
            row.lease_until = self._elapsed() + seconds
        return tuple(self._doubtful(row) for row in due[:limit])

    def _doubtful(self, row: LetterRow) -> Doubtful:
        tries = self._tries(row.id)
        return Doubtful(row.id, row.token, row.person, tries[-1].message_id, tries[0].started_at, row.asked, row.tried)

    def _tries(self, letter: int) -> list[AttemptRow]:
        return [each for each in self.attempts if each.letter == letter]

    def answer(self, answers: Sequence[Answered], now: datetime) -> int:
        changed = 0
        for each in answers:
            row = self.letters[each.letter]
            if row.state is not LetterState.CHECKING or row.token != each.token:
                continue
            changed += 1
            last = self._tries(row.id)[-1]
            row.state, row.asked, row.reason, row.token = each.state, each.asked, each.answer.reason, ""
            row.next_at = each.next_at or row.next_at
            row.delivered = each.answer.found is Found.DELIVERED
            if last.result in (None, Result.UNCERTAIN.value):
                last.result = RESULTS.get(each.answer.found, Result.UNCERTAIN).value
            elif last.result == Result.SENT.value and each.answer.found is Found.NOTHING:
                row.state = LetterState.SENT
            self._apply_receipts(row)
        return changed

    def receive(self, receipts: Sequence[Receipt], now: datetime) -> int:
        known = {each.message_id: each.letter for each in self.attempts}
        new = 0
        for each in receipts:
            held = {(kept.message_id, kept.event) for kept in self.receipts}
            if each.message_id in known and (each.message_id, each.event) not in held:
                self.receipts.append(each)
                self._apply_receipts(self.letters[known[each.message_id]])
                new += 1
        return new

    def _apply_receipts(self, row: LetterRow) -> None:
        names = [each.message_id for each in self._tries(row.id)]
        state, deciding = after(row.state, [r for r in self.receipts if r.message_id in names], (names or [""])[-1])
        if deciding:
            row.state, row.token, row.reason = state, "", deciding.reason
            row.delivered = row.delivered or deciding.event is Event.DELIVERED

    def slot(self, name: str, rate: float) -> float:
        at = max(self._free.get(name, 0.0), self._elapsed())
        self._free[name] = at + 1 / rate
        return at - self._elapsed()

    def channel(self, name: str) -> ChannelState:
        return self.channels.get(name, ChannelState())

    def rest(self, name: str, until: datetime | None, reason: str) -> None:
        before = self.channel(name)
        self.channels[name] = replace(
            before, stopped=until is None, paused_until=until, failures=before.failures + 1, reason=reason
        )

    def resume(self, name: str) -> None:
        self.channels[name] = ChannelState()
