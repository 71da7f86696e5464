"""What reminders asks of the records, answered from all rooms: the Standing of reminders/outbox.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Branch, Person, Post
from app.branches.queries import RosterRow, holds, mobiles, roster
from app.integrity.models import ReminderRound
from app.integrity.queries import rounds_between
from app.integrity.rounds.rules import title_of
from app.integrity.rounds.states import keys
from app.outbox import attention
from app.outbox.ways import business
from app.progress.standing import Overview
from app.web import Office
from checklists.facts import Line
from reminders.nouns import Recipient, Round
from reminders.people import preferred
from reminders.stages import lapses_on

PREPARED_AHEAD = timedelta(days=400)  # a round is prepared, or entered by hand, within a year of its day


@dataclass
class View:
    """These branches as they stand in one session: for the pages and the dry run."""

    session: Session
    office: Office
    chosen: frozenset[int] | None = None  # None: every branch
    _overviews: dict[frozenset[int], Overview] = field(default_factory=dict)

    def branches(self) -> Sequence[int]:
        query = select(Branch.id).order_by(Branch.id)
        return list(self.session.scalars(query if self.chosen is None else query.where(Branch.id.in_(self.chosen))))

    def lines(self, day: date, branches: Collection[int]) -> Iterable[Line]:
        wanted = frozenset(branches)
        overview = self._overviews.setdefault(wanted, Overview(self.session, self.office, wanted))
        return overview.due(day)

    def people(self, branches: Collection[int]) -> Sequence[Recipient]:
        """The members of today with their posts and the ways by which they have an address."""
        today = self.office.clock.today()
        names = dict(self.session.execute(select(Branch.id, Branch.name).where(Branch.id.in_(branches))).all())
        held = select(Post.branch_id, Post.person_id, Post.title).where(Post.branch_id.in_(branches))
        posts: dict[tuple[int, int], set[str]] = {}
        for branch, person, title in self.session.execute(held.where(holds(Post, today))):
            posts.setdefault((branch, person), set()).add(title)
        usual = self.office.settings.ways  # SMS only where this installation has a gateway

        def addressed(row: RosterRow) -> tuple[str, ...]:
            known = {"email": bool(row.email), "sms": row.has_mobile}
            return tuple(way for way in usual if known[way])

        return [
            Recipient(
                person=row.person_id,
                name=row.name,
                branch=row.branch_id,
                unit=names[row.branch_id],
                posts=frozenset(posts.get((row.branch_id, row.person_id), ())),
                ways=preferred(row.told_by, addresses := addressed(row)),
                addresses=addresses,
            )
            for row in roster(self.session, branches, today)
        ]

    def rounds(self, day: date, branches: Collection[int]) -> Sequence[Round]:
        """Those entered by hand too: their festivals need no draft any more."""
        recorded = rounds_between(self.session, branches, day - PREPARED_AHEAD, day + PREPARED_AHEAD)
        found = [self._round(record) for record in recorded]
        return [planned for planned in found if day < planned.lapses_on]

    def addresses(self, channel: str, people: Collection[int]) -> Mapping[int, str]:
        if channel == "sms":
            return mobiles(self.session, people)
        query = select(Person.id, Person.email).where(Person.id.in_(people), Person.email != "")
        return dict(self.session.execute(query).all())

    def unsent(self, branches: Collection[int]) -> Mapping[int, int]:
        """Where the day stands still all its letters are due at midnight: half an hour means nothing there."""
        if self.office.clock.day:
            return {}
        return attention.unsent(self.session, frozenset(branches), business(self.office.clock))

    def _round(self, record: ReminderRound) -> Round:
        nodes, title = keys(record), title_of(record.nodes, record.year, record.subject)
        return Round(
            id=record.id,
            branch=record.branch_id,
            title=title,
            recorded_on=record.recorded_on,
            send_on=record.day,
            lapses_on=lapses_on(nodes, record.day, self.office.workdays),
            nodes=nodes,
            approved_on=record.approved_on,
            done=record.by_hand,
            ways=tuple(record.ways.split(",")),
            subject=record.subject or title,
            text=record.text,
            sms=record.sms_text,
        )


@dataclass(frozen=True)
class Telling:
    """The same for the worker: read anew at each call, with nothing held open between two."""

    office: Office

    def branches(self) -> Sequence[int]:
        with self._view() as view:
            return view.branches()

    def lines(self, day: date, branches: Collection[int]) -> Iterable[Line]:
        with self._view() as view:
            return view.lines(day, branches)

    def people(self, branches: Collection[int]) -> Sequence[Recipient]:
        with self._view() as view:
            return view.people(branches)

    def rounds(self, day: date, branches: Collection[int]) -> Sequence[Round]:
        with self._view() as view:
            return view.rounds(day, branches)

    def unsent(self, branches: Collection[int]) -> Mapping[int, int]:
        with self._view() as view:
            return view.unsent(branches)

    def addresses(self, channel: str, people: Collection[int]) -> Mapping[int, str]:
        with self._view() as view:
            return view.addresses(channel, people)

    @contextmanager
    def _view(self) -> Iterator[View]:
        with self.office.db.read() as session:
            yield View(session, self.office)
