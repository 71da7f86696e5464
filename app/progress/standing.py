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
from app.activities.certificates import queries as certificates
from app.activities.resolutions import queries as resolutions
from app.activities.studies import queries as studies
from app.activities.votes import queries as votes
from app.appraisals import queries as appraisals
from app.branches import queries as branches_
from app.branches.dues import counted as dues
from app.branches.models import Branch
from app.branches.stations import queries as stations
from app.figures import queries as figures
from app.inspection import queries as inspection
from app.integrity import queries as integrity
from app.life_meetings import queries as life_meetings
from app.outbox import queries as outbox
from app.packs import queries as packs
from app.packs.deeds import queries as deeds
from app.packs.own import queries as own
from app.pairing import queries as pairing
from app.rectification import queries as rectification
from app.talks import queries as talks
from app.web import Office
from checklists.catalogue import Catalogue
from checklists.facts import Event, Line, Obligation, Profile, Standing
from checklists.items import Pack
from checklists.periods import Period
from checklists.progress import asked, due, lines
from checklists.report import Report, build

# A new kind of record adds its room to the tuples whose question it answers.
HAVE_FACTS = (
    branches_,
    dues,
    activities,
    votes,
    resolutions,
    studies,
    appraisals,
    life_meetings,
    stations,
    certificates,
    talks,
    pairing,
    integrity,
    inspection,
    rectification,
    outbox,
    deeds,
)
HAVE_SUBJECTS = (branches_, pairing, integrity)
ASK = (branches_, dues, pairing, rectification, resolutions)


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
    def own_packs(self) -> dict[int, tuple[Pack, ...]]:
        """What these branches wrote themselves."""
        return own.packs(self.session, self.branches)

    def catalogue(self, branch: int) -> Catalogue:
        """All rules that may bind the branch: the packaged ones and its own, never another's."""
        return self.office.catalogue.beside(self.own_packs.get(branch, ()))

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
                bound[branch.id].overrides,
                tenures.get(branch.id, ()),
            )
            for branch in self.session.scalars(rows)
        )

    def due(self, on: date) -> tuple[Line, ...]:
        """What is owed on the day (decisions.md 12), branch by branch."""
        made: list[Line] = []
        for profile in self.profiles:
            asking = [obligation for obligation in self.asking if obligation.branch == profile.branch]
            made += due(
                profile, self.catalogue(profile.branch), self._of(profile.branch), asking, on, self.office.workdays
            )
        return tuple(made)

    def fell_due(self, period: Period, on: date) -> tuple[Line, ...]:
        """Every line whose day lies in the period, met or not, and what records ask after it: a
        matrix shows the former, a report promises the latter."""
        made: list[Line] = []
        for profile in self.profiles:
            owed = asked(profile, self.catalogue(profile.branch), period, self.office.workdays, on)
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
            parameters=only.numbers(min(period.last, on)) if only else {},
            catalogue=self.office.catalogue.beside(pack for packs in self.own_packs.values() for pack in packs),
        )

    def _of(self, branch: int) -> Iterable[Event]:
        return [event for event in self.events if event.branch == branch]
