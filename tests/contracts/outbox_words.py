"""What the tests of the contract say to an outbox, in few words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from reminders.channels import Outcome, Result
from reminders.letters import Entry, Letter, LetterState, Opening, Settlement
from reminders.nouns import Notice, Stage
from reminders.outbox import Outbox

DAY = date(2026, 3, 25)
NINE = datetime(2026, 3, 25, 1, tzinfo=UTC)  # nine o'clock in China
MINUTE = timedelta(minutes=1)
SENT = Outcome(Result.SENT, "已接收", "250", "ok")
BUSY = Outcome(Result.TEMPORARY, "稍后再试", "450", "busy")
UNTRIED = Outcome(Result.UNTRIED, "未轮到")


class Clock(Protocol):
    def advance(self, seconds: float) -> None: ...


Attempts = Callable[[int], list[str | None]]
State = Callable[[int], str]


def notice(subject: str = "branch:1/202503", **other: object) -> Notice:
    """A notice to person 1 of branch 1 by e-mail, with what is given changed."""
    plain = Notice(
        rule="committee_meeting",
        subject=subject,
        stage=Stage.SOON,
        due_on=date(2026, 3, 31),
        person=1,
        branch=1,
        unit="第一党支部",
        title="召开3月支部委员会",
        reached=DAY,
        latest_on=date(2026, 3, 31),
        ways=("email",),
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def entry(told: Notice, **other: object) -> Entry:
    return replace(Entry(told, NINE, DAY), **other)  # type: ignore[arg-type]


def write(outbox: Outbox, *told: Notice | Entry, holder: str = "one") -> int:
    token = outbox.take_lease(holder, 30)
    assert token is not None
    return outbox.record([each if isinstance(each, Entry) else entry(each) for each in told], token, NINE)


def claim(outbox: Outbox, now: datetime = NINE, channel: str = "email", limit: int = 50) -> tuple[Letter, ...]:
    return outbox.claim(channel, limit, now, 60)


def begin(outbox: Outbox, *letters: Letter, sealed: bytes = b"sealed") -> frozenset[int]:
    return outbox.begin([Opening(each.id, each.token, f"<{each.id}@test>", sealed) for each in letters], NINE, 60)


def settle(
    outbox: Outbox, letter: Letter, outcome: Outcome, state: LetterState, next_at: datetime | None = None
) -> int:
    return outbox.settle([Settlement(letter.id, letter.token, outcome, state, next_at)], NINE)


def send(outbox: Outbox, letter: Letter) -> None:
    begin(outbox, letter)
    assert settle(outbox, letter, SENT, LetterState.SENT) == 1
