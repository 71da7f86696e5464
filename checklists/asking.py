"""What a branch owes: asked by an item for each of its periods, or by a record for a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checklists.catalogue import Catalogue
from checklists.conditions import CONDITIONS, adoption, excuse, exemption, subjects_in_force
from checklists.facts import Obligation, Profile, Record
from checklists.items import CALENDAR, Item
from checklists.periods import Period, between, of_code
from checklists.workdays import Workdays


def asked(
    profile: Profile,
    catalogue: Catalogue,
    period: Period,
    workdays: Workdays,
    on: date | None = None,
) -> tuple[Obligation, ...]:
    """All that items ask in every period that shares a day with the given one, earliest first.

    The profile is read as it stood on `on`, or at each period's end where that is earlier, so
    that a month closed long ago does not ask for a group founded since.
    """
    return _asked(_Asking(profile, catalogue, workdays, on), period, *CALENDAR, "on_event")


def rounds(profile: Profile, catalogue: Catalogue, year: int, workdays: Workdays, on: date) -> tuple[Obligation, ...]:
    """What is asked before the festivals of one year alone."""
    return _asked(_Asking(profile, catalogue, workdays, on), of_code(year * 100), "on_event")


def owed(
    item: Item,
    record: Record,
    due_on: date,
    workdays: Workdays,
    *,
    branch: int,
    subject: str,
    title: str = "",
    owner: str = "",
    marks: frozenset[str] = frozenset(),
) -> Obligation:
    """What a record (an issue, a promise, a need, a term) asks by a day; its subject answers it.

    `title` replaces the item's own words around the record's title; `marks` are asked of the
    answering event besides the item's.
    """
    return Obligation(
        branch=branch,
        item=item.id,
        title=title or item.fill(item.ask, item.at_least, title=record.title),
        period=None,
        due_on=due_on,
        latest_on=workdays.on_or_before(due_on),
        grace_until=workdays.add(due_on, item.grace),
        strength=item.strength,
        citation=str(item.citation),
        answers=item.answers,
        marks=item.marks | marks,
        measure=item.measure,
        at_least=item.at_least,
        subject=subject,
        record=record,
        owner=owner,
        clause=item.fill(item.clause, item.at_least),
    )


def _asked(asking: _Asking, span: Period, *cadences: str) -> tuple[Obligation, ...]:
    items = (item for item in asking.catalogue.items if item.cadence in cadences)
    found = [obligation for item in items for obligation in asking.of(item, span)]
    return tuple(sorted(found, key=lambda obligation: obligation.due_on))


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question: this branch, these rules, as seen on this day."""

    profile: Profile
    catalogue: Catalogue
    workdays: Workdays
    on: date | None

    def of(self, item: Item, span: Period) -> Iterator[Obligation]:
        cadence = "year" if item.cadence == "on_event" else item.cadence
        for period in between(cadence, span.first, span.last):
            due_on = self.node(item, period.first.year) if item.festival else period.last
            if due_on and self.binds(item, period, due_on):
                day = min(period.last, self.on or period.last)
                subjects = subjects_in_force(self.profile, item.each, day)
                if subjects or item.each == "branch":
                    yield self.obligation(item, period, due_on, subjects)

    def node(self, item: Item, year: int) -> date | None:
        """The day by which a festival's round is due; None while the year's days are not known."""
        for festival in self.workdays.festivals(year):
            if festival.code == item.festival:
                return self.workdays.add(festival.first, -item.days_before)
        return None

    def binds(self, item: Item, period: Period, due_on: date) -> bool:
        """Nothing falls due before the branch is asked, nor by a local pack not in force then."""
        if due_on < self.profile.asked_from or not item.holds(due_on) or self.at_least(item, due_on) < 1:
            return False
        if self.catalogue.pack(item.pack).local and not adoption(self.profile, item.pack, due_on):
            return False
        return not item.condition or CONDITIONS[item.condition](self.profile, period.first)

    def at_least(self, item: Item, due_on: date) -> int:
        return self.profile.numbers(due_on).get(item.parameter, item.at_least)

    def citation(self, item: Item, due_on: date) -> str:
        """For a local pack the basis on which this branch adopted it; what it wrote itself has its own."""
        by = None if self.catalogue.pack(item.pack).scope == "own" else adoption(self.profile, item.pack, due_on)
        return by.basis if by and by.basis else str(item.citation)

    def obligation(self, item: Item, period: Period, due_on: date, subjects: dict[str, str]) -> Obligation:
        at_least = self.at_least(item, due_on)
        return Obligation(
            branch=self.profile.branch,
            item=item.id,
            title=item.fill(item.ask, at_least, period=_spoken(item, period, self.on or period.last)),
            period=period.code,
            due_on=due_on,
            latest_on=self.workdays.on_or_before(due_on),
            grace_until=self.workdays.add(due_on, item.grace),
            strength=item.strength,
            citation=self.citation(item, due_on),
            answers=item.answers,
            marks=item.marks,
            measure=item.measure,
            at_least=at_least,
            subject=f"festival:{item.festival}|{period.first.year}" if item.festival else "",
            subjects=subjects,
            each=item.each != "branch",
            owner=item.owner,
            exempt=exemption(self.profile, item.id, due_on),
            excused=excuse(self.profile, item.id, period.code),
            clause=item.fill(item.clause, at_least),
        )


def _spoken(item: Item, period: Period, on: date) -> str:
    """7月 within the year asked about, 2024年12月 for another; a year's duty is 2025年度."""
    if item.cadence == "year":
        return f"{period.title}度"
    return period.name if period.first.year == on.year else period.title
