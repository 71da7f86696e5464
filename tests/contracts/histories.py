"""Histories of an outbox: records that change, a clock that leaps, outages, two schedulers, letters that go.

`Office` plays one; `tests/contracts/promises.py` says what must hold after each of its steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from checklists.facts import Line, Obligation, State
from reminders.channels import ChannelDown
from reminders.compose import Writer
from reminders.delivery import deliver
from reminders.jobs import Ticked, tick
from reminders.letters import LetterState, NoticeState
from reminders.nouns import Key
from reminders.outbox import Outbox
from tests.contracts.fakes import (
    WORKDAYS,
    Clock,
    Records,
    ScriptedChannel,
    desk_over,
    issue,
    line,
    moment,
    owed,
    person,
    spring_round,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEGIN = moment("2026-02-02 08:00")
ROUND_ON = date(2026, 2, 12)


@dataclass(frozen=True)
class Kept:
    """A notice as the outbox keeps it."""

    state: NoticeState
    reason: str
    late: bool
    noted_at: datetime


@dataclass(frozen=True)
class Post:
    """A letter as the outbox keeps it, with the notices it carries."""

    id: int
    person: int
    channel: str
    day: date
    round: int | None
    state: LetterState
    tried: int
    due_at: datetime
    notices: frozenset[Key]


class Seen(Protocol):
    """An outbox, and what can be seen of it from outside."""

    @property
    def outbox(self) -> Outbox: ...

    def notices(self) -> dict[Key, Kept]: ...

    def letters(self) -> dict[int, Post]: ...


@dataclass
class Matter:
    """Something owed, as the records say it now."""

    number: int
    due: date
    made: date | None = None  # of a rectification issue; a duty of a period has none
    owner: int = 0
    met: bool = False

    def line(self) -> Line:
        return line(self.obligation(), State.MET if self.met else State.OPEN)

    def obligation(self) -> Obligation:
        owner = f"person:{self.owner}" if self.owner else ""
        if self.made:
            return issue(self.number, self.due, self.made, owner=owner)
        latest = WORKDAYS.on_or_before(self.due)
        grace = self.due + 3 * DAY
        return owed(f"duty{self.number}", due_on=self.due, latest_on=latest, grace_until=grace, owner=owner)


def quick(name: str, /, **values: object) -> str:
    """Words are other tests' affair."""
    return name


@dataclass
class Office:
    """One branch of three people, its records, a relay, and two schedulers on one machine."""

    seen: Seen
    clock: Clock
    ahead: timedelta = timedelta()  # how far the clock is from the right time
    matters: dict[int, Matter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.channel = ScriptedChannel()
        self.records = Records([], [person(1, "secretary"), person(2), person(3)])
        self.records.rounds_ = [spring_round(None, recorded_on=date(2026, 2, 2))]
        desk = desk_over(self.seen.outbox, self.records, self.clock, self.channel)
        desk = replace(desk, writer=Writer(quick, "清单 <qingdan@example.org>"))
        self.desks = [replace(desk, holder=name) for name in ("one", "two")]
        self.last: datetime | None = None

    @property
    def day(self) -> date:
        return self.desks[0].today()

    def wait(self, gap: timedelta) -> None:
        self.clock.at += gap
        self.clock.seconds += gap.total_seconds()

    def leap(self, by: timedelta) -> None:
        self.clock.at += by
        self.ahead += by

    def put_right(self) -> None:
        self.leap(-self.ahead)

    def tick(self, which: int) -> Ticked | None:
        self.records.lines_ = [matter.line() for matter in self.matters.values()]
        return tick(self.desks[which])

    def deliver(self) -> None:
        self.records.lines_ = [matter.line() for matter in self.matters.values()]
        deliver(self.desks[0])

    # What people do between

    def add(self, due_in: int, made_ago: int | None, owner: int) -> None:
        number = len(self.matters) + 1
        made = None if made_ago is None else self.day - made_ago * DAY
        self.matters[number] = Matter(number, self.day + due_in * DAY, made, owner)

    def edit(self, which: int, act: Callable[[Matter], None]) -> None:
        if self.matters:
            act(self.matters[which % len(self.matters) + 1])

    def approve(self) -> None:
        (planned,) = self.records.rounds_
        if planned.approved_on is None:
            self.records.rounds_ = [replace(planned, approved_on=self.day)]

    def reach(self, who: int, ways: tuple[str, ...]) -> None:
        people = self.records.people_
        people[who] = replace(people[who], ways=ways, addresses=ways)

    def relay(self, *, up: bool) -> None:
        self.channel.down = None if up else ChannelDown("连不上邮件服务器")
