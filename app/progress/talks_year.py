"""谈心谈话 of a year: who has talked with whom, and who is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from litestar import Response

from app.accounts.desk import AtDesk
from app.branches.access import branch_for
from app.branches.queries import roster
from app.progress.places import page_of
from app.progress.standing import Overview
from app.progress.years import asked_year, last_day
from app.web import Link, Links, page
from checklists.facts import Event, Line
from checklists.periods import of_code
from checklists.tallying import answered, answers

NAV = "integrity"
TALK = "talk"
PEOPLE = ("member", "committee_member")  # standings whose subject is a person


@dataclass(frozen=True, slots=True)
class Row:
    """One pair, or one member, with the talks that answer; `href` writes down the one that is missing."""

    name: str
    talks: Links
    missing: bool
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three duties, in words."""

    title: str
    said: str
    rows: tuple[Row, ...]
    citation: str
    clause: str


@dataclass(frozen=True, slots=True)
class Names:
    """Whom the keys of talks mean, and the order of the roster."""

    names: Mapping[str, str]
    order: tuple[str, ...]

    def of(self, key: str) -> tuple[str, ...]:
        """The one person, or both of a pair."""
        return tuple(self.names[one] for one in self.people(key) if one in self.names)

    def people(self, key: str) -> tuple[str, ...]:
        kind, _, ids = key.partition(":")
        keys = [f"person:{one}" for one in ids.split("-")] if kind == "pair" else [key]
        return tuple(sorted(keys, key=self.place))

    def place(self, person: str) -> int:
        return self.order.index(person) if person in self.order else len(self.order)


def part(line: Line, title: str, events: Iterable[Event], names: Names) -> Part:
    """One duty as rows in the order of the roster."""
    owed = line.obligation
    talks = [event for event in events if answers(owed, event)]
    keys = sorted(owed.subjects, key=lambda key: [names.place(one) for one in names.people(key)])
    rows = tuple(_row(key, owed.at_least, [e for e in talks if key in answered(e)], names) for key in keys)
    left, what = sum(row.missing for row in rows), "对" if any(key.startswith("pair:") for key in keys) else "人"
    ending = f"还缺{left}{what}" if left else "都谈过了"
    said = f"应谈{len(rows)}{what}，已谈{len(rows) - left}{what}，{ending}。"
    return Part(title, said, rows, owed.citation, owed.clause)


def _row(key: str, at_least: int, talks: list[Event], names: Names) -> Row:
    held = {event.id: event for event in talks}  # a talk whose pairs differ is two events
    links = Links(Link(_words(key, event, names), page_of(event.record)) for event in held.values())
    own = names.of(key)
    sides = {"talkers": own[0], "counterparts": own[1]} if len(own) == 2 else {"counterparts": "、".join(own)}
    href = f"/talks/new?{urlencode({'kind': 'heart', **sides})}"
    return Row("与".join(own), links, len(held) < at_least, href)


def _words(key: str, event: Event, names: Names) -> str:
    """The day; of one member also with whom."""
    day = f"{event.on.month}月{event.on.day}日"
    if key.startswith("pair:"):
        return day
    pairs = [names.people(pair) for pair in event.subjects if pair.startswith("pair:")]
    others = [names.names.get(one, "") for pair in pairs if key in pair for one in pair if one != key]
    return f"{day}与{'、'.join(filter(None, others))}"


@page("/talks/year", name="progress.talks_year")
def show_talks_year(desk: AtDesk) -> Response[str]:
    year = asked_year(desk.query("year"), desk.today)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        overview = Overview(session, desk.office, frozenset({branch.id}))
        lines = overview.fell_due(of_code(year * 100), max(desk.today, date(year, 1, 1)))
        people = roster(session, [branch.id], last_day(year, desk.today))
    known = {s.subject: s.name for profile in overview.profiles for s in profile.standings if s.kind in PEOPLE}
    names = Names(known, tuple(f"person:{row.person_id}" for row in people))
    talks = [event for event in overview.events if event.kind == TALK and event.on <= desk.today]
    titles = {item.id: item.title for item in desk.office.catalogue.items}
    asking = [line for line in lines if TALK in line.obligation.answers]
    return desk.page(
        "talks/year.html",
        f"{year}年谈心谈话",
        nav=NAV,
        parts=[part(line, titles[line.obligation.item], talks, names) for line in asking],
        year=year,
        may=desk.may("talks.new"),
    )


ROUTES = [show_talks_year]
