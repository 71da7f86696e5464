"""The nouns that cross the floors: Event answers, Obligation is owed, Line says where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from checklists.overrides import Override, numbers
from checklists.tenure import Tenure
from checklists.units import Unit


class Strength(StrEnum):
    """How strictly a rule asks: `must` without 一般, `usual` with it (shown in gold)."""

    MUST = "must"
    USUAL = "usual"


class State(StrEnum):
    """Where an obligation stands on a day (interface.md). Computed, never stored."""

    MET = "met"
    OPEN = "open"
    SOON = "soon"
    GRACE = "grace"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"


class Record(NamedTuple):
    """A record behind a number, as printed in JSON and linked on the page."""

    kind: str
    id: int
    date: date
    title: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened (or holds from `on` to `until`) in one branch.

    One event is one kind of one record: a gathering with three parts gives one event a kind of
    part, with the same id, plus one `attendance_due` and one `attendance_present`.
    `subjects` are keys such as "person:3", "household:9", "pair:3-7", "partner:南山区残联|2025-01".
    `marks` are words items and figures select by: "integrity", "by_secretary", "list:廉政风险隐患",
    "kind:device", "by_hand". `until` is the first day on which it no longer holds (a closed issue
    reopened, a pairing ended); None means it still does. `belongs_to` is a period code when the
    record names another period than that of its day (补开, 所属年度).
    """

    kind: str
    id: int
    branch: int
    on: date
    recorded_on: date
    title: str
    amount: int = 1
    unit: Unit = Unit.TIMES
    until: date | None = None
    belongs_to: int | None = None
    subjects: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    reviewed: bool = True
    gathering: int | None = None  # shared by the branches of one joint meeting; roll-ups count 场次 by it

    @property
    def record(self) -> Record:
        return Record(self.kind, self.id, self.on, self.title, self.amount)


class Standing(NamedTuple):
    """A subject in force from `since` up to but not including `until`.

    kind: member, full_member, committee_member, secretary, group, household, risk.
    """

    kind: str
    subject: str
    name: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class Adoption(NamedTuple):
    """A local pack bound to a branch from a day, with its written basis."""

    pack: str
    since: date
    until: date | None
    basis: str


class Exemption(NamedTuple):
    """A branch need not do an item for a while (decisions.md 45)."""

    item: str
    since: date
    until: date
    reason: str


class Excuse(NamedTuple):
    """The written reason for a missed `usual` item: ends its reminders, changes no state."""

    item: str
    period: int
    reason: str


@dataclass(frozen=True, slots=True)
class Profile:
    """All that rules may know of one branch, dated, so that any day can be asked about."""

    branch: int
    name: str
    asked_from: date
    standings: tuple[Standing, ...] = ()
    committee: tuple[tuple[date, bool], ...] = ()  # (from, exists); before the first: unknown
    adoptions: tuple[Adoption, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    overrides: tuple[Override, ...] = ()
    tenures: tuple[Tenure, ...] = ()

    def subjects(self, kind: str, day: date) -> dict[str, str]:
        """Keys and names of the subjects of a kind in force on the day, in the roster's order."""
        return {s.subject: s.name for s in self.standings if s.kind == kind and s.holds(day)}

    def numbers(self, day: date) -> dict[str, int]:
        """The parameters this branch sets otherwise, as they hold on the day."""
        return numbers(self.overrides, day)

    def has_committee(self, day: date) -> bool:
        """decisions.md 8: yes, no, or unknown, which means 7 or more full members on the day."""
        known = [exists for since, exists in self.committee if since <= day]
        return known[-1] if known else len(self.subjects("full_member", day)) >= 7


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one branch owes: asked by an item for a period, or by a record for a day.

    `subjects` maps the keys that must each be answered to their names (empty: the branch itself).
    `answers` are the event kinds that meet it; a record-made one is met by an event whose
    subjects contain its own `subject`.
    """

    branch: int
    item: str
    title: str
    period: int | None
    due_on: date
    latest_on: date
    grace_until: date
    strength: Strength
    citation: str
    answers: frozenset[str]
    marks: frozenset[str] = frozenset()
    measure: str = "count"  # count, sum, distinct
    at_least: int = 1
    subject: str = ""
    subjects: dict[str, str] = field(default_factory=dict)
    each: bool = False
    record: Record | None = None  # the record that asks
    owner: str = ""  # "person:3" where one person owes it, "post:discipline" where a post does
    exempt: str = ""  # the reason, when exempt
    excused: str = ""
    clause: str = ""  # the rule in our own words

    @property
    def key(self) -> tuple[int, str, int | date, str]:
        return (self.branch, self.item, self.period if self.period is not None else self.due_on, self.subject)


@dataclass(frozen=True, slots=True)
class Line:
    """Where one obligation stands on a day."""

    obligation: Obligation
    state: State
    required: int
    done: int
    on_time: int
    made_up: int
    records: tuple[Record, ...] = ()
    missing: tuple[str, ...] = ()  # names still to be answered
    days_left: int = 0  # calendar days to latest_on; negative when past
