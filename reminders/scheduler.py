"""The pulse: one APScheduler job calls the tick, a watchdog restarts it. The only file that knows APScheduler."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from apscheduler.executors.debug import DebugExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers import SchedulerNotRunningError
from apscheduler.schedulers.background import BackgroundScheduler

from reminders.jobs import TICK_EVERY
from reminders.lasting import Lasting

log = logging.getLogger(__name__)

STALLED_AFTER = 3  # beats
LEFT_BEHIND = 8  # hung beats beside which another may be started; each may hold a connection
STOP_WITHIN = 20.0  # seconds that the beat in hand has when it is time to end


class Pulse:
    """Calls `beat` every few seconds. No exception stops it; a beat that hangs is left behind.

    APScheduler holds no job of ours but this one: all truth is in the outbox, so a beat missed or
    run twice changes nothing. What it does badly is guarded here: it dies silently on an error of
    its own, a clock set back stops it for as long, and with one hung job it skips every later one.
    """

    def __init__(
        self, beat: Callable[[], object], every: float = TICK_EVERY, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._beat, self._every, self._elapsed = beat, every, elapsed
        self._well = self._alive = elapsed()  # when a beat last ended well, and when one last ended at all
        self._trouble = Lasting(log)
        self._stop = threading.Event()
        self._scheduler = self._make()
        self._left: list[threading.Thread] = []  # the ends of those before, until they have come
        self._watchdog = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        self._well = self._alive = self._elapsed()
        self._begin()
        self._watchdog.start()

    def stop(self) -> None:
        """End after the beat in hand, but not wait for one that hangs."""
        self._stop.set()
        if self._watchdog.is_alive():
            self._watchdog.join(STOP_WITHIN)
        ending = self._end(self._scheduler)
        ending.join(0 if self._silent else STOP_WITHIN)
        if ending.is_alive():
            log.error("a beat goes on after the end of the pulse")

    @property
    def age(self) -> float:
        """Seconds since a beat last ended well."""
        return self._elapsed() - self._well

    @property
    def stalled(self) -> bool:
        return self.age > STALLED_AFTER * self._every

    @property
    def _silent(self) -> bool:
        """No beat ends any more. One that fails each time is not helped by another scheduler."""
        return self._elapsed() - self._alive > STALLED_AFTER * self._every

    def _make(self) -> BackgroundScheduler:
        """Beats run in the scheduler's own thread, a daemon: a thread of a pool would keep the process
        from ending while a beat hangs."""
        made = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()}, executors={"default": DebugExecutor()}, timezone="UTC"
        )
        every = {"trigger": "interval", "seconds": self._every}
        made.add_job(self._guarded, args=[made], coalesce=True, misfire_grace_time=None, **every)
        return made

    def _begin(self) -> None:
        self._scheduler.start()
        (job,) = self._scheduler.get_jobs()
        job.modify(next_run_time=job.next_run_time - timedelta(seconds=self._every))  # the first beat at once

    def _guarded(self, scheduler: BackgroundScheduler) -> None:
        if scheduler is not self._scheduler or self._stop.is_set():
            return  # another has taken over while this one hung
        try:
            self._beat()
        except BaseException as error:  # noqa: BLE001  (also what would end a program: this is but a thread of it)
            self._trouble.say("a beat failed; the next one comes", error)
        else:
            self._trouble.over()
            self._well = self._elapsed()
        self._alive = self._elapsed()

    def _watch(self) -> None:
        while not self._stop.wait(self._every / 3):
            try:
                if self._silent:
                    self._restart()
            except BaseException:  # nobody watches the watchdog
                log.exception("the pulse could not be started anew; trying again")

    def _restart(self) -> None:
        """A fresh scheduler; the lease of a hung beat runs out by itself."""
        self._left = [each for each in self._left if each.is_alive()]
        log.error("no beat for %.0f seconds; %d hang", self._elapsed() - self._alive, len(self._left))
        if len(self._left) >= LEFT_BEHIND:
            self._alive = self._elapsed()  # look again after as long
            return
        self._left.append(self._end(self._scheduler))
        self._scheduler = self._make()
        self._begin()
        self._alive = self._elapsed()

    def _end(self, scheduler: BackgroundScheduler) -> threading.Thread:
        """In a thread of its own, for it waits until the beat in hand has ended."""
        ending = threading.Thread(target=_shut_down, args=[scheduler], name="ending", daemon=True)
        ending.start()
        return ending


def _shut_down(scheduler: BackgroundScheduler) -> None:
    try:
        scheduler.shutdown()
    except SchedulerNotRunningError:
        log.warning("the scheduler had ended by itself")
    except Exception:
        log.exception("the scheduler did not end in order")
