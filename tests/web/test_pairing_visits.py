"""Visits on a phone: the household by its name, 入户 apart from the telephone, who carried it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from app.db import Database
from app.facts import events
from app.pairing import queries
from app.pairing.models import Household, Visit
from checklists.facts import Event
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World

Arrive = Callable[[], Caller]


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    for village in ("白鹭村", "青石村"):
        person.send("/pairs/new", name="竹清禾", village=village, member="周晓禾")
    person.send("/pairs/new", name="溪远石", village="青石村", member="周晓禾")
    return person


def counted(db: Database, world: World) -> list[Event]:
    with db.read() as session:
        found = events(session, queries.facts(frozenset({world.home})))
    return [fact for fact in found if fact.kind in ("visit", "contact")]


def visit(person: Caller, name: str, **typed: str | list[str]) -> str:
    answer = person.send("/visits/new", "/visits/new", **{"person": name, **typed})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_telephone_call_is_a_contact_and_never_a_visit(secretary: Caller, db: Database, world: World) -> None:
    visit(secretary, "溪远石")
    visit(secretary, "溪远石", way="phone")
    assert sorted((fact.kind, fact.unit.value) for fact in counted(db, world)) == [("contact", "次"), ("visit", "户次")]
    assert "记为联系，不计户次" in secretary.get("/visits/2").text
    assert "还没有入户" in secretary.get("/pairs/1").text


def test_what_the_town_carried_out_is_counted_and_marked(secretary: Caller, db: Database, world: World) -> None:
    visit(secretary, "溪远石", organiser="town", campaign="温暖万家行")
    [fact] = counted(db, world)
    assert fact.marks == {"campaign:温暖万家行", "organiser:town", "by_others"}
    visit(secretary, "溪远石", visited_on="2025-06-01", campaign="迎端午;慰问")
    assert {mark for fact in counted(db, world) for mark in fact.marks} >= {"campaign:迎端午；慰问", "organiser:branch"}


def test_two_households_of_a_name_are_chosen_between_and_nothing_typed_is_lost(secretary: Caller, db: Database) -> None:
    answer = secretary.send("/visits/new", person="竹清禾", situation="身体好转", gift_money="500")
    assert answer.status_code == 422
    for words in ("竹清禾（白鹭村）", "竹清禾（青石村）", "身体好转", 'value="500"'):
        assert words in answer.text
    fields = {**secretary.fields("/visits/new"), "person": "竹清禾", "household": "2", "gift_money": "500"}
    assert secretary.post("/visits/new", fields).status_code == 303
    visit(secretary, "竹清禾（白鹭村）")
    with db.read() as session:
        made = session.execute(select(Visit.household_id, Visit.gift_money).order_by(Visit.id)).all()
    assert made == [(2, 50_000), (1, None)]


def test_an_unknown_household_is_made_only_when_said_so(secretary: Caller, db: Database) -> None:
    answer = secretary.send("/visits/new", person="云素柏")
    assert answer.status_code == 422
    assert "登记为新的走访对象" in answer.text
    assert "云素柏" in secretary.get(visit(secretary, "云素柏", is_new="是", village="云台村")).text
    with db.read() as session:
        made = session.scalar(select(Household).where(Household.name == "云素柏"))
    assert made is not None
    assert (made.relation, made.village, made.pairings) == ("other", "云台村", [])
    assert "云素柏" not in secretary.get("/pairs").text
    assert "云素柏" in secretary.get("/pairs?show=other").text


def test_an_unknown_name_is_told_together_with_what_else_is_wrong(secretary: Caller) -> None:
    answer = secretary.send("/visits/new", person="云素柏", gift_money="五百", visited_on="2025-07-02").text
    for words in ("没有登记过“云素柏”", "慰问金“五百”不是金额", 'value="云素柏"'):
        assert words in answer


def test_a_refused_visit_makes_no_household(secretary: Caller, db: Database) -> None:
    answer = secretary.send("/visits/new", person="云素柏", is_new="是", visited_on="2025-07-02")
    assert "晚于今天" in answer.text
    with db.read() as session:
        assert session.scalar(select(Household).where(Household.name == "云素柏")) is None


def test_the_same_visit_twice_is_refused_whatever_the_order_of_names(secretary: Caller) -> None:
    visit(secretary, "溪远石", visitors="周晓禾、何一苇")
    answer = secretary.send("/visits/new", person="溪远石", visitors="何一苇，周晓禾")
    assert "不用重复登记" in answer.text
    visit(secretary, "溪远石", visitors="周晓禾")


def test_the_household_of_the_address_is_taken_as_long_as_its_name_stands(secretary: Caller, db: Database) -> None:
    fields = secretary.fields("/visits/new?household=2", "/visits/new")
    assert fields["person"] == ["竹清禾"]
    secretary.post("/visits/new", {**fields})
    secretary.post("/visits/new", {**fields, "once": "another", "person": "溪远石"})
    with db.read() as session:
        assert list(session.scalars(select(Visit.household_id).order_by(Visit.id))) == [2, 3]


def test_a_visit_is_corrected_deleted_and_brought_back(secretary: Caller, db: Database, world: World) -> None:
    page = visit(secretary, "溪远石", gift_money="1200.50")
    assert "1200.5元" in secretary.get(page).text
    assert secretary.send(f"{page}/edit", visited_on="2025-06-30", gift_money="300").status_code == 303
    assert [fact.on for fact in counted(db, world)] == [date(2025, 6, 30)]
    secretary.send(page, f"{page}/delete")
    assert counted(db, world) == []
    undo = secretary.fields("/pairs/3", f"{page}/restore")
    visit(secretary, "溪远石", visited_on="2025-06-30")
    assert secretary.post(f"{page}/restore", undo).status_code == 422
    secretary.send("/visits/2", "/visits/2/delete")
    assert secretary.post(f"{page}/restore", undo).status_code == 303
    assert len(counted(db, world)) == 1


def test_the_sheet_holds_one_list_a_village_and_no_number_or_address(secretary: Caller) -> None:
    secretary.send("/pairs/1/persons/1/edit", certificate="51012319630801001X42", disability="视力")
    sheet = secretary.get("/visits/sheet").text
    assert sheet.count("走访单</h2>") == 2
    assert sheet.index("白鹭村走访单") < sheet.index("青石村走访单")
    for words in ("竹清禾", "溪远石", "户主签名"):
        assert words in sheet
    for hidden in ("5101", "视力"):
        assert hidden not in sheet
    assert "白鹭村走访单" not in secretary.get("/visits/sheet?village=青石村").text
