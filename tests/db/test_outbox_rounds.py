"""A festival round goes to every member with an address, once, and counts as what was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select, update

from app import facts
from app.branches.models import Person
from app.db import Database
from app.integrity.models import ReminderRound
from app.outbox import queries
from app.outbox.models import LetterRow
from app.outbox.worker import once
from app.settings import Settings
from checklists.facts import Event
from reminders.channels import Outcome, Result
from tests.contracts.fakes import SENT, ScriptedChannel
from tests.db.outbox_office import Worker, spring
from tests.harness.world import PEOPLE, World, build

THE_DAY = "2026-02-12 09:00"


class Post:
    """A branch of eight with an address each, and a worker that carries e-mail to a list."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db, self.channel = db, ScriptedChannel()
        self.worker = Worker(db, settings, {"email": self.channel})
        with db.write() as session:
            self.world: World = build(session)

    def work(self, at: str = THE_DAY) -> None:
        once(self.worker.at(at), self.worker.outbox)

    def round_letters(self) -> Counter[str]:
        """By address, the letters of the round that went out."""
        with self.db.read() as session:
            letters = session.scalars(select(LetterRow).where(LetterRow.round_id.is_not(None))).all()
        sealed = {letter.sealed for letter in letters}
        return Counter(address for address, written, _ in self.channel.taken if written in sealed)

    def events(self) -> dict[str, list[Event]]:
        with self.db.read() as session:
            found = facts.events(session, queries.facts(frozenset({self.world.home, self.world.away})))
        return {event.kind: [e for e in found if e.kind == event.kind] for event in found}


@pytest.fixture
def post(any_db: Database, settings: Settings) -> Iterator[Post]:
    made = Post(any_db, settings)
    yield made
    made.worker.office.db.close()


def plan(post: Post, **other: object) -> int:
    with post.db.write() as session:
        return spring(session, post.world.home, **other).id


ADDRESSES = {f"m{number}@yunling.example" for number in range(1, len(PEOPLE) + 1)}


def test_every_member_with_an_address_gets_it_once_however_often_the_worker_runs(post: Post) -> None:
    plan(post)
    with post.db.write() as session:
        session.execute(update(Person).where(Person.id == post.world.people["叶清源"]).values(email=""))
    for _ in range(3):
        post.work()
    assert post.round_letters() == dict.fromkeys(ADDRESSES - {"m8@yunling.example"}, 1)


@pytest.mark.parametrize(
    ("at", "other"),
    [
        ("2026-02-11 23:00", {}),
        ("2026-02-12 08:59", {}),
        ("2026-02-15 09:00", {}),  # the festival has begun
        (THE_DAY, {"approved_on": None}),
        (THE_DAY, {"by_hand": True}),
        (THE_DAY, {"ways": "meeting"}),
    ],
)
def test_nothing_of_it_goes_before_its_day_after_it_or_unapproved(
    post: Post, at: str, other: dict[str, object]
) -> None:
    plan(post, **other)
    post.work(at)
    assert not post.round_letters()
    assert not post.events()


def test_it_counts_as_one_round_and_a_person_each(post: Post) -> None:
    number = plan(post, nodes="new_year,spring")
    post.work()
    events = post.events()
    (round_,) = events["reminder_round"]
    (delivered,) = events["reminder_delivered"]
    assert (round_.id, round_.on, round_.title) == (number, date(2026, 2, 12), "2026年元旦、春节廉政提醒")
    assert (delivered.amount, delivered.unit.value) == (8, "人次")
    assert set(delivered.subjects) == {f"person:{each}" for each in post.world.people.values()}
    (festival,) = events["festival_round"]
    assert set(festival.subjects) == {"festival:new_year|2026", "festival:spring|2026"}


def test_who_is_reached_on_the_next_day_counts_on_that_day_in_the_same_round(post: Post) -> None:
    plan(post)
    busy = Outcome(Result.TEMPORARY, "稍后再试", "450")
    post.channel.script = lambda address: busy if address == "m1@yunling.example" else SENT
    post.work()
    post.channel.script = lambda address: SENT
    post.work("2026-02-13 09:00")
    events = post.events()
    assert [(e.on, e.amount) for e in events["reminder_delivered"]] == [
        (date(2026, 2, 12), 7),
        (date(2026, 2, 13), 1),
    ]
    assert len(events["reminder_round"]) == len(events["festival_round"]) == 1


def test_what_was_only_written_down_counts_for_nothing(post: Post) -> None:
    plan(post)
    post.channel.script = lambda address: Outcome(Result.LOGGED, "仅记录，未发送")
    post.work()
    assert sum(post.round_letters().values()) == 8
    assert not post.events()


def test_a_round_moved_to_another_day_is_not_sent_again(post: Post) -> None:
    number = plan(post)
    post.work()
    with post.db.write() as session:
        session.get_one(ReminderRound, number).day = date(2026, 2, 13)
    post.work("2026-02-13 09:00")
    assert set(post.round_letters().values()) == {1}


def test_a_round_now_entered_by_hand_is_counted_by_its_own_room_alone(post: Post) -> None:
    number = plan(post)
    post.work()
    with post.db.write() as session:
        session.get_one(ReminderRound, number).by_hand = True
    assert not post.events()
