"""Where a round of reminders stands, read from its dates and its letters; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.integrity.models import ReminderRound
from checklists.workdays import Workdays
from reminders import stages


@dataclass(frozen=True, slots=True)
class State:
    """How it looks (a state of ui.tag) and its words."""

    look: str
    word: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one round, in persons: each once, whatever became of it."""

    sent: int = 0
    logged: int = 0
    waiting: int = 0
    failed: int = 0

    @property
    def begun(self) -> bool:
        return bool(self.sent or self.logged or self.failed)


def keys(round_: ReminderRound) -> tuple[str, ...]:
    """festival:spring|2026 for each of its nodes, as items and reminders name them."""
    return tuple(f"festival:{code}|{round_.year}" for code in round_.nodes.split(","))


def is_over(round_: ReminderRound, today: date, workdays: Workdays) -> bool:
    """Too late to send: its first festival has begun."""
    return today >= stages.lapses_on(keys(round_), round_.day, workdays)


def state_of(round_: ReminderRound, letters: Letters, today: date, workdays: Workdays) -> State:
    if round_.by_hand:
        return State("met", "人工登记")
    if letters.sent:
        return State("met", f"已发出{letters.sent}人")
    if letters.logged:
        return State("open", "仅记录未发送")
    if letters.failed:
        return State("overdue", "没有发出去")
    if is_over(round_, today, workdays):
        return State("overdue", "节日已过未发送")
    if round_.approved_on is None:
        return State("soon", "待批准") if today < round_.day else State("grace", "已到日子未批准")
    return State("plan", "已批准待发送")
