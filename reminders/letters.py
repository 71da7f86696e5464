"""A letter while it waits and goes: what is claimed, begun, taken back and settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from reminders.channels import Answer, Outcome
from reminders.nouns import Key, Notice


class LetterState(StrEnum):
    """The only states kept in the database besides those of background work."""

    QUEUED = "queued"
    INFLIGHT = "inflight"  # claimed: lease_token and lease_until say by whom and how long
    SENT = "sent"
    LOGGED = "logged"
    RETRY = "retry"  # tried, and to be tried again at next_at
    FAILED = "failed"
    CANCELLED = "cancelled"  # none of its notices holds any more
    UNCERTAIN = "uncertain"  # an SMS of unknown outcome, to be asked after
    CHECKING = "checking"  # being asked after; when the lease runs out it is asked after again
    HELD = "held"  # waits for a person


class NoticeState(StrEnum):
    """Whether a notice is to be told, was missed for good, or was taken back before it went."""

    TOLD = "told"
    SKIPPED_LATE = "skipped_late"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice as the tick writes it down: to go not before `due_at`, or skipped with the reason."""

    notice: Notice
    due_at: datetime
    day: date  # the local day of the letter
    late: bool = False  # marked 补发
    skipped: str = ""


class Told(NamedTuple):
    """A notice as its letter carries it."""

    key: Key
    branch: int
    late: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed letter. While `tried` is 0 it is only its notices; afterwards `sealed` is what goes."""

    id: int
    token: str  # of this claim, never used before
    person: int
    channel: str
    day: date
    round: int | None
    tried: int
    notices: tuple[Told, ...]
    sealed: bytes = b""
    series: int = 0  # how often a person had it written anew: each has a Message-ID of its own


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Notices of a claimed letter that no longer hold, each with the reason."""

    letter: int
    token: str
    reasons: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """An attempt about to be made, with the bytes that go."""

    letter: int
    token: str
    message_id: str
    sealed: bytes
    parts: int = 0  # what an SMS is charged as


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a claimed letter: its next state, and when to try again (None: as before)."""

    letter: int
    token: str
    outcome: Outcome
    state: LetterState
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A letter that may or may not have gone, claimed to be asked after."""

    id: int
    token: str
    person: int
    message_id: str
    since: datetime  # when its first attempt began
    asked: int  # how often the gateway has not known it, since the attempt of which we do not know
    tried: int = 1


@dataclass(frozen=True, slots=True)
class Answered:
    """What the gateway said of a doubtful letter, and what follows from it."""

    letter: int
    token: str
    answer: Answer
    state: LetterState
    next_at: datetime | None
    asked: int


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel is doing. Stopped: a person must look and resume it."""

    stopped: bool = False
    paused_until: datetime | None = None
    failures: int = 0
    reason: str = ""
