"""Letters that need somebody: not gone half an hour after they were due, or failed (R18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.outbox.models import LetterNotice, LetterRow, NoticeRow
from reminders.letters import LetterState
from reminders.plan import UNSENT

LATE_AFTER = timedelta(minutes=30)
FAILED_WITHIN = timedelta(days=1)  # told of once; it stays on the page
UNDER_WAY = tuple(
    state.value
    for state in (
        *(LetterState.QUEUED, LetterState.RETRY, LetterState.INFLIGHT),
        *(LetterState.UNCERTAIN, LetterState.CHECKING),
    )
)
FAILED = (LetterState.FAILED.value, LetterState.HELD.value)


def late(now: datetime) -> ColumnElement[bool]:
    """Due for half an hour and more, and not gone: `now` is a business moment."""
    return and_(LetterRow.state.in_(UNDER_WAY), LetterRow.due_at <= now - LATE_AFTER)


def unsent(session: Session, branches: frozenset[int], now: datetime) -> Mapping[int, int]:
    """Branch → letters that its secretary is told of. A letter that only tells of such letters is not
    counted: where it cannot go either, it would else bring forth another one every day."""
    failed = and_(LetterRow.state.in_(FAILED), LetterRow.changed_at > now - FAILED_WITHIN)
    told = (
        select(NoticeRow.branch_id, func.count(LetterRow.id.distinct()))
        .join(LetterNotice, LetterNotice.notice_id == NoticeRow.id)
        .join(LetterRow, LetterRow.id == LetterNotice.letter_id)
        .where(or_(late(now), failed), LetterNotice.withdrawn == "", NoticeRow.rule != UNSENT)
        .where(NoticeRow.branch_id.in_(branches))
    )
    return dict(session.execute(told.group_by(NoticeRow.branch_id)).all())


def tells_of(branches: frozenset[int]) -> ColumnElement[bool]:
    """From a branch's notices to its letters, so that other branches' letters are never gone through."""
    told = select(LetterNotice.letter_id).join(NoticeRow, NoticeRow.id == LetterNotice.notice_id)
    return LetterRow.id.in_(told.where(NoticeRow.branch_id.in_(branches)))
