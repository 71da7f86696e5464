"""学时: what rolls and certificates give each person in a year, against a small model of its own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.activities import queries as activities
from app.activities.certificates import acts, queries
from app.activities.models import Activity, Attendance, Part
from app.branches import members
from app.branches import queries as branches
from app.branches.models import Person
from app.db import Database
from app.facts import events
from app.progress.hours import Account, account
from checklists.facts import Event
from checklists.figures import compute
from checklists.periods import parse
from checklists.units import Unit
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build

TODAY = date(2025, 7, 1)
Told = Counter[tuple[str, int]]  # (name, year) → tenths


def gathering(session: Session, world: World, day: date, number: int, parts: list[int], there: list[str]) -> Activity:
    known = {"recorded_on": day}
    held = Activity(branch_id=world.home, title=f"活动{number}", held_on=day, confirmed_on=day, **known)
    held.parts = [Part(position=n, kind="study", tenth_hours=t, **known) for n, t in enumerate(parts, 1)]
    held.roll = [Attendance(person_id=world.people[n], name=n, presence="present", **known) for n in there]
    session.add(held)
    session.flush()
    return held


def happen(session: Session, world: World, chance: random.Random) -> Told:
    """Gatherings with several parts, drafts, cancelled ones, certificates, some deleted; and what each should give."""
    told: Told = Counter()
    for number in range(25):
        day, names = date(2024, 11, 1) + timedelta(days=chance.randrange(240)), list(world.people)
        parts = [chance.choice([0, 5, 10, 40]) for _ in range(chance.randint(1, 3))]
        there = chance.sample(names, chance.randint(0, len(names)))
        held = gathering(session, world, day, number, parts, there)
        fate = chance.randrange(6)
        held.is_draft, held.cancelled_on = fate == 0, day if fate == 1 else None
        held.deleted_at = session.info["clock"].now() if fate == 2 else None
        if fate > 2:
            told.update({(name, day.year): sum(parts) for name in there})
        name, tenths = chance.choice(names), chance.choice([10, 85, 160])
        values = {"name": name, "title": f"培训{number}", "ends_on": day, "tenth_hours": tenths}
        certificate = acts.add(session, OPERATOR, world.home, values)
        if fate == 2:
            acts.delete(session, OPERATOR, certificate)
        else:
            told[name, day.year] += tenths
    session.flush()
    return told


@pytest.mark.parametrize("seed", range(4))
def test_everybodys_hours_are_those_of_the_roll_once_a_gathering_and_of_certificates(
    any_db: Database, seed: int
) -> None:
    with any_db.write() as session:
        world = build(session)
        told = happen(session, world, random.Random(seed))  # noqa: S311
        gone = session.get_one(Person, world.people["叶清源"])
        members.end_membership(session, OPERATOR, gone, date(2025, 6, 1), "转出")
        session.flush()
        home = frozenset({world.home})
        rooms = (branches, activities, queries)
        found = events(session, (query for room in rooms for query in room.facts(home)))
    for name, person in world.people.items():
        for year in (2024, 2025):
            assert account(person, found, (), year).tenths == told[name, year], (name, year)
    for least in (100, 320, 600):
        figures = compute(found, parse("2025H1"), TODAY, parameters={"member_hours": least})
        met = next(figure for figure in figures if figure.key == "hours_met")
        want = {name for name in world.people if told[name, 2025] >= least and name != "叶清源"}
        assert met.value == len(want)
        assert {key for it in met.events for key in it.subjects} == {f"person:{world.people[name]}" for name in want}


@pytest.mark.parametrize(
    ("tenths", "asked", "words"),
    [
        (320, (320,), "已满32学时"),
        (275, (320,), "还差4.5学时"),
        (400, (320, 560), "已满32学时，满56学时还差16学时"),
        (0, (320, 560), "满32学时还差32学时，满56学时还差56学时"),
        (600, (320, 560), "已满56学时"),
        (10, (), ""),
    ],
)
def test_the_sum_is_told_in_words(tenths: int, asked: tuple[int, ...], words: str) -> None:
    one = Event("hours", 1, 1, TODAY, TODAY, "学习", tenths, Unit.TENTH_HOURS)
    assert Account((one,), asked).words == words


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World, db: Database) -> Caller:
    with db.write() as session:
        gathering(session, world, date(2025, 3, 7), 1, [10, 5], ["周晓禾", "何一苇"])
        values = {"name": "何一苇", "title": "轮训", "ends_on": date(2025, 4, 24), "tenth_hours": 320}
        acts.add(session, OPERATOR, world.home, values)
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_the_page_runs_in_the_order_of_the_roster_whoever_has_more(secretary: Caller) -> None:
    page = secretary.get("/hours").text
    places = [page.index(f">{name}</a>") for name in ("林远帆", "周晓禾", "何一苇", "陆一鸣")]
    assert places == sorted(places)
    assert "3月7日活动11.5学时" in page
    assert "已满32学时" in page
    assert "还差30.5学时" in page
    assert "平均" not in page


def test_one_persons_page_adds_up_what_it_lists(secretary: Caller, world: World) -> None:
    page = secretary.get(f"/hours/{world.people['何一苇']}?year=2025").text
    assert "合计<b>33.5</b>学时" in page
    assert page.index("活动1") < page.index("轮训")
    assert "还没有计到学时" in secretary.get(f"/hours/{world.people['何一苇']}?year=2024").text


def test_another_branch_does_not_see_them(secretary: Caller, world: World, caller: Callable[[], Caller]) -> None:
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert stranger.get(f"/hours/{world.people['何一苇']}").status_code == 404
    assert "何一苇" not in stranger.get("/hours").text


def test_fifty_gatherings_ask_as_little_as_one(
    secretary: Caller, db: Database, world: World, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        secretary.get("/hours")
        return len(statements)

    one = asked()
    with db.write() as session:
        for number in range(2, 52):
            gathering(session, world, World.day(number), number, [5], list(world.people))
    assert asked() == one
