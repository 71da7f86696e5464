"""Items, events and a day → Lines: what is owed, what answered it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from checklists.asking import asked, owed, rounds
from checklists.catalogue import Catalogue
from checklists.facts import Event, Line, Obligation, Profile, State
from checklists.periods import Period, containing, of_code
from checklists.tallying import Count, Tally, held, tally
from checklists.workdays import Workdays

__all__ = ["Count", "Tally", "asked", "due", "held", "lines", "owed", "stand", "tally"]

SOON = 5  # working days before the last one


def stand(obligation: Obligation, counted: Tally, on: date, workdays: Workdays) -> Line:
    """Where an obligation stands on the day, given what was counted up to it."""
    counts = [counted.of(key) for key in _keys(obligation)]
    cap = obligation.at_least
    if obligation.each:  # one with many must not make up for another with none
        counts = [count.capped(cap) for count in counts]
    required, done = cap * len(counts), sum(count.total for count in counts)
    missing = [name for key, name in obligation.subjects.items() if counted.of(key).total < cap]
    return Line(
        obligation,
        _state(obligation, done >= required, on, workdays),
        required,
        done,
        on_time=sum(count.on_time for count in counts),
        made_up=sum(count.made_up for count in counts),
        records=counted.records,
        missing=tuple(missing),
        days_left=(obligation.latest_on - on).days,
    )


def lines(obligations: Iterable[Obligation], events: Iterable[Event], on: date, workdays: Workdays) -> tuple[Line, ...]:
    """A Line for each obligation, by what was held on or before the day."""
    by_kind: dict[tuple[int, str], list[Event]] = {}
    for event in held(events, on):
        by_kind.setdefault((event.branch, event.kind), []).append(event)
    return tuple(_line(obligation, by_kind, on, workdays) for obligation in obligations)


def due(
    profile: Profile,
    catalogue: Catalogue,
    events: Iterable[Event],
    asked_by_records: Iterable[Obligation],
    on: date,
    workdays: Workdays,
) -> tuple[Line, ...]:
    """What to look at on the day (decisions.md 12), the most pressing first.

    Periods containing the day, met or not; earlier ones back to the start of last year while
    unmet; what records ask, open or answered since then. A festival in the first days of next
    year is shown in the quarter in which its round falls due.
    """
    since, quarter = date(on.year - 1, 1, 1), containing("quarter", on)
    rules = asked(profile, catalogue, Period(since, on), workdays, on)
    ahead = rounds(profile, catalogue, on.year + 1, workdays, on)
    nodes = [o for o in ahead if quarter.contains(o.due_on)]
    records = [o for o in asked_by_records if o.record is None or o.record.date <= on]
    found = lines([*rules, *nodes, *records], events, on, workdays)
    return tuple(sorted((line for line in found if _shown(line, since, on)), key=_pressing))


def _line(
    obligation: Obligation,
    by_kind: Mapping[tuple[int, str], Sequence[Event]],
    on: date,
    workdays: Workdays,
) -> Line:
    kinds = sorted(obligation.answers)
    events = [event for kind in kinds for event in by_kind.get((obligation.branch, kind), ())]
    return stand(obligation, tally(obligation, events), on, workdays)


def _keys(obligation: Obligation) -> Sequence[str]:
    return tuple(obligation.subjects) if obligation.each else (obligation.subject,)


def _state(obligation: Obligation, met: bool, on: date, workdays: Workdays) -> State:
    if obligation.each and not obligation.subjects:
        return State.NOT_APPLICABLE
    if met:
        return State.MET
    if obligation.exempt:
        return State.EXEMPT
    if on > obligation.grace_until:
        return State.OVERDUE
    if on > obligation.due_on:
        return State.GRACE
    return State.SOON if on >= workdays.add(obligation.latest_on, -SOON) else State.OPEN


def _shown(line: Line, since: date, on: date) -> bool:
    obligation = line.obligation
    if obligation.period is None:
        return line.state is not State.MET or max(record.date for record in line.records) >= since
    if of_code(obligation.period).last >= on:
        return True
    return line.state not in (State.MET, State.EXEMPT, State.NOT_APPLICABLE)


def _pressing(line: Line) -> tuple[date, date]:
    return line.obligation.latest_on, line.obligation.due_on
