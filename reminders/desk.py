"""All that telling needs, wired once by app with plain values."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from checklists.workdays import Workdays
from reminders.channels import Channel
from reminders.clockwatch import ClockWatch
from reminders.compose import Writer
from reminders.hours import Hours
from reminders.outbox import Outbox, Standing
from reminders.retries import LAG


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is the business moment, aware UTC (it may be fixed); `elapsed` runs on, for leases only."""

    outbox: Outbox
    standing: Standing
    workdays: Workdays
    writer: Writer
    channels: Mapping[str, Channel]
    now: Callable[[], datetime]
    jitter: Callable[[], float]
    holder: str  # names this process in the lease
    hours: Hours = field(default_factory=Hours)
    stopping: Callable[[], bool] = lambda: False  # asked between letters: SIGTERM has come
    elapsed: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep  # for a letter's turn, where a channel has a rate
    lag: timedelta = LAG
    watch: ClockWatch | None = None  # None where the day stands still

    def today(self) -> date:
        return self.hours.day(self.now())
