"""When letters may go: at nine, and what comes up later in the day between half past eight and eight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Hours:
    """Clock times in one zone; days are that zone's days, moments are aware UTC."""

    zone: ZoneInfo = CHINA
    send_at: time = time(9)
    opens: time = time(8, 30)
    closes: time = time(20)
    still: bool = False  # the day stands still, and the hand of its clock goes round and round

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def moment(self, day: date) -> datetime:
        """When a stage that begins on the day is told."""
        return self._at(day, self.send_at)

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if letters may go then, else when they next may."""
        day, clock = self.day(moment), moment.astimezone(self.zone).time()
        if self.still:
            return self._at(day, time.min)
        if clock < self.opens:
            return self._at(day, self.opens)
        return moment if clock < self.closes else self._at(day + timedelta(days=1), self.opens)

    def open(self, moment: datetime) -> bool:
        return self.still or self.next_open(moment) == moment

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)
