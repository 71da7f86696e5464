"""A dry run: what would be told on each of the coming days, to whom, by which way, if nothing is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from checklists.workdays import Workdays
from reminders.compose import Writer
from reminders.nouns import Notice, Recipient, Round, Stage
from reminders.outbox import Standing
from reminders.plan import plan
from reminders.rows import Row


class Expected(NamedTuple):
    """One notice of one day, with the words it would have."""

    day: date
    notice: Notice
    person: str
    text: str


def forecast(standing: Standing, workdays: Workdays, writer: Writer, first: date, days: int) -> Iterator[Expected]:
    """Day by day; nothing is written down and nothing is sent."""
    branches = standing.branches()
    people = standing.people(branches)
    names = {person.person: person for person in people}
    for day in (first + timedelta(days=n) for n in range(days)):
        rounds = standing.rounds(day, branches)
        texts = {planned.id: planned for planned in rounds}
        for notice in plan(standing.lines(day, branches), people, rounds, day, workdays):
            if notice.reached == day:
                yield Expected(day, notice, names[notice.person].name, _text(notice, names, texts, writer))


def _text(notice: Notice, people: dict[int, Recipient], rounds: dict[int, Round], writer: Writer) -> str:
    if notice.stage is Stage.SEND and notice.round is not None:
        return rounds[notice.round].text.strip()
    return writer.sentence(Row.of(notice))
