"""The default way: a letter is written down whole and nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reminders.channels import Answer, Found, Outcome, Result


@dataclass(frozen=True, slots=True)
class LogChannel:
    """Stands for any channel while DELIVERY_MODE is log."""

    name: str
    batch: int = 50
    rate: float = 0.0

    def open(self) -> None:
        """Nothing to open."""

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        return Outcome(Result.LOGGED, "仅记录，未发送")

    def ask(self, address: str, message_id: str, since: datetime) -> Answer:
        """What was cut short never left."""
        return Answer(Found.NOTHING)

    def close(self) -> None:
        """Nothing to close."""
