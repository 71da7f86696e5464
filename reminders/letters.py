"""A letter while it waits and goes: what is claimed, begun, taken back and settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from reminders.channels import Outcome
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
    CHECKING = "checking"  # being asked after; stays so when its lease runs out
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


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a claimed letter: its next state, and when to try again (None: as before)."""

    letter: int
    token: str
    outcome: Outcome
    state: LetterState
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel is doing. Stopped: a person must look and resume it."""

    stopped: bool = False
    paused_until: datetime | None = None
    failures: int = 0
    reason: str = ""
