"""The default way: a letter is written down whole and nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from reminders.channels import Outcome, Result


@dataclass(frozen=True, slots=True)
class LogChannel:
    """Stands for any channel while DELIVERY_MODE is log."""

    name: str
    batch: int = 50

    def open(self) -> None:
        """Nothing to open."""

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        return Outcome(Result.LOGGED, "仅记录，未发送")

    def close(self) -> None:
        """Nothing to close."""
