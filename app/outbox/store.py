"""The Outbox that reminders asks for, kept in tables: each method one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import Database, UTCMoment
from app.outbox import channels, claims, doubt, lease, outcomes, receipts, recording, turning
from app.outbox.models import TICK, LeaseRow
from reminders.channels import Receipt
from reminders.letters import Answered, ChannelState, Doubtful, Entry, Letter, Opening, Settlement, Withdrawal
from reminders.nouns import Key

WORKER = Actor(None, "后台程序")


class SqlOutbox:
    """`real` is the clock of leases on SQLite, where all workers share a machine; PostgreSQL has its own."""

    def __init__(self, db: Database, real: Callable[[], datetime]) -> None:
        self._db, self._real = db, real

    def take_lease(self, holder: str, seconds: int) -> int | None:
        with self._db.write() as session:
            return lease.take(session, holder, seconds, self._now(session))

    def seize_lease(self, holder: str, seconds: int) -> int:
        with self._db.write() as session:
            return lease.seize(session, holder, seconds, self._now(session))

    def release_lease(self, holder: str) -> None:
        with self._db.write() as session:
            lease.release(session, holder)

    def last_tick(self) -> datetime | None:
        with self._db.read() as session:
            return session.scalar(select(LeaseRow.ticked_for).where(LeaseRow.name == TICK))

    def note_tick(self, token: int, now: datetime, jumped: timedelta | None = None) -> None:
        with self._db.write() as session:
            row = lease.fence(session, token)
            row.ticked_for, row.ticked_at = now, self._real()
            if jumped:
                row.leapt_at, row.leapt_by = self._real(), int(jumped.total_seconds())
                audit.note(session, WORKER, "clock.leap", seconds=row.leapt_by)

    def known(self, since: date, branches: Collection[int]) -> frozenset[Key]:
        with self._db.read() as session:
            return recording.known(session, since, branches)

    def record(self, entries: Sequence[Entry], token: int, now: datetime) -> int:
        with self._db.write() as session:
            lease.fence(session, token)
            return recording.record(session, entries, now)

    def turn_back(self, token: int, now: datetime, due_at: datetime, day: date) -> None:
        with self._db.write() as session:
            lease.fence(session, token)
            turning.back(session, now, due_at, day, self._now(session))

    def expire(self, uncertain: Collection[str], ask_at: datetime | None = None) -> int:
        with self._db.write() as session:
            return claims.expire(session, uncertain, self._now(session), ask_at)

    def claim(self, channel: str, limit: int, now: datetime, seconds: int) -> tuple[Letter, ...]:
        with self._db.write() as session:
            return claims.claim(session, channel, limit, now, self._after(session, seconds))

    def withdraw(self, withdrawals: Sequence[Withdrawal], now: datetime) -> None:
        with self._db.write() as session:
            outcomes.withdraw(session, withdrawals, now)

    def begin(
        self, openings: Sequence[Opening], now: datetime, seconds: int, done: Sequence[Settlement] = ()
    ) -> frozenset[int]:
        with self._db.write() as session:
            if done:
                outcomes.settle(session, done, now, self._real())
            return outcomes.begin(session, openings, now, self._after(session, seconds))

    def settle(self, settlements: Sequence[Settlement], now: datetime) -> int:
        with self._db.write() as session:
            return outcomes.settle(session, settlements, now, self._real())

    def claim_doubtful(self, channel: str, limit: int, now: datetime, seconds: int) -> tuple[Doubtful, ...]:
        with self._db.write() as session:
            real = self._now(session)
            return doubt.claim(session, channel, limit, now, real, real + timedelta(seconds=seconds))

    def answer(self, answers: Sequence[Answered], now: datetime) -> int:
        with self._db.write() as session:
            return doubt.answer(session, answers, now)

    def receive(self, given: Sequence[Receipt], now: datetime) -> int:
        with self._db.write() as session:
            return receipts.receive(session, given, now)

    def slot(self, name: str, rate: float) -> float:
        with self._db.write() as session:
            return channels.slot(session, name, rate, self._now(session))

    def channel(self, name: str) -> ChannelState:
        with self._db.read() as session:
            return channels.channel(session, name)

    def rest(self, name: str, until: datetime | None, reason: str) -> None:
        with self._db.write() as session:
            channels.rest(session, name, until, reason)

    def resume(self, name: str) -> None:
        with self._db.write() as session:
            channels.resume(session, name)

    def _now(self, session: Session) -> datetime:
        """Workers on several machines agree on the database's clock, not on theirs."""
        if self._db.sqlite:
            return self._real()
        now: datetime = session.scalars(select(func.clock_timestamp(type_=UTCMoment()))).one()
        return now

    def _after(self, session: Session, seconds: int) -> datetime:
        return self._now(session) + timedelta(seconds=seconds)
