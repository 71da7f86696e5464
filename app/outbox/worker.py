"""The worker: a pulse that ticks, and a loop that delivers what is due until it is asked to stop."""

from __future__ import annotations

import logging
import time

from app.outbox.store import SqlOutbox
from reminders.delivery import deliver
from reminders.desk import Desk
from reminders.jobs import TICK_LEASE, UNCERTAIN, Ticked, tick
from reminders.lasting import Lasting
from reminders.scheduler import Pulse

log = logging.getLogger("qingdan.worker")

LOOK_EVERY = 2.0  # seconds between two looks for letters that are due
AFTER_TROUBLE = 15.0  # a database that is gone need not be asked every second, nor fill the log
_NAP = 0.2


class Stop:
    """A wish to end. A plain flag: what a signal handler may set without waiting for a lock."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, *_: object) -> None:
        self.asked = True

    def __call__(self) -> bool:
        return self.asked


def once(desk: Desk, outbox: SqlOutbox) -> Ticked | None:
    """Tick and deliver what is due. Somebody at the shell goes before a worker in the background,
    whose own tick is refused by the token and comes again later."""
    outbox.seize_lease(desk.holder, TICK_LEASE)
    try:
        ticked = tick(desk)
        deliver(desk)
    finally:
        outbox.release_lease(desk.holder)
    return ticked


def run(desk: Desk, outbox: SqlOutbox, stop: Stop) -> None:
    """Until asked to stop; what is in flight then is finished, nothing new is claimed (R22)."""
    pulse = Pulse(lambda: tick(desk))
    pulse.start()
    log.info("worker %s ticks and delivers", desk.holder)
    trouble = Lasting(log)
    try:
        while not stop.asked:
            _wait(LOOK_EVERY if _delivered(desk, trouble) else AFTER_TROUBLE, stop)
    finally:
        pulse.stop()
        _release(desk, outbox)


def _delivered(desk: Desk, trouble: Lasting) -> bool:
    """Whatever goes wrong, the worker stays: it would else die quietly and for good (R16)."""
    try:
        # What a dead worker held goes on now, not at the next tick.
        desk.outbox.expire(UNCERTAIN, desk.now() + desk.lag)
        deliver(desk)
    except Exception as error:  # noqa: BLE001  (said below)
        trouble.say(f"delivery failed; trying again in {AFTER_TROUBLE:.0f} seconds", error)
        return False
    trouble.over()
    return True


def _release(desk: Desk, outbox: SqlOutbox) -> None:
    """So that the next worker need not wait. Where the database is gone it waits, and this one ends in order."""
    try:
        outbox.release_lease(desk.holder)
    except Exception:
        log.exception("the lease of the tick could not be given back; it runs out by itself")


def _wait(seconds: float, stop: Stop) -> None:
    ends = time.monotonic() + seconds
    while not stop.asked and time.monotonic() < ends:
        time.sleep(_NAP)
