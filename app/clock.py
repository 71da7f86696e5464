"""The only reader of the system clock: moments are aware UTC, days are days in China."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
DEMO_DAY = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` is real (sessions, leases, audit) unless a moment is fixed; `today` is the business day."""

    moment: datetime | None = None  # `worker --at`
    day: date | None = None  # the fixed business day of a demo

    def now(self) -> datetime:
        return self.moment or datetime.now(UTC)

    def today(self) -> date:
        return self.day or self.now().astimezone(CHINA).date()


def local(moment: datetime) -> datetime:
    """The moment as a clock on the wall in China shows it."""
    return moment.astimezone(CHINA)
