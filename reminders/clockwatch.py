"""Whether the clock leapt: what passed by it, held against what really passed (R4)."""

from __future__ import annotations

from datetime import datetime, timedelta

ALLOWED = timedelta(minutes=10)


class ClockWatch:
    """Remembers the last look of this process. A machine that slept looks like a leap forward, and is one."""

    def __init__(self) -> None:
        self._seen: tuple[datetime, float] | None = None

    def look(self, now: datetime, elapsed: float, last: datetime | None = None) -> timedelta | None:
        """How far the clock has leapt since the last look, None where it has not. A first look can
        only tell that the clock is now before `last`, the moment of the last tick of any process."""
        seen, self._seen = self._seen, (now, elapsed)
        if seen is None:
            leap = min(now - last, timedelta()) if last else timedelta()
        else:
            leap = now - seen[0] - timedelta(seconds=elapsed - seen[1])
        return leap if abs(leap) > ALLOWED else None
