"""Where an issue stands, read from its dated steps and nothing else; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from app.branches.names import bare

# Where an issue stands → the steps that may follow. What is not here cannot be skipped to.
NEXT: dict[str, tuple[str, ...]] = {
    "raised": ("assigned",),
    "assigned": ("finished",),
    "finished": ("applied",),
    "applied": ("verified", "returned"),
    "verified": ("closed", "returned"),
    "closed": ("reopened",),
    "returned": ("finished",),
    "reopened": ("finished",),
}
WORDS = {
    "raised": "待明确责任",
    "assigned": "正在整改",
    "finished": "已完成整改，待申请销号",
    "applied": "已申请销号，待核验",
    "verified": "已核验，待批准",
    "closed": "已销号",
    "returned": "退回整改",
    "reopened": "重新整改",
}
IN_HAND = ("raised", "assigned", "returned", "reopened")  # not finished: these can be 超期
STAGE_DONE = "阶段性完成，持续整改"  # what 完成整改 means for 长期坚持


class Person(NamedTuple):
    """Who did it: an account here, or a name on paper."""

    name: str
    account_id: int | None = None
    person_id: int | None = None

    def is_same(self, other: Person) -> bool:
        """One account is one person; two known persons differ even if namesakes; else the name decides."""
        if self.account_id is not None and self.account_id == other.account_id:
            return True
        if self.person_id is not None and other.person_id is not None:
            return self.person_id == other.person_id
        return bool(self.name) and bare(self.name) == bare(other.name)


class Step(NamedTuple):
    """One dated step; `note` is a ground, an opinion or the stage that was reached."""

    step: str
    on: date
    by: Person
    on_paper: bool = False
    note: str = ""


class Later(NamedTuple):
    """An approved later date."""

    new_due_on: date
    approved_on: date


def state_of(steps: Sequence[Step]) -> str:
    """The last step is where it stands; before the first it is only raised."""
    return steps[-1].step if steps else "raised"


def due_of(due_on: date | None, extensions: Iterable[Later]) -> date | None:
    """The date in force: that of the extension approved last, else the original one."""
    approved = sorted(extensions, key=lambda later: later.approved_on)  # stable: the later entry wins a tie
    return approved[-1].new_due_on if approved else due_on


def last(steps: Sequence[Step], step: str) -> Step | None:
    return next((one for one in reversed(steps) if one.step == step), None)


def current_round(steps: Sequence[Step]) -> Sequence[Step]:
    """The steps since the issue was last reopened."""
    starts = [place for place, one in enumerate(steps) if one.step == "reopened"]
    return steps[starts[-1] :] if starts else steps


def finished_on(steps: Sequence[Step]) -> date | None:
    """完成整改, unless it was returned or reopened since."""
    done = last(steps, "finished")
    return done.on if done and state_of(steps) not in IN_HAND else None


def closed_on(steps: Sequence[Step]) -> date | None:
    """销号, unless reopened since."""
    return steps[-1].on if state_of(steps) == "closed" else None


def words_of(state: str, mode: str) -> str:
    return STAGE_DONE if state == "finished" and mode == "long_term" else WORDS[state]


def days_over(state: str, due: date | None, today: date) -> int:
    """By how many days it is 超期: past the date in force and not finished. Else 0."""
    return (today - due).days if due and due < today and state in IN_HAND else 0
