"""Who ticks: one row, taken for a while, with a token that grows at each change of holder (R7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox.models import TICK, LeaseRow
from app.outbox.statements import insert
from reminders.outbox import LeaseLost


def take(session: Session, holder: str, seconds: int, now: datetime) -> int | None:
    row = _locked(session)
    # A lease that ends later than any can was written by a clock that was ahead: nobody waits for it.
    free = row.until is None or row.until <= now or row.until > now + timedelta(seconds=2 * seconds)
    if row.holder != holder and not free:
        return None
    return _hold(row, holder, now + timedelta(seconds=seconds), changed=free or row.holder != holder)


def seize(session: Session, holder: str, seconds: int, now: datetime) -> int:
    """Take it from whoever has it: what the former holder still wants to write is refused."""
    return _hold(_locked(session), holder, now + timedelta(seconds=seconds), changed=True)


def release(session: Session, holder: str) -> None:
    """Give it back before it runs out, so that the next worker need not wait."""
    row = _locked(session)
    if row.holder == holder:
        row.until = None


def fence(session: Session, token: int) -> LeaseRow:
    """The lease, locked until this transaction ends; LeaseLost unless the token is the current one."""
    row = _locked(session)
    if row.token != token:
        raise LeaseLost
    return row


def _hold(row: LeaseRow, holder: str, until: datetime, *, changed: bool) -> int:
    row.holder, row.until, row.token = holder, until, row.token + changed
    return row.token


def _locked(session: Session) -> LeaseRow:
    query = select(LeaseRow).where(LeaseRow.name == TICK).with_for_update()
    row = session.scalar(query)
    if row is None:
        session.execute(insert(session, LeaseRow).values(name=TICK, holder="", token=0).on_conflict_do_nothing())
        row = session.scalars(query).one()
    return row
