"""The clock was put back: what a clock that was ahead put off or gave up is looked at anew (R4)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.outbox.attention import UNDER_WAY
from app.outbox.models import ChannelRow, LetterRow, NoticeRow
from reminders.letters import LetterState, NoticeState

LONGEST_LEASE = timedelta(minutes=2)


def back(session: Session, now: datetime, due_at: datetime, day: date, real: datetime) -> None:
    """`real` is the leases' clock, which may have been ahead as well."""
    _skipped(session, now)
    _letters(session, now, due_at, day)
    paused = update(ChannelRow).where(ChannelRow.paused_until > now).values(paused_until=now)
    turn = update(ChannelRow).where(ChannelRow.free_at > real).values(free_at=None)
    held = update(LetterRow).where(LetterRow.lease_until > real + LONGEST_LEASE).values(lease_until=real)
    for each in (paused, turn, held):
        session.execute(each)


def _skipped(session: Session, now: datetime) -> None:
    """Given up by a clock that was ahead; where it still holds, the tick notes it again."""
    given_up = NoticeRow.state == NoticeState.SKIPPED_LATE.value, NoticeRow.noted_at > now
    values = {"state": NoticeState.CANCELLED.value, "reason": "时钟已拨回，重新计算"}
    session.execute(update(NoticeRow).where(*given_up).values(values))


def _letters(session: Session, now: datetime, due_at: datetime, day: date) -> None:
    """They go when they would by the clock now: what does not hold yet is taken out before."""
    ahead = select(LetterRow).where(LetterRow.state.in_(UNDER_WAY), LetterRow.changed_at > now)
    letters = session.scalars(ahead.order_by(LetterRow.id).with_for_update()).all()
    taken = _days(session, {each.person_id for each in letters}, day)
    for each in letters:
        each.next_at, each.changed_at = due_at, now
        if each.state != LetterState.QUEUED.value or each.tried or each.round_id is not None:
            continue
        days = taken[each.person_id, each.channel]
        days.discard(each.day)
        each.day = day
        while each.day in days:
            each.day += timedelta(days=1)
        days.add(each.day)
        each.due_at = each.next_at = due_at + (each.day - day)
        session.flush()


def _days(session: Session, people: set[int], since: date) -> dict[tuple[int, str], set[date]]:
    """(person, channel) → the days from this one on that have a digest."""
    row = LetterRow
    digests = row.round_id.is_(None), row.state != LetterState.CANCELLED.value, row.day >= since
    found: dict[tuple[int, str], set[date]] = defaultdict(set)
    for person, channel, day in session.execute(
        select(row.person_id, row.channel, row.day).where(row.person_id.in_(people), *digests)
    ):
        found[person, channel].add(day)
    return found
