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
    """What became of one round, in persons: each once, under the best that any of their letters came to."""

    sent: int = 0
    waiting: int = 0  # nothing went yet, and something still may
    logged: int = 0
    failed: int = 0
    under_way: int = 0  # letters, no persons: also the SMS of somebody who has the e-mail already


def keys(round_: ReminderRound) -> tuple[str, ...]:
    """festival:spring|2026 for each of its nodes, as items and reminders name them."""
    return tuple(f"festival:{code}|{round_.year}" for code in round_.nodes.split(","))


def is_over(round_: ReminderRound, today: date, workdays: Workdays) -> bool:
    """Too late to send: its first festival has begun."""
    return today >= stages.lapses_on(keys(round_), round_.day, workdays)


def state_of(round_: ReminderRound, letters: Letters, today: date, workdays: Workdays) -> State:
    if round_.by_hand:
        return State("met", "人工登记")
    over = State("overdue", "节日已过未发送") if is_over(round_, today, workdays) else None
    if round_.approved_on is None:  # letters of an approval taken back say nothing
        return over or (State("soon", "待批准") if today < round_.day else State("grace", "已到日子未批准"))
    return _sending(letters) or over or State("plan", "已批准待发送")


def _sending(letters: Letters) -> State | None:
    """None as long as there are no letters. How many were reached is said once no letter is under way."""
    if letters.under_way:
        return State("plan", "正在发送")
    if letters.sent and letters.failed:
        return State("grace", f"已发出{letters.sent}人，{letters.failed}人没有发出")
    if letters.sent:
        return State("met", f"已发出{letters.sent}人")
    if letters.logged:
        return State("open", "仅记录未发送")
    return State("overdue", "没有发出去") if letters.failed else None
