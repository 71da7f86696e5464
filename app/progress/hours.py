"""学时: who studied what and when in a year. A record and never a ranking: everybody in the order of the roster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, person_for
from app.branches.queries import roster
from app.progress.places import page_of
from app.progress.standing import Overview
from app.progress.years import asked_year, last_day
from app.web import Link, Links, page, short_day
from checklists.facts import Event, Line
from checklists.periods import of_code
from checklists.units import Amount, Unit

NAV = "meetings"
COUNTED = {"hours": "点名", "certificate_hours": "培训证书"}  # kind of event → where its hours come from


@dataclass(frozen=True, slots=True)
class Account:
    """One person's hours of one year."""

    events: tuple[Event, ...]
    asked: tuple[int, ...] = ()  # tenths that rules ask of this person, the least first

    @property
    def tenths(self) -> int:
        return sum(event.amount for event in self.events)

    @property
    def words(self) -> str:
        """已满32学时, or what is still missing; nothing where nothing is asked."""
        met = [least for least in self.asked if self.tenths >= least]
        open_ = [least for least in self.asked if self.tenths < least]
        if not met and len(open_) == 1:
            return f"还差{shown(open_[0] - self.tenths)}学时"
        said = [f"已满{shown(met[-1])}学时"] if met else []
        return "，".join([*said, *(f"满{shown(least)}学时还差{shown(least - self.tenths)}学时" for least in open_)])


def shown(tenths: int) -> str:
    return Amount(tenths, Unit.TENTH_HOURS).shown


def account(person: int, events: Iterable[Event], lines: Iterable[Line], year: int) -> Account:
    """The hours that count for the person in the year, in the order of their days, and how many are asked."""
    key = f"person:{person}"
    own = [e for e in events if e.kind in COUNTED and e.on.year == year and key in e.subjects]
    asking = {
        line.obligation.at_least
        for line in lines
        if line.obligation.answers & COUNTED.keys() and key in line.obligation.subjects
    }
    return Account(tuple(sorted(own, key=lambda e: (e.on, e.kind, e.id))), tuple(sorted(asking)))


@page("/hours", name="progress.hours")
def show_hours(desk: AtDesk) -> Response[str]:
    year = asked_year(desk.query("year"), desk.today)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        events, lines = _counted(desk, session, branch.id, year)
        rows = []
        for row in roster(session, [branch.id], last_day(year, desk.today)):
            own = account(row.person_id, events, lines, year)
            name = Link(row.name, f"/hours/{row.person_id}?year={year}")
            rows.append((name, row.post_word, Links(map(_brief, own.events)) or "", shown(own.tenths), own.words))
    return desk.page(
        "education/hours.html",
        f"{year}年学时",
        nav=NAV,
        rows=rows,
        year=year,
        asked=_rules(lines),
        may=desk.may("certificates.add"),
    )


@page("/hours/{person_id:int}", name="progress.hours_of")
def show_hours_of(desk: AtDesk, person_id: FromPath[int]) -> Response[str]:
    year = asked_year(desk.query("year"), desk.today)
    with desk.read() as session:
        person = person_for(session, desk.reach, person_id)
        events, lines = _counted(desk, session, person.branch_id, year)
    own = account(person.id, events, lines, year)
    rows = [
        (Link(event.title, page_of(event.record)), short_day(event.on), COUNTED[event.kind], shown(event.amount))
        for event in own.events
    ]
    return desk.page(
        "education/hours_of.html",
        f"{person.name}{year}年学时",
        nav=NAV,
        rows=rows,
        person=person,
        year=year,
        total=shown(own.tenths),
        words=own.words,
        may=desk.may("certificates.add"),
    )


def _counted(desk: Desk, session: Session, branch: int, year: int) -> tuple[list[Event], list[Line]]:
    """What happened up to today, and what the rules ask in the year."""
    overview = Overview(session, desk.office, frozenset({branch}))
    lines = overview.fell_due(of_code(year * 100), max(desk.today, date(year, 1, 1)))
    return [event for event in overview.events if event.on <= desk.today], list(lines)


def _brief(event: Event) -> Link:
    return Link(f"{event.on.month}月{event.on.day}日{event.title}{shown(event.amount)}学时", page_of(event.record))


def _rules(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """(citation, clause) of what asks for hours."""
    asking = [line.obligation for line in lines if line.obligation.answers & COUNTED.keys()]
    return list(dict.fromkeys((owed.citation, owed.clause) for owed in asking))


ROUTES = [show_hours, show_hours_of]
