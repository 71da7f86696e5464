"""Figures: numbers that carry the records they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.counting import Scope, among, made_up, measured, once, reached, scope
from checklists.facts import Event, Record
from checklists.periods import Period
from checklists.report_definitions import Definition, Slice, figures
from checklists.units import Amount, Unit

UNKNOWN = "尚无记录"


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a figure, with the records it counts."""

    key: str
    title: str
    value: int | None
    unit: str
    events: tuple[Event, ...] = ()
    note: bool = False
    aside: str = ""
    measure: str = "count"

    @property
    def records(self) -> tuple[Record, ...]:
        return _records(self.measure, self.events)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with unit, 口径 and records; None when nobody can know it yet, never 0 instead."""

    key: str
    title: str
    value: int | None
    unit: Unit
    basis: str
    measure: str = "count"
    subject: str = ""
    parts: tuple[Part, ...] = ()
    events: tuple[Event, ...] = ()
    enough: int = 0  # for `reach`
    whole: int = 0  # for `share`

    @property
    def breakdown(self) -> dict[str, int | None]:
        return {part.key: part.value for part in self.parts}

    @property
    def records(self) -> tuple[Record, ...]:
        return _records(self.measure, self.events)

    @property
    def shown(self) -> str:
        return "" if self.value is None else Amount(self.value, self.unit).shown

    def of(self, events: Sequence[Event]) -> int:
        """The figure over some of its events: how far a reader has got who counts along."""
        unit = Unit.TIMES if self.unit is Unit.BRANCH_TIMES else self.unit  # a superior's 支部次 are its branches' 次
        return measured(self.measure, events, unit, self.subject, self.enough, self.whole)

    def part(self, key: str) -> Part | None:
        return next((part for part in self.parts if part.key == key), None)


def compute(
    events: Iterable[Event],
    period: Period,
    on: date,
    *,
    several: bool = False,
    parameters: Mapping[str, int] | None = None,
    definitions: Sequence[Definition] | None = None,
) -> tuple[Figure, ...]:
    """Every figure of the book in its order. Events are those up to `on`, hours since 1 January."""
    book = figures().definitions if definitions is None else definitions
    counted = scope(events, period, on, several=several, parameters=parameters or {})
    return tuple(_figure(definition, counted) for definition in book)


def _records(measure: str, events: Sequence[Event]) -> tuple[Record, ...]:
    """Their amounts add up to the number; where records are counted, each is one whatever its amount."""
    return tuple(e.record._replace(amount=1) if measure == "count" else e.record for e in events)


def _figure(it: Definition, on: Scope) -> Figure:
    events = [] if it.later else _chosen(it, on)
    parts = tuple(part for part in _parts(it, on, events) if part.value != 0 or not part.note)
    whole = on.subjects(it.among, it.subject)
    known = bool(whole if it.measure == "share" else events) or _asked_of_somebody(it, on)
    if it.later or (it.none_is_unknown and not known):
        return Figure(it.key, it.title, None, it.unit, UNKNOWN, it.measure, it.subject, parts)
    enough = on.parameters.get(it.parameter, it.default)
    events = _answering(it, once(it.measure, events), whole, enough)
    value = measured(it.measure, events, it.unit, it.subject, enough, len(whole))
    basis = "；".join([_basis(it, events, whole), *(f"{p.title}{p.value}{p.unit}" for p in parts if p.note)])
    unit = Unit.BRANCH_TIMES if on.several and it.by_branch else it.unit
    shown = (it.key, it.title, value, unit, basis, it.measure, it.subject, parts, tuple(events))
    return Figure(*shown, enough, len(whole))


def _answering(it: Definition, events: list[Event], whole: frozenset[str], enough: int) -> list[Event]:
    """Exactly the records behind the number: of those who count, and where enough is asked, of those who have it."""
    if not it.among:
        return events
    events = among(events, whole)
    return among(events, reached(events, it.subject, enough)) if it.measure == "reach" else events


def _basis(it: Definition, events: list[Event], whole: frozenset[str]) -> str:
    """The 口径; a share says of how many it is how many."""
    if it.measure != "share":
        return it.basis
    some = measured("distinct", events, it.unit, it.subject)
    return it.basis.format(some=some, whole=len(whole))


def _asked_of_somebody(it: Definition, on: Scope) -> bool:
    """Where a month is owed and none is named the number is 0 and known."""
    return it.measure == "every_month" and bool(on.in_force(it.standing))


def _chosen(it: Definition, on: Scope) -> list[Event]:
    if it.measure == "every_month":
        return on.every_month(it.kinds, it.standing)
    happened = on.this_year(it.kinds) if it.measure in ("reach", "share") else on.happened(it.kinds)
    found = _marked([*happened, *on.in_force(it.standing)], it.marks, it.without)
    return sorted(found, key=lambda event: (event.on, event.kind, event.id))


def _marked(events: Iterable[Event], marks: frozenset[str], without: frozenset[str]) -> list[Event]:
    return [e for e in events if marks <= e.marks and not without & e.marks]


def _parts(it: Definition, on: Scope, events: list[Event]) -> Iterator[Part]:
    named = {cut.key for cut in it.parts}
    for prefix in it.by:
        for mark in sorted({mark for e in events for mark in e.marks if mark.startswith(prefix)}):
            key = mark.removeprefix(prefix)
            if key not in named:
                yield _part(it, Slice(key, figures().words.get(key, key), marks=frozenset({mark})), on, events)
    for cut in it.parts:
        if cut.test != "gatherings":
            yield _part(it, cut, on, events)
        elif on.several:
            yield _gatherings(cut, events)


def _part(it: Definition, cut: Slice, on: Scope, events: list[Event]) -> Part:
    unit, measure = cut.unit or it.unit, cut.measure or it.measure
    word = cut.word or unit.value
    if cut.later:
        return Part(cut.key, cut.title, None, word)
    chosen = _marked(on.happened(cut.kinds) if cut.kinds else events, cut.marks, cut.without)
    chosen = once(measure, filter(_test(cut, on), chosen))
    value = measured(measure, chosen, unit, cut.subject or it.subject)
    return Part(cut.key, cut.title, value, word, tuple(chosen), cut.note, cut.aside, measure)


def _test(cut: Slice, on: Scope) -> Callable[[Event], bool]:
    if cut.on_several:
        return lambda event: sum(mark.startswith(cut.on_several) for mark in event.marks) > 1
    if cut.beside:
        beside = {(event.branch, event.id) for event in on.happened({cut.beside})}
        return lambda event: (event.branch, event.id) in beside
    return {"made_up": made_up, "unreviewed": lambda event: not event.reviewed}.get(cut.test, lambda _: True)


def _gatherings(cut: Slice, events: list[Event]) -> Part:
    """Joint meetings of several branches, each gathering once (场次); one that nobody joined is its own."""
    once: dict[tuple[int, ...], Event] = {}
    for e in events:
        once.setdefault((e.gathering,) if e.gathering is not None else (e.branch, e.id), e)
    distinct = tuple(once.values())
    joint = cut.note and len(distinct) < len(events)
    return Part(cut.key, cut.title, len(distinct), cut.word, distinct, joint, cut.aside if joint else "")
