"""Talks as facts: pairs, persons, and 人次 that never double."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.branches import members
from app.branches.models import Person
from app.db import Database
from app.facts import events
from app.talks import acts
from app.talks.people import same
from app.talks.queries import facts
from checklists.facts import Event
from checklists.figures import compute
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build

DAY, TODAY = date(2025, 6, 3), date(2025, 7, 1)
COMMITTEE = ("林远帆", "周晓禾")


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def told(session: Session, world: World, *talks: tuple[str, str], kind: str = "heart", **more: Any) -> list[Event]:
    """The facts after these talks, each "谈话人", "谈话对象、谈话对象"."""
    for talkers, counterparts in talks:
        values = {"talked_on": DAY, "talkers": talkers.split("、"), "counterparts": counterparts.split("、"), **more}
        acts.add(session, OPERATOR, world.home, kind, values)
    session.flush()
    return list(events(session, facts(frozenset({world.home}))))


def value(found: list[Event], key: str) -> int | None:
    figures = compute(found, parse("2025H1"), TODAY)
    [figure] = [figure for figure in figures if figure.key == key]
    assert sum(record.amount for record in figure.records) == figure.value
    return figure.value


def test_a_talk_answers_for_its_pair_and_counts_each_one_spoken_with(inside: tuple[Session, World]) -> None:
    session, world = inside
    he, song, lin = (world.people[name] for name in ("何一苇", "宋知秋", "林远帆"))
    [event] = told(session, world, ("林远帆", "何一苇、宋知秋"))
    assert set(event.subjects) == {f"person:{he}", f"person:{song}", f"pair:{lin}-{he}", f"pair:{lin}-{song}"}
    assert event.amount == 2
    assert event.marks == {"with_committee"}


@pytest.mark.parametrize(
    ("talkers", "counterparts", "marked", "plain"),
    [
        ("林远帆、何一苇", "宋知秋", 1, 0),  # one talker of the committee: the pair of the other is unmarked
        ("何一苇", "林远帆、宋知秋", 1, 1),
        ("何一苇", "宋知秋、秦小满", 0, 2),
        ("林远帆", "何一苇、外单位客人", 1, 1),
        ("外单位客人", "何一苇", 0, 1),
    ],
)
def test_a_talk_of_different_pairs_is_parted_and_its_persons_are_not_doubled(
    inside: tuple[Session, World], talkers: str, counterparts: str, marked: int, plain: int
) -> None:
    session, world = inside
    found = told(session, world, (talkers, counterparts), relation="members")
    assert value(found, "talks") == marked + plain == len(counterparts.split("、"))
    amounts = {bool(event.marks): event.amount for event in found}
    assert amounts.get(True, 0) == marked
    assert amounts.get(False, 0) == plain
    ids = {
        name: str(world.people[name])
        for name in (*talkers.split("、"), *counterparts.split("、"))
        if name in world.people
    }
    committee = {ids[name] for name in COMMITTEE if name in ids}
    for event in found:
        pairs = [set(key[5:].split("-")) for key in event.subjects if key.startswith("pair:")]
        assert all(bool(pair & committee) is bool(event.marks) for pair in pairs)


def test_only_those_who_were_members_on_the_day_make_a_pair(inside: tuple[Session, World]) -> None:
    session, world = inside
    gone = session.get_one(Person, world.people["何一苇"])
    members.end_membership(session, OPERATOR, gone, date(2025, 6, 1), "转出")
    [event] = told(session, world, ("林远帆", "何一苇"), relation="committee_member")
    assert event.subjects == (f"person:{gone.id}",)
    assert event.amount == 1


def test_integrity_and_reminder_talks_are_no_heart_to_heart_talks(inside: tuple[Session, World]) -> None:
    session, world = inside
    found = told(session, world, ("林远帆", "何一苇、宋知秋"), kind="integrity", integrity_kind="routine")
    found = told(session, world, ("周晓禾", "秦小满"), kind="reminder")
    assert [(event.kind, event.amount, event.title) for event in found] == [("integrity_talk", 2, "例行廉政谈话")]
    assert (value(found, "talks"), value(found, "integrity_talks")) == (0, 2)


def test_a_deleted_talk_is_no_fact(inside: tuple[Session, World]) -> None:
    session, world = inside
    told(session, world, ("林远帆", "何一苇"), ("周晓禾", "宋知秋"))
    talk = same(session, world.home, "heart", DAY, {"talkers": ["林远帆"], "counterparts": ["何一苇"]})
    assert talk is not None
    acts.delete(session, OPERATOR, talk)
    session.flush()
    assert value(list(events(session, facts(frozenset({world.home})))), "talks") == 1
