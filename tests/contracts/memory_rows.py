"""The rows of the fake: what app keeps as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from reminders.letters import Entry, LetterState, NoticeState, Told
from reminders.nouns import Key


@dataclass
class NoticeRow:
    """A row of notices."""

    entry: Entry
    state: NoticeState
    noted_at: datetime
    reason: str = ""


@dataclass
class LetterRow:
    """A row of letters, with its live rows of letter_notices."""

    id: int
    person: int
    channel: str
    day: date
    round: int | None
    next_at: datetime
    changed_at: datetime
    state: LetterState = LetterState.QUEUED
    tried: int = 0
    token: str = ""
    lease_until: float = 0.0
    sealed: bytes = b""
    reason: str = ""
    asked: int = 0
    delivered: bool = False
    notices: dict[Key, Told] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.state is LetterState.QUEUED and self.tried == 0


@dataclass
class AttemptRow:
    """A row of attempts; without a result nobody knows how it ended."""

    letter: int
    token: str
    message_id: str
    sealed: bytes
    started_at: datetime
    result: str | None = None
