"""Which events answer an obligation, for whom, and whether in time. SQL may replace this alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from checklists.facts import Event, Obligation, Record
from checklists.periods import cadence_of, containing, of_code
from checklists.units import Amount


class Count(NamedTuple):
    """How much was done for one subject. What is neither in time nor made up was late."""

    total: int = 0
    on_time: int = 0
    made_up: int = 0

    def capped(self, most: int) -> Count:
        """At most so much, what was in time counting first."""
        total, on_time = min(self.total, most), min(self.on_time, most)
        return Count(total, on_time, min(self.made_up, total - on_time))


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted towards one obligation, by subject key."""

    counts: Mapping[str, Count]
    records: tuple[Record, ...]

    def of(self, key: str) -> Count:
        return self.counts.get(key, Count())


class When(Enum):
    """How an event stands to the period or day it answers."""

    ON_TIME = "on_time"
    LATE = "late"  # after the day a record or a festival set
    MADE_UP = "made_up"  # 补开: its record names another period than that of its day


def held(events: Iterable[Event], on: date) -> list[Event]:
    """What happened on or before the day and still holds on it; when it was entered is no matter."""
    return [event for event in events if event.on <= on and (event.until is None or on < event.until)]


def tally(obligation: Obligation, events: Iterable[Event]) -> Tally:
    """Count the events that answer, of those held by the day in question (see `held`)."""
    found: dict[str, dict[When, list[Event]]] = {}
    records: dict[tuple[str, int], Record] = {}
    for event in events:
        when = answers(obligation, event)
        if when is None:
            continue
        keys = _answered(obligation, event)
        for key in keys:
            found.setdefault(key, {}).setdefault(when, []).append(event)
        if keys:
            _note(records, event, adding=obligation.measure == "sum")
    counts = {key: _count(obligation.measure, by_when) for key, by_when in found.items()}
    return Tally(counts, tuple(sorted(records.values(), key=lambda r: (r.date, r.kind, r.id))))


def answers(obligation: Obligation, event: Event) -> When | None:
    """Whether the event answers the obligation at all, and how (decisions.md 10)."""
    if event.branch != obligation.branch or event.kind not in obligation.answers:
        return None
    if not obligation.marks <= event.marks:
        return None
    if obligation.subject:  # a record's or a festival's: whatever names it answers it
        in_time = event.on <= obligation.due_on
        return (When.ON_TIME if in_time else When.LATE) if obligation.subject in event.subjects else None
    if obligation.period is None:
        return None
    inside = of_code(obligation.period).contains(event.on)
    if (named := _named(obligation.period, event)) is None:
        return When.ON_TIME if inside else None
    if named != obligation.period:
        return None
    return When.ON_TIME if inside else When.MADE_UP


def _named(code: int, event: Event) -> int | None:
    """The period, of the obligation's own cadence, that the record names: March names its quarter.

    A named year says nothing of months: there the day on which it was held decides.
    """
    if event.belongs_to is None:
        return None
    named = of_code(event.belongs_to)
    around = containing(cadence_of(code), named.first)
    return around.code if around.contains(named.last) else None


def _answered(obligation: Obligation, event: Event) -> set[str]:
    """The keys of the obligation for which the event counts."""
    if not obligation.each:
        return {obligation.subject}
    return answered(event) & obligation.subjects.keys()


def answered(event: Event) -> set[str]:
    """For whom the event is an answer. Who spoke with somebody outside the branch has spoken with none of its members."""
    if event.kind != "talk":
        return set(event.subjects)
    pairs = {key for key in event.subjects if key.startswith("pair:")}
    return pairs | {f"person:{one}" for pair in pairs for one in pair.removeprefix("pair:").split("-")}


def _count(measure: str, by_when: Mapping[When, list[Event]]) -> Count:
    everything = [event for events in by_when.values() for event in events]
    on_time = _measured(measure, by_when.get(When.ON_TIME, []))
    made_up = _measured(measure, by_when.get(When.MADE_UP, []))
    total = _measured(measure, everything)
    return Count(total, on_time, min(made_up, total - on_time))


def _measured(measure: str, events: list[Event]) -> int:
    if not events:
        return 0
    if measure == "sum":
        return sum((Amount(e.amount, e.unit) for e in events[1:]), Amount(events[0].amount, events[0].unit)).value
    if measure == "distinct":
        return len({subject for event in events for subject in event.subjects})
    return len({(event.kind, event.id) for event in events})


def _note(records: dict[tuple[str, int], Record], event: Event, adding: bool) -> None:
    """One record once; a sum adds up what it gave to each person."""
    key = (event.kind, event.id)
    if key not in records:
        records[key] = event.record
    elif adding:
        records[key] = records[key]._replace(amount=records[key].amount + event.amount)
