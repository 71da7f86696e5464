"""Prints letters where somebody trying the program can read them; they count as logged, not as sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from reminders.channels import Answer, Found, Outcome, Result
from reminders.reading import read


@dataclass(frozen=True, slots=True)
class ConsoleChannel:
    """The twin of a gateway: same method, a stream instead of a network."""

    name: str
    stream: TextIO
    batch: int = 1
    rate: float = 0.0

    def open(self) -> None:
        """A stream is open."""

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        """The address is masked: what is on a screen or in a log stays there."""
        shown = read(self.name, sealed)
        self.stream.write(
            f"—— {self.name} {address[:3]}*** {message_id}\n{shown.subject}\n{shown.text}\n".replace("\n\n", "\n")
        )
        self.stream.flush()
        return Outcome(Result.LOGGED, "已打印在控制台，未发送")

    def ask(self, address: str, message_id: str, since: datetime) -> Answer:
        """What was cut short never left."""
        return Answer(Found.NOTHING)

    def close(self) -> None:
        """The stream belongs to whoever gave it."""
