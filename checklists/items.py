"""What a definition says: an Item asks, a Pack holds items and parameters, a Citation tells why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists.facts import Strength
from checklists.units import Amount, Unit

CALENDAR = ("month", "quarter", "half_year", "year")


@dataclass(frozen=True, slots=True)
class Citation:
    """The article that asks, or for local practice its basis in words."""

    document: str = ""
    article: str = ""
    edition: str = ""
    basis: str = ""

    def __str__(self) -> str:
        return f"《{self.document}》{self.article}" if self.document else self.basis


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a branch may override with a written basis; `choices` when it stands for words."""

    name: str
    title: str
    value: int
    unit: str = ""
    note: str = ""
    choices: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One rule: who must do what, how often, at least how many, and how strictly (decisions.md 2)."""

    id: str
    pack: str
    title: str  # the thing: 党员大会
    ask: str  # what is to be done about it: 召开{period}党员大会
    clause: str  # the rule in our own words
    citation: Citation
    cadence: str  # month, quarter, half_year, year; on_event: a festival; record: a record asks
    strength: Strength
    answers: frozenset[str]
    marks: frozenset[str] = frozenset()
    each: str = "branch"
    measure: str = "count"
    at_least: int = 1
    parameter: str = ""  # the pack's parameter that replaces at_least
    unit: Unit = Unit.TIMES
    condition: str = ""
    grace: int = 0  # working days after the last day
    evidence: tuple[str, ...] = ()
    festival: str = ""
    days_before: int = 0  # working days before the festival
    late: str = "未按期开展"  # the word for overdue
    owner: str = ""  # "post:discipline" or "person:3": whose work it is
    owner_name: str = ""  # the same as people read it
    since: date | None = None  # a version asks for what falls due from its first day
    until: date | None = None  # up to but not including this one; None: from ever, for ever

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def fill(self, pattern: str, at_least: int, **blanks: str) -> str:
        """`ask` or `clause` with its blanks filled; an amount is printed as people read it."""
        return pattern.format(at_least=Amount(at_least, self.unit).shown, **blanks)


@dataclass(frozen=True, slots=True)
class Pack:
    """A set of rules with one version. A local pack binds a branch only after adoption."""

    id: str
    title: str
    version: str
    scope: str  # national, local; own: a local one that the branch wrote itself, each item with its own basis
    parameters: tuple[Parameter, ...]
    items: tuple[Item, ...]

    @property
    def local(self) -> bool:
        """It binds after adoption only."""
        return self.scope != "national"
