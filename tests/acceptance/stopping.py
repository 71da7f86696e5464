"""A worker halted by SIGSTOP past its lease, and what it does when it goes on (R11)."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.outbox.models import AttemptRow, LeaseRow, LetterRow
from tests.acceptance.at_work import stop
from tests.acceptance.killing import Post, end, posting, until

LETTERS = 80
COLUMNS = (LetterRow.id, LetterRow.state, LetterRow.sent_on, LetterRow.tried, LetterRow.changed_at)


@dataclass(frozen=True)
class Stopped:
    """The letters before it went on and after, and what it still sent."""

    before: list[tuple[Any, ...]]
    after: list[tuple[Any, ...]]
    late_copies: int
    sms_copies: int
    unsettled: int  # attempts whose end nobody wrote down
    second_attempts: int  # letters the other worker had to send again

    def __str__(self) -> str:
        return f"{len(self.after)} letters, {self.second_attempts} attempted again by another, {self.late_copies} more copies after going on"


def stopped(data: Path, url: str, seed: int) -> Stopped:
    with posting(data, url, LETTERS, seed) as post:
        first = post.start()
        assert until(lambda: _ticked(post) and len(post.relay.mails) >= 3, 60), post.log.read_text()
        stop(first.pid, post.db)
        second = post.start()
        assert until(lambda: not post.open(), 120, every=0.25), post.log.read_text()
        before, sent = _letters(post), len(post.relay.mails)
        first.send_signal(signal.SIGCONT)
        until(lambda: not _unsettled(post), 30, every=0.1)
        for process in (first, second):
            end(process)
        late = len(post.relay.mails) - sent
        doubled = len(post.gateway.accepted) - len({message.out_id for message in post.gateway.accepted})
        return Stopped(before, _letters(post), late, doubled, _unsettled(post), _again(post))


def _ticked(post: Post) -> bool:
    """Its own first tick is over: stopped within a transaction it would hold up everybody on SQLite."""
    with post.db.read() as session:
        return session.scalar(select(LeaseRow.holder).where(LeaseRow.until.is_not(None))) is not None


def _letters(post: Post) -> list[tuple[Any, ...]]:
    with post.db.read() as session:
        return [tuple(row) for row in session.execute(select(*COLUMNS).order_by(LetterRow.id))]


def _unsettled(post: Post) -> int:
    with post.db.read() as session:
        return session.scalars(select(func.count()).where(AttemptRow.result.is_(None))).one()


def _again(post: Post) -> int:
    twice = select(AttemptRow.letter_id).group_by(AttemptRow.letter_id).having(func.count() > 1)
    with post.db.read() as session:
        return len(session.scalars(twice).all())
