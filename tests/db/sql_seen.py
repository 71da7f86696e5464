"""What can be seen of the outbox in its tables, for histories; its leases run on a clock set by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import Database
from app.outbox.models import AttemptRow, ChannelRow, LeaseRow, LetterNotice, LetterRow, NoticeRow, ReceiptRow
from app.outbox.recording import KEY, key
from app.outbox.store import SqlOutbox
from reminders.letters import LetterState, NoticeState
from reminders.nouns import Key
from tests.contracts.histories import Kept, Post

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class TimedOutbox(SqlOutbox):
    """Also on PostgreSQL its leases see the time that the history lets pass."""

    def _now(self, session: Session) -> datetime:
        return self._real()


class SqlSeen:
    """The tables, emptied first."""

    def __init__(self, db: Database, elapsed: Callable[[], float]) -> None:
        self._db = db
        self.outbox = TimedOutbox(db, lambda: EPOCH + timedelta(seconds=elapsed()))
        with db.write() as session:
            for table in (ReceiptRow, AttemptRow, LetterNotice, LetterRow, NoticeRow, ChannelRow, LeaseRow):
                session.execute(delete(table))

    def notices(self) -> dict[Key, Kept]:
        with self._db.read() as session:
            rows = session.execute(
                select(NoticeRow.state, NoticeRow.reason, NoticeRow.late, NoticeRow.noted_at, *KEY)
            ).all()
        return {key(*row[4:]): Kept(NoticeState(row[0]), *row[1:4]) for row in rows}

    def letters(self) -> dict[int, Post]:
        carried: dict[int, set[Key]] = defaultdict(set)
        link = select(LetterNotice.letter_id, *KEY).join(NoticeRow, NoticeRow.id == LetterNotice.notice_id)
        with self._db.read() as session:
            for row in session.execute(link.where(LetterNotice.withdrawn == "")):
                carried[row[0]].add(key(*row[1:]))
            letters = session.scalars(select(LetterRow)).all()
        return {
            row.id: Post(
                id=row.id,
                person=row.person_id,
                channel=row.channel,
                day=row.day,
                round=row.round_id,
                state=LetterState(row.state),
                tried=row.tried,
                due_at=row.next_at,
                notices=frozenset(carried[row.id]),
            )
            for row in letters
        }
