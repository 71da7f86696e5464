"""Channels with a script: they do what they are told for each letter, and remember what they took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from reminders.channels import Answer, ChannelDown, Found, Outcome, Result

SENT = Outcome(Result.SENT, "邮件服务器已接收", "250", "ok")


@dataclass
class ScriptedChannel:
    """A Channel that does what `script` says for each letter, and remembers what it took."""

    name: str = "email"
    batch: int = 50
    rate: float = 0.0
    script: Callable[[str], Outcome] = lambda address: SENT
    down: ChannelDown | None = None
    taken: list[tuple[str, bytes, str]] = field(default_factory=list)
    opened: int = 0
    is_open: bool = False

    def open(self) -> None:
        if self.down:
            raise self.down
        self.opened += not self.is_open
        self.is_open = True

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        self.taken.append((address, sealed, message_id))
        outcome = self.script(address)
        self.is_open = not outcome.lost
        return outcome

    def close(self) -> None:
        self.is_open = False


@dataclass
class AskableChannel(ScriptedChannel):
    """A gateway that can be asked, and remembers for what it was."""

    answers: Callable[[str], Answer] = lambda message_id: Answer(Found.NOTHING)
    asked: list[str] = field(default_factory=list)

    def ask(self, address: str, message_id: str, since: datetime) -> Answer:
        self.asked.append(message_id)
        return self.answers(message_id)
