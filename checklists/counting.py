"""Counting: which events fall into a period on a day, and the one place where they become a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from checklists import periods
from checklists.facts import Event
from checklists.tallying import answered
from checklists.units import Amount, Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """What is being counted: a period of some branches, as it stands on a day."""

    period: periods.Period
    on: date
    events: Mapping[str, Sequence[Event]]  # by kind, in order
    several: bool = False  # branches: a superior's report
    parameters: Mapping[str, int] = field(default_factory=dict)

    @property
    def closing(self) -> date:
        """The last day that counts: the period's end, or the day of the report if that is earlier."""
        return min(self.period.last, self.on)

    def happened(self, kinds: Iterable[str]) -> list[Event]:
        return [e for e in self._of(kinds) if self.period.first <= e.on <= self.closing and _holds(e, self.on)]

    def in_force(self, kinds: Iterable[str]) -> list[Event]:
        return [e for e in self._of(kinds) if e.on <= self.closing and _holds(e, self.closing)]

    def this_year(self, kinds: Iterable[str]) -> list[Event]:
        january = self.closing.replace(month=1, day=1)
        return [e for e in self._of(kinds) if january <= e.on <= self.closing and _holds(e, self.on)]

    def every_month(self, kinds: Iterable[str], standing: Iterable[str]) -> list[Event]:
        """What names a month that is over, of the subjects that leave none of theirs unnamed (see Definition)."""
        months = {m.code: m.last for m in periods.between("month", self.period.first, self.closing)}
        over = {code: last for code, last in months.items() if last <= self.closing and code is not None}
        owed: defaultdict[str, set[int]] = defaultdict(set)
        for event in self._of(standing):
            for subject in event.subjects:
                owed[subject] |= {code for code, last in over.items() if event.on <= last and _holds(event, last)}
        named = [e for e in self._of(kinds) if e.belongs_to in over and e.on <= self.on and _holds(e, self.on)]
        done: defaultdict[str, set[int]] = defaultdict(set)
        for event in named:
            for subject in event.subjects:
                done[subject].add(event.belongs_to or 0)
        whole = {subject for subject, codes in owed.items() if codes and codes <= done[subject]}
        kept = [replace(e, subjects=tuple(s for s in e.subjects if s in whole)) for e in named]
        return [event for event in kept if event.subjects]

    def subjects(self, kinds: Iterable[str], prefix: str) -> frozenset[str]:
        """Who is in force on the closing day: a figure may ask about these alone."""
        return frozenset(key for e in self.in_force(kinds) for key in e.subjects if key.startswith(prefix))

    def _of(self, kinds: Iterable[str]) -> list[Event]:
        return [event for kind in sorted(kinds) for event in self.events.get(kind, ())]


def scope(
    events: Iterable[Event], period: periods.Period, on: date, *, several: bool, parameters: Mapping[str, int]
) -> Scope:
    """The events laid out by kind, in the order in which people read them."""
    by_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.on, e.kind, e.id, e.branch)):
        by_kind[event.kind].append(event)
    return Scope(period, on, by_kind, several, parameters)


def once(measure: str, events: Iterable[Event]) -> list[Event]:
    """Where records are counted, one whose parts differ in their marks is still one."""
    if measure != "count":
        return list(events)
    return list({(event.kind, event.branch, event.id): event for event in events}.values())


def among(events: Iterable[Event], subjects: Collection[str]) -> list[Event]:
    """Only what answers for these, each event with those of them for whom it does."""
    kept = ((event, answered(event) & set(subjects)) for event in events)
    return [replace(event, subjects=tuple(sorted(keys))) for event, keys in kept if keys]


def reached(events: Sequence[Event], subject: str, enough: int) -> frozenset[str]:
    """The subjects whose amounts come to enough."""
    amounts = _amounts(events, subject)
    return frozenset(key for key, amount in amounts.items() if amount >= enough)


def measured(
    measure: str, events: Sequence[Event], unit: Unit, subject: str = "", enough: int = 0, whole: int = 0
) -> int:
    """count: the records; sum: amounts, of one unit or UnitError; distinct: subjects; reach: those with enough;
    share: subjects in percent of the whole, 100 only when nobody is missing; every_month: the subjects
    left by `Scope.every_month`."""
    if measure == "count":
        return len(events)
    if measure == "sum":
        return sum((Amount(e.amount, e.unit) for e in events), Amount(0, unit)).value
    if measure == "reach":
        return len(reached(events, subject, enough))
    distinct = len(_amounts(events, subject))
    return 100 * distinct // whole if measure == "share" else distinct


def made_up(event: Event) -> bool:
    """补开: its record names another period than that of its day."""
    return event.belongs_to is not None and not periods.of_code(event.belongs_to).contains(event.on)


def _amounts(events: Iterable[Event], subject: str) -> Mapping[str, int]:
    amounts: defaultdict[str, int] = defaultdict(int)
    for event in events:
        for key in event.subjects:
            if key.startswith(subject):
                amounts[key] += event.amount
    return amounts


def _holds(event: Event, day: date) -> bool:
    return event.until is None or day < event.until
