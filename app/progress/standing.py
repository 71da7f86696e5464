"""Where branches stand on a day: every room's facts laid against every rule and every asking record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import facts
from app.activities import queries as activities
from app.branches import queries as branches_
from app.branches.models import Branch
from app.figures import queries as figures
from app.inspection import queries as inspection
from app.integrity import queries as integrity
from app.outbox import queries as outbox
from app.packs import queries as packs
from app.pairing import queries as pairing
from app.rectification import queries as rectification
from app.talks import queries as talks
from app.web import Office
from checklists.facts import Event, Line, Obligation, Profile, Standing
from checklists.periods import Period
from checklists.progress import asked, due, lines
from checklists.report import Report, build

# A new kind of record adds its room to the tuples whose question it answers.
HAVE_FACTS = (branches_, activities, talks, pairing, integrity, inspection, rectification, outbox)
HAVE_SUBJECTS = (branches_, pairing, integrity)
ASK = (branches_, pairing, rectification)


@dataclass
class Overview:
    """These branches in one session, each question answered once."""

    session: Session
    office: Office
    branches: frozenset[int]

    @cached_property
    def names(self) -> dict[int, str]:
        rows = select(Branch.id, Branch.name).where(Branch.id.in_(self.branches)).order_by(Branch.id)
        return dict(self.session.execute(rows).all())

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return facts.events(self.session, (query for room in HAVE_FACTS for query in room.facts(self.branches)))

    @cached_property
    def asking(self) -> tuple[Obligation, ...]:
        """What promises, needs and issues ask."""
        found: list[Obligation] = []
        for room in ASK:
            found += room.asking(self.session, self.branches, self.office.catalogue, self.office.workdays)
        return tuple(found)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """What rules may know of each branch; only those that are branches are asked anything."""
        subjects: dict[int, list[Standing]] = {}
        for room in HAVE_SUBJECTS:
            for branch, standing in room.standings(self.session, self.branches):
                subjects.setdefault(branch, []).append(standing)
        committees = branches_.committees(self.session, self.branches)
        tenures = branches_.tenures(self.session, self.branches)
        bound = packs.bindings(self.session, self.branches)
        rows = select(Branch).where(Branch.id.in_(self.branches), Branch.kind == "branch").order_by(Branch.id)
        return tuple(
            Profile(
                branch.id,
                branch.name,
                branch.asked_from,
                tuple(subjects.get(branch.id, ())),
                committees.get(branch.id, ()),
                bound[branch.id].adoptions,
                bound[branch.id].exemptions,
                bound[branch.id].excuses,
                bound[branch.id].parameters,
                tenures.get(branch.id, ()),
            )
            for branch in self.session.scalars(rows)
        )

    def due(self, on: date) -> tuple[Line, ...]:
        """What is owed on the day (decisions.md 12), branch by branch."""
        made: list[Line] = []
        for profile in self.profiles:
            asking = [obligation for obligation in self.asking if obligation.branch == profile.branch]
            made += due(profile, self.office.catalogue, self._of(profile.branch), asking, on, self.office.workdays)
        return tuple(made)

    def fell_due(self, period: Period, on: date) -> tuple[Line, ...]:
        """Every line whose day lies in the period, met or not, and what records ask after it: a
        matrix shows the former, a report promises the latter."""
        made: list[Line] = []
        for profile in self.profiles:
            owed = asked(profile, self.office.catalogue, period, self.office.workdays, on)
            rules = [one for one in owed if period.contains(one.due_on)]
            records = [one for one in self.asking if one.branch == profile.branch and one.due_on >= period.first]
            made += lines([*rules, *records], self._of(profile.branch), on, self.office.workdays)
        return tuple(made)

    def report(self, period: Period, on: date, *, name: str = "") -> Report:
        """The report of these branches; a superior's is counted over the union (decisions.md 15)."""
        only = self.profiles[0] if len(self.profiles) == 1 else None
        names = {profile.branch: profile.name for profile in self.profiles}
        return build(
            names,
            period,
            on,
            [event for event in self.events if event.on <= on],
            self.fell_due(period, on),
            figures.referred(self.session, self.branches, period, on),
            name=name,
            committee=only.has_committee(on) if only else True,
            parameters=only.parameters if only else {},
            catalogue=self.office.catalogue,
        )

    def _of(self, branch: int) -> Iterable[Event]:
        return [event for event in self.events if event.branch == branch]
