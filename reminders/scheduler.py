"""The pulse: one APScheduler job calls the tick, a watchdog restarts it. The only file that knows APScheduler."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from reminders.jobs import TICK_EVERY

log = logging.getLogger(__name__)

STALLED_AFTER = 3  # beats


class Pulse:
    """Calls `beat` every few seconds. No exception stops it; a beat that hangs is left behind.

    APScheduler holds no job of ours but this one: all truth is in the outbox, so a beat missed or
    run twice changes nothing. What it does badly is guarded here: it dies silently on an error of
    its own, and with one hung job it skips every later one.
    """

    def __init__(
        self, beat: Callable[[], object], every: float = TICK_EVERY, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._beat, self._every, self._elapsed = beat, every, elapsed
        self._last = elapsed()
        self._stop = threading.Event()
        self._scheduler = self._make()
        self._watchdog = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        self._last = self._elapsed()
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """End after the beat in hand."""
        self._stop.set()
        if self._watchdog.is_alive():
            self._watchdog.join()
        self._scheduler.shutdown(wait=not self.stalled)

    @property
    def age(self) -> float:
        """Seconds since a beat last ended well."""
        return self._elapsed() - self._last

    @property
    def stalled(self) -> bool:
        return self.age > STALLED_AFTER * self._every

    def _make(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()}, executors={"default": ThreadPoolExecutor(1)}, timezone="UTC"
        )
        scheduler.add_job(self._guarded, misfire_grace_time=None)  # the first beat at once
        scheduler.add_job(
            self._guarded, "interval", seconds=self._every, coalesce=True, misfire_grace_time=None, max_instances=1
        )
        return scheduler

    def _guarded(self) -> None:
        try:
            self._beat()
        except Exception:
            log.exception("a beat failed; the next one comes")
        else:
            self._last = self._elapsed()

    def _watch(self) -> None:
        """A fresh scheduler when the beats stop coming; the hung one's lease runs out by itself."""
        restarted = self._elapsed()
        while not self._stop.wait(self._every / 3):
            patience = STALLED_AFTER * self._every
            if self.stalled and self._elapsed() - restarted > patience:
                log.error("no beat for %.0f seconds; starting the pulse anew", self.age)
                restarted = self._elapsed()
                old, self._scheduler = self._scheduler, self._make()
                if old.running:
                    old.shutdown(wait=False)
                self._scheduler.start()
