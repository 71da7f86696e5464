"""What the duty pages show: how each channel is doing, what has not gone, and what SMS cost by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, extract, func, or_, select
from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.outbox.attention import FAILED, UNDER_WAY, late, tells_of
from app.outbox.models import TICK, AttemptRow, ChannelRow, LeaseRow, LetterNotice, LetterRow, NoticeRow
from app.outbox.ways import WAYS
from app.outbox.words import STATES, Attempt, attempt, moment
from reminders.jobs import TICK_EVERY
from reminders.letters import LetterState

SHOWN = 50  # letters in trouble; one cause has usually stopped them all
MONTHS = 12
STALE_AFTER = timedelta(seconds=3 * TICK_EVERY)
LEAP_SHOWN = timedelta(days=1)
FEN = Decimal("0.01")


class Way(NamedTuple):
    """One channel."""

    name: str
    word: str
    look: str
    state: str
    note: str
    stopped: bool
    accepted_at: datetime | None
    waiting: int
    late: int


class Trouble(NamedTuple):
    """A letter that needs somebody, without saying whom it is to or what it says."""

    id: int
    way: str
    unit: str
    look: str
    word: str
    due: str
    note: str
    again: bool  # may be sent again by who need not know what it says
    attempts: tuple[Attempt, ...]


class Month(NamedTuple):
    """SMS that a gateway accepted in a month; `cost` in yuan, None without a price."""

    title: str
    letters: int
    parts: int
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Pulse:
    """When a tick was last finished and by whom, and the last leap of the clock; moments are real."""

    ticked_at: datetime | None = None
    holder: str = ""
    leapt_at: datetime | None = None
    leapt_by: int = 0

    def leapt(self, now: datetime) -> bool:
        """Whether the clock leapt within a day."""
        return self.leapt_at is not None and now - self.leapt_at < LEAP_SHOWN

    def stale(self, now: datetime) -> bool:
        """Whether nobody ticks; a tick from the future is none of a clock that is right."""
        return self.ticked_at is None or abs(now - self.ticked_at) > STALE_AFTER


def pulse(session: Session) -> Pulse:
    row = session.get(LeaseRow, TICK)
    return Pulse(row.ticked_at, row.holder, row.leapt_at, row.leapt_by) if row else Pulse()


def ways(session: Session, names: Sequence[str], now: datetime) -> list[Way]:
    """`now` is a business moment."""
    rows = {row.name: row for row in session.scalars(select(ChannelRow))}
    waiting = _counts(session, LetterRow.state.in_(UNDER_WAY) & (LetterRow.due_at <= now))
    overdue = _counts(session, late(now))
    return [_way(name, rows.get(name), waiting.get(name, 0), overdue.get(name, 0)) for name in names]


def _way(name: str, row: ChannelRow | None, waiting: int, overdue: int) -> Way:
    look, state, note = "met", "正常", ""
    if row and row.stopped:
        look, state, note = "overdue", "已停用", row.reason
    elif row and row.failures:
        look, state, note = "soon", "暂时发不出去，自动再试", row.reason
    stopped, accepted = bool(row and row.stopped), row.accepted_at if row else None
    return Way(name, WAYS[name], look, state, note, stopped, accepted, waiting, overdue)


def _counts(session: Session, which: ColumnElement[bool]) -> dict[str, int]:
    query = select(LetterRow.channel, func.count()).where(which).group_by(LetterRow.channel)
    return dict(session.execute(query).all())


def in_trouble(session: Session, now: datetime, since: date) -> tuple[list[Trouble], int]:
    """The oldest that have not gone in time or have failed since a day, and how many there are in all."""
    which = or_(late(now), LetterRow.state.in_(FAILED) & (LetterRow.day >= since))
    total = session.scalars(select(func.count()).select_from(LetterRow).where(which)).one()
    unit = (
        select(func.min(Branch.name))
        .join(NoticeRow, NoticeRow.branch_id == Branch.id)
        .join(LetterNotice, LetterNotice.notice_id == NoticeRow.id)
        .where(LetterNotice.letter_id == LetterRow.id)
        .scalar_subquery()
    )
    query = select(LetterRow, unit).where(which).order_by(LetterRow.due_at, LetterRow.id).limit(SHOWN)
    found = session.execute(query).all()
    tries: dict[int, list[Attempt]] = {}
    of_these = AttemptRow.letter_id.in_([letter.id for letter, _ in found])
    for made in session.scalars(select(AttemptRow).where(of_these).order_by(AttemptRow.id.desc())):
        tries.setdefault(made.letter_id, []).append(attempt(made))
    return [_trouble(letter, name or "", tries.get(letter.id, [])) for letter, name in found], total


def _trouble(letter: LetterRow, unit: str, attempts: Sequence[Attempt]) -> Trouble:
    """Whether an SMS of unknown outcome goes again is for the branch to say: it can ask the reader."""
    look, word = STATES[LetterState(letter.state)]
    again = letter.state == LetterState.FAILED.value
    note = letter.reason if letter.state != LetterState.HELD.value else f"{letter.reason}，等支部向本人核实"
    return Trouble(
        letter.id, WAYS[letter.channel], unit, look, word, moment(letter.due_at), note, again, tuple(attempts)
    )


def sms_by_month(
    session: Session, today: date, price: Decimal | None, branches: frozenset[int] | None = None
) -> list[Month]:
    """This month and the eleven before, newest first; months without SMS are left out. None: of all
    branches. An SMS that was sent again is charged again."""
    first = date(today.year - (today.month < MONTHS), today.month % MONTHS + 1, 1)
    year, month = extract("year", AttemptRow.accepted_on), extract("month", AttemptRow.accepted_on)
    query: Select[int, int, int, int] = select(year, month, func.count(), func.sum(AttemptRow.parts))
    query = query.join(LetterRow, LetterRow.id == AttemptRow.letter_id)
    query = query.where(LetterRow.channel == "sms", AttemptRow.accepted_on >= first)
    if branches is not None:
        query = query.where(tells_of(branches))
    rows = session.execute(query.group_by(year, month).order_by(year.desc(), month.desc()).limit(MONTHS))
    return [
        Month(f"{y}年{m}月", letters, parts, None if price is None else (price * parts).quantize(FEN, ROUND_HALF_UP))
        for y, m, letters, parts in rows
    ]
