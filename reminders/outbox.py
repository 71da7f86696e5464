"""What reminders needs of the database, as two Protocols that app keeps: Standing to read, Outbox to write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from checklists.facts import Line
from reminders.channels import Receipt
from reminders.letters import Answered, ChannelState, Doubtful, Entry, Letter, Opening, Settlement, Withdrawal
from reminders.nouns import Key, Recipient, Round


class LeaseLost(Exception):
    """Another process ticks now; what this one wanted to write is refused."""


class Standing(Protocol):
    """How things stand, read anew at each call: what was true when a letter was queued may not be now."""

    def branches(self) -> Sequence[int]:
        """Every branch that may be told something."""

    def lines(self, day: date, branches: Collection[int]) -> Iterable[Line]:
        """What these branches owe on the day, met lines too: they say why a notice is taken back."""

    def people(self, branches: Collection[int]) -> Sequence[Recipient]:
        """Those active there now, with the ways they may be told; once per branch they serve."""

    def rounds(self, day: date, branches: Collection[int]) -> Sequence[Round]:
        """Festival rounds not yet lapsed on the day, with their texts as approved now."""

    def unsent(self, branches: Collection[int]) -> Mapping[int, int]:
        """Branch → how many of its letters now need somebody to look: not gone half an hour after
        they were due, or failed within the last day. Branches without any are left out."""

    def addresses(self, channel: str, people: Collection[int]) -> Mapping[int, str]:
        """E-mail addresses or telephone numbers, opened only for sending. Who has none is left out."""


class Outbox(Protocol):
    """Each method is one transaction, committed when it returns. Held by tests/contracts/outbox_contract.py.

    `now` is the business moment: it is compared with due and retry times. Leases run on the
    outbox's own real clock (the database's, where there is one) and are given in seconds.
    """

    # The tick

    def take_lease(self, holder: str, seconds: int) -> int | None:
        """The fencing token if `holder` has the tick or takes it now, else None. Renewing keeps the
        token; a holder that follows another gets a greater one."""

    def last_tick(self) -> datetime | None:
        """The business moment of the last finished tick."""

    def note_tick(self, token: int, now: datetime, jumped: timedelta | None = None) -> None:
        """A tick is finished; `jumped` is how far the clock leapt before it. LeaseLost unless the
        token is the current one."""

    def known(self, since: date, branches: Collection[int]) -> frozenset[Key]:
        """Keys of the notices of these branches that reached their stage on `since` or later and were
        told, queued or skipped. Cancelled ones are not among them: what holds again is told."""

    def record(self, entries: Sequence[Entry], token: int, now: datetime) -> int:
        """Write down what is not yet known; how many that were. LeaseLost unless the token is current.

        A key already told or skipped changes nothing; a cancelled one is told after all. A skipped
        entry gets a row with its reason and no letter. Any other joins, for each of its ways, the
        open letter (queued, never tried) of its person, channel and round. Where there is none, a
        letter is made for `entry.day`; if that day's letter is past adding to, for the first day
        after it without one, and due that much later: one digest a person and day. An open letter of
        the entry's own day goes at the earlier of both moments. A round has one letter
        a person and channel, ever.
        """

    def turn_back(self, token: int, now: datetime, due_at: datetime, day: date) -> None:
        """The clock was put back to `now`, before the last tick. What was skipped after it is not skipped
        any more: it is cancelled, and told where it still holds. Letters under way that changed after
        it are due as a letter made now would be (`due_at`, of `day`), a digest on the first day that
        has none. No pause, turn or claim ends later than it could now. LeaseLost unless the token is
        the current one."""

    def expire(self, uncertain: Collection[str], ask_at: datetime | None = None) -> int:
        """Claims whose lease has run out go back: to queued, or to retry once tried; in a channel
        of `uncertain`, once begun, to `uncertain`, to be asked after anew at `ask_at`. `checking` stays.
        How many went back."""

    # Delivery

    def claim(self, channel: str, limit: int, now: datetime, seconds: int) -> tuple[Letter, ...]:
        """Letters due by now, earliest first, each for one claimer only, under a token never used
        before. None while the channel is stopped or paused."""

    def withdraw(self, withdrawals: Sequence[Withdrawal], now: datetime) -> None:
        """Notices leave their letter with the reason; a letter without notices is cancelled, where
        the token is ours. A notice that no letter carries any more is cancelled too."""

    def begin(
        self, openings: Sequence[Opening], now: datetime, seconds: int, done: Sequence[Settlement] = ()
    ) -> frozenset[int]:
        """Seal the bytes and write an attempt for each letter still ours, count it as tried, and hold
        it for `seconds` more. Only the letters returned may be sent. `done` are settled first, in the
        same transaction: two are a third of what a letter costs."""

    def settle(self, settlements: Sequence[Settlement], now: datetime) -> int:
        """Write outcomes; how many letters were still ours and changed.

        The attempt of that token gets its outcome in any case: it is what happened. The letter
        changes only while the token is ours. An outcome that does not count takes the attempt off
        `tried` again. An accepted letter (sent, logged) clears the channel's failures
        and pause; a stop stays, which another worker may have written meanwhile.
        """

    # What became of it

    def claim_doubtful(self, channel: str, limit: int, now: datetime, seconds: int) -> tuple[Doubtful, ...]:
        """Uncertain letters to be asked after by now, and those whose asker died, each for one asker
        only. Also while the channel is stopped or paused."""

    def answer(self, answers: Sequence[Answered], now: datetime) -> int:
        """Write what the gateway said; how many letters were still ours and changed. An attempt
        without an outcome, or of uncertain outcome, gets the answer as its outcome where it is one."""

    def receive(self, receipts: Sequence[Receipt], now: datetime) -> int:
        """Keep receipts and bounces, each once, and apply them by `reminders.receipts.after`: now, or
        when the attempt under way is settled. How many were new; one of no message of ours is not kept."""

    # Channels

    def slot(self, name: str, rate: float) -> float:
        """Reserve the next moment at which a letter may go, `rate` a second over all workers: how
        many real seconds to wait for it (R15)."""

    def channel(self, name: str) -> ChannelState:
        """How the channel is doing; one never heard of is well."""

    def rest(self, name: str, until: datetime | None, reason: str) -> None:
        """One failure more: paused until then, or stopped when None, until somebody resumes it."""

    def resume(self, name: str) -> None:
        """A person has looked: neither stopped nor paused, no failures."""
