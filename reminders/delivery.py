"""A worker's round: every way has its turn until nothing is due; `reminders.courier` carries the letters of one."""

from __future__ import annotations

import logging
from collections import deque

from reminders.courier import Courier
from reminders.desk import Desk

log = logging.getLogger(__name__)


def deliver(desk: Desk) -> None:
    """Send all that is due, way by turns, so that a slow one holds up no other. A way that breaks is
    told of after the others are done; two of one trouble, as when the database is gone, once."""
    broken: Exception | None = None
    couriers = deque(Courier(desk, channel) for channel in desk.channels.values())
    couriers.rotate(int(desk.jitter() * len(couriers)))
    while couriers:
        courier = couriers.popleft()
        try:
            if courier.turn():
                couriers.append(courier)
                continue
        except Exception as error:
            error.add_note(f"delivery by {courier.name} broke off")
            if broken and str(broken) != str(error):
                log.exception("another way broke off as well")
            broken = broken or error
        courier.close()
    if broken:
        raise broken
