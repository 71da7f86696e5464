"""An Outbox in memory: the fake that reminders' own tests use, held to the same contract as app's tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from reminders.channels import Receipt
from reminders.letters import (
    ChannelState,
    Entry,
    Letter,
    LetterState,
    NoticeState,
    Opening,
    Settlement,
    Told,
    Withdrawal,
)
from reminders.nouns import Key
from reminders.outbox import LeaseLost
from tests.contracts.memory_doubt import Doubt
from tests.contracts.memory_rows import AttemptRow, LetterRow, NoticeRow
from tests.contracts.memory_turning import Turning

OVER = (LetterState.SENT, LetterState.LOGGED)


class MemoryOutbox(Doubt, Turning):
    """Each method runs to its end before another: that is its transaction."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self.notices: dict[Key, NoticeRow] = {}
        self.letters: dict[int, LetterRow] = {}
        self.attempts: list[AttemptRow] = []
        self.channels: dict[str, ChannelState] = {}
        self._holder, self._token, self._until = "", 0, 0.0
        self._last: datetime | None = None
        self._claims = 0
        self.receipts: list[Receipt] = []
        self._free: dict[str, float] = {}

    def take_lease(self, holder: str, seconds: int) -> int | None:
        if holder != self._holder and self._elapsed() < self._until:
            return None
        if holder != self._holder or self._elapsed() >= self._until:
            self._holder, self._token = holder, self._token + 1
        self._until = self._elapsed() + seconds
        return self._token

    def last_tick(self) -> datetime | None:
        return self._last

    def note_tick(self, token: int, now: datetime, jumped: timedelta | None = None) -> None:
        self._fence(token)
        self._last = now

    def _fence(self, token: int) -> None:
        if token != self._token:
            raise LeaseLost

    def known(self, since: date, branches: Collection[int]) -> frozenset[Key]:
        return frozenset(
            key
            for key, row in self.notices.items()
            if row.state is not NoticeState.CANCELLED
            and row.entry.notice.reached >= since
            and row.entry.notice.branch in branches
        )

    def record(self, entries: Sequence[Entry], token: int, now: datetime) -> int:
        self._fence(token)
        new = 0
        for entry in entries:
            before = self.notices.get(entry.notice.key)
            if before and before.state is not NoticeState.CANCELLED:
                continue
            new += 1
            state = NoticeState.SKIPPED_LATE if entry.skipped else NoticeState.TOLD
            self.notices[entry.notice.key] = NoticeRow(entry, state, now, entry.skipped)
            for way in () if entry.skipped else entry.notice.ways:
                letter = self._letter_for(entry, way, now)
                if letter:
                    letter.notices[entry.notice.key] = Told(entry.notice.key, entry.notice.branch, entry.late)
        return new

    def _letter_for(self, entry: Entry, way: str, now: datetime) -> LetterRow | None:
        notice = entry.notice
        same = [
            letter
            for letter in self.letters.values()
            if (letter.person, letter.channel, letter.round) == (notice.person, way, notice.round)
            and letter.state is not LetterState.CANCELLED
        ]
        for letter in same:
            if letter.open:
                if letter.day == entry.day:
                    letter.next_at = min(letter.next_at, entry.due_at)
                return letter
        if same and notice.round is not None:
            return None
        day = entry.day
        while day in {letter.day for letter in same}:
            day += timedelta(days=1)
        letter = LetterRow(
            len(self.letters) + 1, notice.person, way, day, notice.round, entry.due_at + (day - entry.day), now
        )
        self.letters[letter.id] = letter
        return letter

    def expire(self, uncertain: Collection[str], ask_at: datetime | None = None) -> int:
        out = [
            letter
            for letter in self.letters.values()
            if letter.state is LetterState.INFLIGHT and letter.lease_until <= self._elapsed()
        ]
        for letter in out:
            begun = any(a.letter == letter.id and a.token == letter.token for a in self.attempts)
            if begun and letter.channel in uncertain:
                letter.state, letter.next_at, letter.asked = LetterState.UNCERTAIN, ask_at or letter.next_at, 0
            else:
                letter.state = LetterState.RETRY if letter.tried else LetterState.QUEUED
            letter.token = ""
        return len(out)

    def claim(self, channel: str, limit: int, now: datetime, seconds: int) -> tuple[Letter, ...]:
        doing = self.channel(channel)
        if doing.stopped or (doing.paused_until and doing.paused_until > now):
            return ()
        waiting = sorted(
            (
                letter
                for letter in self.letters.values()
                if letter.channel == channel
                and letter.state in (LetterState.QUEUED, LetterState.RETRY)
                and letter.next_at <= now
            ),
            key=lambda letter: (letter.next_at, letter.id),
        )
        return tuple(self._claimed(letter, seconds) for letter in waiting[:limit])

    def _claimed(self, row: LetterRow, seconds: int) -> Letter:
        self._claims += 1
        row.state, row.token = LetterState.INFLIGHT, f"claim-{self._claims}"
        row.lease_until = self._elapsed() + seconds
        told = tuple(row.notices.values())
        return Letter(row.id, row.token, row.person, row.channel, row.day, row.round, row.tried, told, row.sealed)

    def _ours(self, letter: int, token: str) -> LetterRow | None:
        row = self.letters[letter]
        return row if row.state is LetterState.INFLIGHT and row.token == token else None

    def withdraw(self, withdrawals: Sequence[Withdrawal], now: datetime) -> None:
        for each in withdrawals:
            row = self._ours(each.letter, each.token)
            if row is None:
                continue
            for key, reason in each.reasons.items():
                row.notices.pop(key, None)
                if not any(key in other.notices for other in self.letters.values()):
                    self.notices[key].state, self.notices[key].reason = NoticeState.CANCELLED, reason
            if not row.notices:
                row.state, row.token = LetterState.CANCELLED, ""
                row.reason = next(iter(each.reasons.values()), "")

    def begin(
        self, openings: Sequence[Opening], now: datetime, seconds: int, done: Sequence[Settlement] = ()
    ) -> frozenset[int]:
        if done:
            self.settle(done, now)
        ours = set()
        for each in openings:
            row = self._ours(each.letter, each.token)
            if row is not None:
                row.sealed, row.tried = each.sealed, row.tried + 1
                row.lease_until = self._elapsed() + seconds
                self.attempts.append(AttemptRow(each.letter, each.token, each.message_id, each.sealed, now))
                ours.add(each.letter)
        return frozenset(ours)

    def settle(self, settlements: Sequence[Settlement], now: datetime) -> int:
        changed = 0
        for each in settlements:
            attempt = next((a for a in self.attempts if (a.letter, a.token) == (each.letter, each.token)), None)
            if attempt:
                attempt.result = each.outcome.result.value
            row = self._ours(each.letter, each.token)
            if row is None:
                continue
            changed += 1
            row.state, row.token, row.reason = each.state, "", each.outcome.reason
            row.next_at, row.changed_at = each.next_at or row.next_at, now
            row.tried -= 1 if attempt and not each.outcome.counts else 0
            if each.state in OVER and not self.channel(row.channel).stopped:
                self.channels[row.channel] = ChannelState()
            self._apply_receipts(row)
        return changed
