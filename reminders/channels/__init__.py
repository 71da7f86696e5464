"""Ways a letter goes: one small file a channel behind one Protocol, with a console twin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable


class Result(StrEnum):
    """What became of one attempt, as the channel saw it."""

    SENT = "sent"  # accepted by the relay or gateway: 已发出, not 已送达
    LOGGED = "logged"  # written down only, never counted as delivered
    TEMPORARY = "temporary"  # try again later
    PERMANENT = "permanent"  # this address or this letter, for good
    STOPPED = "stopped"  # the channel itself is refused: no letter's fault, a person must look
    UNCERTAIN = "uncertain"  # an SMS that may have gone: asked after, never blindly resent
    THROTTLED = "throttled"  # too fast: nothing left, the channel pauses a little
    UNTRIED = "untried"  # begun, then not reached


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reason` is for people, `code` and `reply` are the server's own (at most 200 characters)."""

    result: Result
    reason: str = ""
    code: str = ""
    reply: str = ""
    lost: bool = False  # the connection went with it

    @property
    def counts(self) -> bool:
        """Whether something may have left: only then are the bytes fixed and an attempt used up."""
        return self.result not in (Result.UNTRIED, Result.STOPPED, Result.THROTTLED)


class Found(StrEnum):
    """What a gateway knows of an SMS it may or may not have taken."""

    SENT = "sent"  # it has it, and no receipt yet
    DELIVERED = "delivered"
    FAILED = "failed"  # it had it, and the network refused it for good
    NOTHING = "nothing"  # it has never seen it, or not yet
    LATER = "later"  # it cannot be reached now: ask again
    UNASKABLE = "unaskable"  # it cannot be asked at all: a person must decide


@dataclass(frozen=True, slots=True)
class Answer:
    """Found, and the gateway's own words; `reason` is for people."""

    found: Found
    reason: str = ""
    code: str = ""
    reply: str = ""


class Event(StrEnum):
    """What a receipt says became of a message after it was accepted."""

    DELIVERED = "delivered"
    FAILED = "failed"  # it came back, or the network refused it


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt or bounce. `message_id` is ours, as it was given to `send`; `at` is aware UTC."""

    message_id: str
    event: Event
    at: datetime
    code: str = ""
    reason: str = ""  # for people, or the network's own words, at most 200 characters


class ChannelDown(Exception):
    """The channel cannot be opened; no letter was touched. `stopped`: not before a person has looked."""

    def __init__(self, reason: str, *, stopped: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.stopped = stopped


class Channel(Protocol):
    """Sends sealed bytes to an address. The promises, held by one contract suite over fake and real:

    - `open` makes ready or raises ChannelDown; open twice is open once;
    - `send` never raises for what a server says or does, it returns the Outcome; it sends exactly
      the bytes it is given; after it lost its connection the next `open` makes a new one;
    - `close` never raises, and the channel can be opened again.
    """

    @property
    def name(self) -> str:
        """email or sms: what `ways` and the tables call it."""

    @property
    def batch(self) -> int:
        """How many letters are claimed and in flight at once (decisions.md 42)."""

    @property
    def rate(self) -> float:
        """Letters a second, over all workers together; 0: as fast as it goes (R15)."""

    def open(self) -> None: ...

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome: ...

    def close(self) -> None: ...


@runtime_checkable
class Askable(Channel, Protocol):
    """A channel in which an attempt of unknown outcome may have reached the person, so that it is
    asked after and never blindly sent again (R12)."""

    def ask(self, address: str, message_id: str, since: datetime) -> Answer:
        """What became of the message; `since` is when its first attempt began. Never raises for
        what a gateway says or does."""
