"""Who has talked with whom in a year, who is missing, and the way to write the missing one down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest

from app.branches import acts as branches
from app.branches import members
from app.branches.models import Branch, Person
from app.db import Database
from app.talks import acts
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]


@pytest.fixture
def secretary(caller: Arrive, world: World, db: Database) -> Caller:
    with db.write() as session:
        branches.set_committee(session, OPERATOR, session.get_one(Branch, world.home), True, date(2023, 4, 18), "批复")
        third = session.get_one(Person, world.people["何一苇"])
        members.appoint(session, OPERATOR, third, "organisation", date(2023, 4, 18))
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def talk(
    db: Database, world: World, talkers: str, counterparts: str, day: date = date(2025, 3, 5), **more: str
) -> None:
    with db.write() as session:
        values = {"talked_on": day, "talkers": talkers.split("、"), "counterparts": counterparts.split("、"), **more}
        acts.add(session, OPERATOR, world.home, more.pop("kind", "heart"), values)


def parts(person: Caller, year: int = 2025) -> dict[str, str]:
    """The cards of the page by their headings."""
    text = unescape(person.get(f"/talks/year?year={year}").text)
    cards = text.split('<section class="card">')[1:]
    return {card.split('<h2 class="h">')[1].split("</h2>")[0]: card for card in cards}


def new(**sides: str) -> str:
    return f"/talks/new?{urlencode({'kind': 'heart', **sides})}"


def test_each_pair_of_the_committee_is_there_with_the_missing_one_to_write_down(
    secretary: Caller, db: Database, world: World
) -> None:
    talk(db, world, "林远帆", "周晓禾")
    card = parts(secretary)["支委之间谈心谈话"]
    assert "应谈3对，已谈1对，还缺2对" in card
    assert "3月5日" in card
    assert new(talkers="何一苇", counterparts="周晓禾") in card  # in the order of their posts
    assert new(talkers="林远帆", counterparts="周晓禾") not in card


def test_a_member_is_answered_by_the_committee_or_by_another_member(
    secretary: Caller, db: Database, world: World
) -> None:
    talk(db, world, "林远帆", "宋知秋、秦小满")
    talk(db, world, "白露明", "陆一鸣")
    found = parts(secretary)
    assert "应谈8人，已谈3人，还缺5人" in found["支委与党员谈心谈话"]
    assert "3月5日与林远帆" in found["支委与党员谈心谈话"]
    assert new(counterparts="白露明") in found["支委与党员谈心谈话"]
    assert "应谈8人，已谈5人，还缺3人" in found["党员之间谈心谈话"]
    assert "3月5日与陆一鸣" in found["党员之间谈心谈话"]


def test_a_talk_of_another_year_or_kind_answers_nothing(secretary: Caller, db: Database, world: World) -> None:
    talk(db, world, "林远帆", "周晓禾", date(2024, 12, 31))
    talk(db, world, "林远帆", "何一苇", kind="reminder")
    assert "已谈0对" in parts(secretary)["支委之间谈心谈话"]


def test_a_year_in_which_nothing_was_asked_says_so(secretary: Caller) -> None:
    assert "这一年没有要谈的" in secretary.get("/talks/year?year=2024").text


def test_the_link_fills_both_sides_and_only_with_members(secretary: Caller) -> None:
    filled = secretary.fields(new(talkers="周晓禾", counterparts="何一苇"), "/talks/new")
    assert (filled["talkers"], filled["counterparts"]) == (["周晓禾"], ["何一苇"])
    own = secretary.fields(new(counterparts="何一苇"), "/talks/new")
    assert (own["talkers"], own["counterparts"]) == (["林远帆"], ["何一苇"])
    strange = secretary.fields(new(talkers="生人", counterparts="林远帆"), "/talks/new")
    assert (strange["talkers"], strange["counterparts"]) == ([""], ["林远帆"])


def test_the_superior_reads_without_the_way_to_write(
    secretary: Caller, db: Database, world: World, caller: Arrive
) -> None:
    talk(db, world, "林远帆", "周晓禾")
    superior = caller()
    superior.sign_in("superior", PASSWORD)
    page = superior.get(f"/talks/year?branch={world.home}").text
    assert "还缺2对" in page
    assert "/talks/new?" not in page


def test_many_talks_ask_as_little_as_one(secretary: Caller, db: Database, world: World, statements: list[str]) -> None:
    def asked() -> int:
        statements.clear()
        secretary.get("/talks/year")
        return len(statements)

    talk(db, world, "林远帆", "周晓禾")
    one = asked()
    for number in range(1, 30):
        talk(db, world, "林远帆", "宋知秋", World.day(number))
    assert asked() == one
