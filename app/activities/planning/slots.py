"""What a year's plan has a line for: one kind of meeting in one period, of one group where groups meet; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.activities.models import KINDS
from app.activities.planning.fixed_day import Day, Fixed, fixed_day
from checklists.facts import Line, State
from checklists.periods import Period, of_code
from checklists.workdays import Workdays

PLANNED = ("theme_day", "member_meeting", "committee_meeting", "group_meeting")


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of the plan."""

    kind: str
    code: int
    group: int | None = None
    group_name: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.code}-{self.group or 0}"

    @property
    def period(self) -> Period:
        return of_code(self.code)

    @property
    def name(self) -> str:
        """第一季度支部党员大会, 7月主题党日, 第一党小组7月党小组会"""
        return f"{self.group_name}{self.period.name}{KINDS[self.kind]}"

    def title(self, theme: str) -> str:
        return f"{self.name}：{theme}" if theme else self.name


@dataclass(frozen=True, slots=True)
class Planned:
    """A line that was filled in."""

    slot: Slot
    day: date
    theme: str = ""
    host: str = ""


def slots(lines: Iterable[Line]) -> list[Slot]:
    """A slot for whatever the branch owes in the year, by kind and period; exempt is not owed."""
    found: dict[str, Slot] = {}
    for line in lines:
        if line.obligation.period is not None and line.state is not State.EXEMPT:
            found |= {slot.key: slot for slot in _of(line, line.obligation.period)}
    return sorted(found.values(), key=lambda slot: (PLANNED.index(slot.kind), slot.group or 0, slot.code))


def _of(line: Line, code: int) -> Iterator[Slot]:
    owed = line.obligation
    for kind in PLANNED:
        if kind in owed.answers and kind == "group_meeting":
            for subject, name in owed.subjects.items():
                yield Slot(kind, code, int(subject.partition(":")[2]), name)
        elif kind in owed.answers:
            yield Slot(kind, code)


def proposed(slot: Slot, fixed: Fixed, workdays: Workdays) -> Day | None:
    """The theme day of the period's last month: a proposal, since that is when the branch comes together anyway."""
    last = slot.period.last
    return fixed_day(last.year, last.month, fixed, workdays) if fixed else None


def problem(planned: Planned, today: date) -> str:
    """Why this line cannot be planned so; empty when it can."""
    period, day = planned.slot.period, planned.day
    if not period.contains(day):
        return f"“{planned.slot.name}”的日期{day}不在{period.title}，请改到{period.name}之内，或留空"
    if day < today:
        return f"“{planned.slot.name}”的日期{day}已经过去，请改到{today}以后；已经召开的，到会议活动里补录"
    return ""
