"""The worker: a pulse that ticks, and a loop that delivers what is due until it is asked to stop."""

from __future__ import annotations

import logging
import time

from app.outbox.store import SqlOutbox
from reminders.delivery import deliver
from reminders.desk import Desk
from reminders.jobs import TICK_LEASE, UNCERTAIN, Ticked, tick
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
    try:
        while not stop.asked:
            _wait(LOOK_EVERY if _delivered(desk) else AFTER_TROUBLE, stop)
    finally:
        pulse.stop()
        outbox.release_lease(desk.holder)


def _delivered(desk: Desk) -> bool:
    """Whatever goes wrong, the worker stays: it would else die quietly and for good (R16)."""
    try:
        desk.outbox.expire(
            UNCERTAIN, desk.now() + desk.lag
        )  # what a dead worker held goes on now, not at the next tick
        deliver(desk)
    except Exception:
        log.exception("delivery failed; trying again in %.0f seconds", AFTER_TROUBLE)
        return False
    return True


def _wait(seconds: float, stop: Stop) -> None:
    ends = time.monotonic() + seconds
    while not stop.asked and time.monotonic() < ends:
        time.sleep(_NAP)
