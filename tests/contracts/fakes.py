"""Stand-ins for what app gives to reminders: records in lists, a channel with a script, a clock set by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from checklists.facts import Line, Obligation, Record, State, Strength
from checklists.workdays import Workdays
from reminders.channels import Channel
from reminders.compose import Writer
from reminders.desk import Desk
from reminders.hours import CHINA
from reminders.nouns import Recipient, Round
from reminders.outbox import Outbox
from tests.contracts.scripted import SENT, AskableChannel, ScriptedChannel

WORKDAYS = Workdays.load()
TEMPLATES = Path(__file__).parents[2] / "templates"

__all__ = ["SENT", "AskableChannel", "ScriptedChannel"]  # beside what is made here


def render(name: str, /, **values: object) -> str:
    """As app's one environment does it (decisions.md 20)."""
    return _ENVIRONMENT.get_template(name).render(**values)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    undefined=StrictUndefined,
    autoescape=select_autoescape(["html", "svg", "xml"], default=False),
    trim_blocks=True,
    lstrip_blocks=True,
)


def moment(text: str) -> datetime:
    """A moment in China: "2026-02-12 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def person(number: int, *posts: str, branch: int = 1, ways: tuple[str, ...] = ("email",)) -> Recipient:
    return Recipient(number, f"测试{number}", branch, f"第{branch}党支部", frozenset(posts), ways=ways, addresses=ways)


def owed(item: str = "committee_meeting", **other: object) -> Obligation:
    """The committee meeting of March 2026, with what is given changed."""
    plain = Obligation(
        branch=1,
        item=item,
        title="召开2026年3月支部委员会",
        period=202603,
        due_on=date(2026, 3, 31),
        latest_on=date(2026, 3, 31),
        grace_until=date(2026, 4, 3),
        strength=Strength.MUST,
        citation="《试用条例》第1条",
        answers=frozenset({"committee_meeting"}),
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def issue(number: int, due_on: date, raised_on: date, **other: object) -> Obligation:
    """A rectification issue; its title names what no letter may name."""
    return owed(
        "issue",
        title="绝密标题",
        period=None,
        due_on=due_on,
        latest_on=WORKDAYS.on_or_before(due_on),
        grace_until=due_on,
        record=Record("issue", number, raised_on, "绝密标题"),
        subject=f"issue:{number}",
        **other,
    )


def line(obligation: Obligation, state: State = State.OPEN) -> Line:
    return Line(obligation, state, required=1, done=int(state is State.MET), on_time=0, made_up=0)


def spring_round(approved_on: date | None = date(2026, 2, 5), **other: object) -> Round:
    """The Spring Festival round of 2026: sent on 12 February, off from the 15th."""
    plain = Round(
        id=1,
        branch=1,
        title="2026年春节廉政提醒",
        recorded_on=date(2026, 2, 3),
        send_on=date(2026, 2, 12),
        lapses_on=date(2026, 2, 15),
        nodes=("festival:spring|2026",),
        approved_on=approved_on,
        subject="春节期间廉洁过节提醒",
        text="同志们：\n\n春节将至，请廉洁过节。",
        sms="春节将至，请廉洁过节。",
    )
    return replace(plain, **other)  # type: ignore[arg-type]


@dataclass
class Records:
    """A Standing over lists; `unreadable` branches raise."""

    lines_: list[Line] = field(default_factory=list)
    people_: list[Recipient] = field(default_factory=list)
    rounds_: list[Round] = field(default_factory=list)
    unreadable: set[int] = field(default_factory=set)
    no_address: set[int] = field(default_factory=set)
    unsent_: dict[int, int] = field(default_factory=dict)

    def branches(self) -> Sequence[int]:
        return sorted({each.branch for each in self.people_})

    def lines(self, day: date, branches: Collection[int]) -> Iterable[Line]:
        self._read(branches)
        return [each for each in self.lines_ if each.obligation.branch in branches]

    def _read(self, branches: Collection[int]) -> None:
        if self.unreadable & set(branches):
            raise RuntimeError("records cannot be read")

    def people(self, branches: Collection[int]) -> Sequence[Recipient]:
        self._read(branches)
        return [each for each in self.people_ if each.branch in branches]

    def rounds(self, day: date, branches: Collection[int]) -> Sequence[Round]:
        return [each for each in self.rounds_ if each.branch in branches]

    def unsent(self, branches: Collection[int]) -> Mapping[int, int]:
        return {branch: count for branch, count in self.unsent_.items() if branch in branches}

    def addresses(self, channel: str, people: Collection[int]) -> Mapping[int, str]:
        return {number: f"p{number}@example.org" for number in people if number not in self.no_address}


@dataclass
class Clock:
    """The business moment, and the seconds that leases see."""

    at: datetime
    seconds: float = 0.0

    def __call__(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return self.seconds

    def set(self, text: str) -> None:
        self.at = moment(text)


def desk_over(outbox: Outbox, standing: Records, clock: Clock, *channels: Channel) -> Desk:
    return Desk(
        outbox=outbox,
        standing=standing,
        workdays=WORKDAYS,
        writer=Writer(render, "清单 <qingdan@example.org>"),
        channels={channel.name: channel for channel in channels},
        now=clock,
        jitter=lambda: 0.5,
        holder="one",
        elapsed=clock.elapsed,
    )
