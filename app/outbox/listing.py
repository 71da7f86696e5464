"""What the pages show of letters: what was sent, what waits, what failed and why, and the worker's pulse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from app.branches.models import Person
from app.errors import NotFound
from app.outbox import attention
from app.outbox.models import AttemptRow, ChannelRow, LetterNotice, LetterRow, NoticeRow, ReceiptRow
from app.outbox.words import Attempt, Matter, Row, history, matter, row
from app.paging import cursor
from reminders.letters import ChannelState, LetterState
from reminders.reading import Shown, read

PAGE = 50
FAILURES = 20
FAILED_WITHIN = timedelta(days=30)  # an older failure is in the list, and no longer worth a button


@dataclass(frozen=True, slots=True)
class Page:
    """One page of letters, newest first; `older` is the cursor of the next, empty on the last."""

    rows: tuple[Row, ...]
    older: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """One letter as its page shows it. Without `shown` it was not written yet, or speaks of other branches too."""

    row: Row
    shown: Shown | None
    matters: tuple[Matter, ...]
    attempts: tuple[Attempt, ...]
    partly: bool  # it speaks of branches the reader may not see


def listed(session: Session, branches: frozenset[int], before: str = "") -> Page:
    query = _letters().where(attention.tells_of(branches)).order_by(LetterRow.day.desc(), LetterRow.id.desc())
    if place := cursor(before):
        query = query.where(tuple_(LetterRow.day, LetterRow.id) < place)
    found = session.execute(query.limit(PAGE + 1)).all()
    rows = tuple(row(*each) for each in found[:PAGE])
    return Page(rows, f"{found[PAGE - 1][0].day},{found[PAGE - 1][0].id}" if len(found) > PAGE else "")


def failed(session: Session, branches: frozenset[int], since: date) -> tuple[Row, ...]:
    """What did not go and waits for somebody to look, newest first."""
    query = _letters().where(attention.tells_of(branches), LetterRow.day >= since)
    query = query.where(LetterRow.state.in_((LetterState.FAILED.value, LetterState.HELD.value)))
    newest = query.order_by(LetterRow.day.desc(), LetterRow.id.desc()).limit(FAILURES)
    return tuple(row(*each) for each in session.execute(newest))


def late(session: Session, branches: frozenset[int], now: datetime) -> tuple[Row, ...]:
    """What has not gone half an hour after it was due, the oldest first; `now` is a business moment."""
    query = _letters().where(attention.tells_of(branches), attention.late(now))
    oldest = query.order_by(LetterRow.due_at, LetterRow.id).limit(FAILURES)
    return tuple(row(*each) for each in session.execute(oldest))


def today(session: Session, branches: frozenset[int] | None, day: date) -> dict[str, int]:
    """How many letters of the day stand in which state; None: of all branches."""
    query = select(LetterRow.state, func.count()).where(LetterRow.day == day)
    if branches is not None:
        query = query.where(attention.tells_of(branches))
    return dict(session.execute(query.group_by(LetterRow.state)).all())


def letter_for(session: Session, reach: frozenset[int], letter_id: int) -> LetterRow:
    """The letter, when it tells of a branch within the reach; else 404 as if it did not exist."""
    found = session.scalar(select(LetterRow).where(LetterRow.id == letter_id, attention.tells_of(reach)))
    if found is None:
        raise NotFound("没有找到这封信")
    return found


def opened(session: Session, reach: frozenset[int], letter: LetterRow) -> Opened:
    """A letter to somebody who serves two branches is read whole only by who may see both."""
    told = select(NoticeRow, LetterNotice.withdrawn).join(LetterNotice, LetterNotice.notice_id == NoticeRow.id)
    notices = session.execute(told.where(LetterNotice.letter_id == letter.id).order_by(NoticeRow.id)).all()
    tries = select(AttemptRow).where(AttemptRow.letter_id == letter.id).order_by(AttemptRow.id.desc())
    receipts = select(ReceiptRow).where(ReceiptRow.letter_id == letter.id).order_by(ReceiptRow.id.desc())
    (about,) = session.execute(_letters().where(LetterRow.id == letter.id)).all()
    partly = any(notice.branch_id not in reach for notice, _ in notices)
    return Opened(
        row=row(*about),
        shown=read(letter.channel, letter.sealed) if letter.sealed and not partly else None,
        matters=tuple(matter(notice, withdrawn) for notice, withdrawn in notices if notice.branch_id in reach),
        attempts=history(session.scalars(tries), session.scalars(receipts)),
        partly=partly,
    )


def troubled_channels(session: Session) -> list[tuple[str, ChannelState]]:
    """Those that are stopped, or rest after failures."""
    query = select(ChannelRow).where((ChannelRow.failures > 0) | ChannelRow.stopped).order_by(ChannelRow.name)
    return [
        (each.name, ChannelState(each.stopped, each.paused_until, each.failures, each.reason))
        for each in session.scalars(query)
    ]


def branches_of(session: Session, letters: Iterable[int]) -> frozenset[int]:
    query = select(NoticeRow.branch_id).join(LetterNotice, LetterNotice.notice_id == NoticeRow.id)
    return frozenset(session.scalars(query.where(LetterNotice.letter_id.in_(list(letters)))))


def _letters() -> Select[Any]:
    """(letter, recipient, how many matters, the first one's title)"""
    carried = LetterNotice.letter_id == LetterRow.id
    count = select(func.count()).where(carried, LetterNotice.withdrawn == "").scalar_subquery()
    title = (
        select(func.min(NoticeRow.title))
        .join(LetterNotice, LetterNotice.notice_id == NoticeRow.id)
        .where(carried)
        .correlate(LetterRow)
        .scalar_subquery()
    )
    return select(LetterRow, Person.name, count, title).join(Person, Person.id == LetterRow.person_id)
