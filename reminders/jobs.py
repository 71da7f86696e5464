"""The tick: what should exist for the last seven days is computed and held against what does."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reminders.apart import together_or_apart
from reminders.clockwatch import ALLOWED
from reminders.desk import Desk
from reminders.letters import Entry
from reminders.nouns import Notice, Stage
from reminders.outbox import LeaseLost
from reminders.plan import history

log = logging.getLogger(__name__)

TICK_EVERY = 15  # seconds
TICK_LEASE = 25  # and a beat: a holder that falls silent is followed within 45 seconds
WINDOW = timedelta(days=7)  # before today: an outage of a whole week leaves no gap
UNCERTAIN = ("sms",)  # channels in which an attempt cut short may have reached the person
_BRANCHES_AT_ONCE = 200

LATE_AFTER = timedelta(hours=1)  # from here on a notice is marked 补发
# How late a stage is still told. Overdue is true until it is done, and worse unsaid than said late.
SEND_LATE = {Stage.OVERDUE: WINDOW}
SEND_LATE_BY_DEFAULT = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did; `troubled` are branches whose records could not be read."""

    recorded: int
    expired: int
    troubled: tuple[int, ...] = ()


def tick(desk: Desk) -> Ticked | None:
    """Bring the outbox up to the moment. Idempotent; None when another process has the tick."""
    now, last = desk.now(), desk.outbox.last_tick()
    jumped = desk.watch.look(now, desk.elapsed(), last) if desk.watch else None
    if jumped:
        log.error("the clock leapt by %s; nothing is told twice, but look after it", jumped)
    recorded, troubled = 0, []
    branches = list(desk.standing.branches())
    try:
        token = desk.outbox.take_lease(desk.holder, TICK_LEASE)
        if token is None:
            return None
        if last and last - now > ALLOWED:
            due_at = desk.hours.next_open(now)
            desk.outbox.turn_back(token, now, due_at, desk.hours.day(due_at))
        expired = desk.outbox.expire(UNCERTAIN, now + desk.lag)
        for start in range(0, len(branches), _BRANCHES_AT_ONCE):
            some = branches[start : start + _BRANCHES_AT_ONCE]
            found, failed = together_or_apart(some, lambda few: missing(desk, few, now, last))
            troubled += [branch for branch, _ in failed]
            # Renewed as we go: many branches may take longer than a lease. Once lost, writing is refused.
            desk.outbox.take_lease(desk.holder, TICK_LEASE)
            for entries in found:
                recorded += desk.outbox.record(entries, token, now) if entries else 0
        desk.outbox.note_tick(token, now, jumped)
    except LeaseLost:
        log.warning("another process took over the tick")
        return None
    return Ticked(recorded, expired, tuple(troubled))


def missing(desk: Desk, branches: Sequence[int], now: datetime, last: datetime | None) -> list[Entry]:
    """What these branches should have been told in the window and have not."""
    day = desk.hours.day(now)
    since = day - WINDOW
    known = desk.outbox.known(since, branches)
    notices = history(
        desk.standing.lines(day, branches),
        desk.standing.people(branches),
        desk.standing.rounds(day, branches),
        day,
        desk.workdays,
        desk.standing.unsent(branches),
    )
    return [
        entry_for(notice, desk, now, last)
        for notice in notices
        if notice.ways
        and notice.reached >= since
        and notice.key not in known
        and desk.hours.moment(notice.reached) <= now
    ]


def entry_for(notice: Notice, desk: Desk, now: datetime, last: datetime | None) -> Entry:
    """On time, late or skipped. What the last tick did not see is new since then, not late: a problem
    entered this morning is told this morning, whenever its stage began. A first tick is never late."""
    due = desk.hours.moment(notice.reached)
    late = now - max(due, min(last or now, now))
    allowed = SEND_LATE.get(notice.stage, SEND_LATE_BY_DEFAULT)
    skipped = ""
    if notice.passed:
        skipped = "已进入下一阶段，不再补发"
    elif late > allowed:
        skipped = f"停机期间错过，已超过{allowed // timedelta(hours=1)}小时，不再补发"
    due_at = desk.hours.next_open(now)
    return Entry(notice, due_at, desk.hours.day(due_at), late=late > LATE_AFTER and not skipped, skipped=skipped)
