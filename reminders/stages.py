"""Which stages a matter has reached by a day, and since when. Never "so many days left equals seven"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from checklists.facts import Obligation
from checklists.workdays import Workdays
from reminders.nouns import Round, Stage

SOON_BEFORE = 5  # working days, as an obligation's own `soon` (decisions.md 9)
DRAFT_BEFORE = 10  # working days before a festival
SEND_BEFORE = 3
ISSUE_BEFORE = {Stage.TEN_DAYS: timedelta(days=10), Stage.THREE_DAYS: timedelta(days=3)}


class Step(NamedTuple):
    """A stage and the local day on which it began."""

    stage: Stage
    since: date


def _duty(owed: Obligation, workdays: Workdays) -> list[Step]:
    return [
        Step(Stage.SOON, workdays.add(owed.latest_on, -SOON_BEFORE)),
        Step(Stage.DUE, owed.latest_on),
        # A letter that comes on a day off is read on the next working day, or resented.
        Step(Stage.OVERDUE, workdays.add(owed.grace_until, 1)),
    ]


def _issue(owed: Obligation, workdays: Workdays) -> list[Step]:
    ahead = [Step(stage, workdays.on_or_before(owed.due_on - before)) for stage, before in ISSUE_BEFORE.items()]
    return [*ahead, Step(Stage.OVERDUE, workdays.add(owed.due_on, 1))]


# By the kind of the record that asks; all else is a duty of a period.
_SCHEDULES: dict[str, Callable[[Obligation, Workdays], list[Step]]] = {"issue": _issue}


def reached(owed: Obligation, day: date, workdays: Workdays) -> tuple[Step, ...]:
    """The stages begun by the day, the current one last.

    A record made late enters at the stage it is in: what lay before it never was. So does a stage
    whose successor begins no later, as when a long holiday lies between.
    """
    steps = _SCHEDULES.get(owed.record.kind if owed.record else "", _duty)(owed, workdays)
    if owed.record:
        made = owed.record.date
        steps = [Step(stage, max(since, made)) for stage, since in steps]
    begun = [step for step in steps if step.since <= day]
    return (*(step for step, successor in pairwise(begun) if step.since < successor.since), *begun[-1:])


def draft_on(festival: date, workdays: Workdays) -> date:
    """The day on which somebody is reminded to draft a text for a festival that begins then."""
    return workdays.add(festival, -DRAFT_BEFORE)


def send_on(festival: date, workdays: Workdays) -> date:
    """The day a festival round goes, unless its record names another."""
    return workdays.add(festival, -SEND_BEFORE)


def of_round(planned: Round, day: date) -> Step | None:
    """Where a round stands: to be approved, to be sent, or nothing to tell."""
    if planned.done or not planned.send_on <= day < planned.lapses_on:
        return None
    stage, known = (Stage.SEND, planned.approved_on) if planned.approved_on else (Stage.APPROVE, planned.recorded_on)
    return Step(stage, max(planned.send_on, known))


def lapses_on(nodes: Sequence[str], send_on: date, workdays: Workdays) -> date:
    """From when on a round is too late: its first festival's first day off, without a festival a week on.

    A day of sending within the days off was chosen by somebody: then it goes on that day.
    """
    begin = [first for node in nodes if (first := first_day_off(node, workdays))]
    return max(min(begin, default=send_on + timedelta(days=7)), send_on + timedelta(days=1))


def first_day_off(node: str, workdays: Workdays) -> date | None:
    """The first day off of "festival:spring|2026"; None where the year's file does not say."""
    code, _, year = node.removeprefix("festival:").partition("|")
    return next((f.first for f in workdays.festivals(int(year)) if f.code == code), None)
