"""A household from its first day to its last: enrolled, promised to, helped, no longer asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from app.db import Database
from app.facts import events
from app.pairing import queries
from app.pairing.models import Household
from checklists.catalogue import load
from checklists.facts import Event, State
from checklists.progress import lines
from checklists.workdays import Workdays
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World

Arrive = Callable[[], Caller]
BEGUN: dict[str, str | list[str]] = {
    "name": "竹清禾",
    "policies": ["dibao"],
    "member": "周晓禾",
    "since": "2025-01-10",
    "text": "帮助申请轮椅",
    "due_on": "2025-06-20",
    "address": "云岭区青石镇白鹭村3组12号",
}


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def enrol(secretary: Caller, **typed: str | list[str]) -> str:
    """The address of a new household's page."""
    answer = secretary.send("/pairs/new", "/pairs/new", **{**BEGUN, **typed})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def counted(db: Database, world: World, kind: str) -> list[Event]:
    with db.read() as session:
        found = events(session, queries.facts(frozenset({world.home})))
    return [fact for fact in found if fact.kind == kind]


def stands(db: Database, world: World, on: date = date(2025, 7, 1)) -> dict[str, State]:
    """What promises and needs ask, and where each stands on the day."""
    workdays = Workdays.load()
    with db.read() as session:
        asked = list(queries.asking(session, [world.home], load(), workdays))
        happened = events(session, queries.facts(frozenset({world.home})))
    return {line.obligation.title: line.state for line in lines(asked, happened, on, workdays)}


def test_one_form_begins_household_person_pairing_and_promise(secretary: Caller, db: Database, world: World) -> None:
    page = secretary.get(enrol(secretary)).text
    for words in ("竹清禾家", "白鹭村", "低保", "周晓禾", "帮助申请轮椅", "已过时限11天"):
        assert words in page
    [pairing] = counted(db, world, "pairing")
    assert (pairing.on, pairing.until, pairing.subjects) == (date(2025, 1, 10), None, ("household:1",))
    assert [fact.on for fact in counted(db, world, "commitment_made")] == [date(2025, 1, 10)]


def test_a_form_that_does_not_pass_keeps_every_word_and_makes_nothing(secretary: Caller, db: Database) -> None:
    answer = secretary.send(
        "/pairs/new", "/pairs/new", **{**BEGUN, "name": "", "due_on": "六月", "difficulties": "行动不便"}
    )
    assert answer.status_code == 422
    for words in ("请填写帮扶对象", "承诺时限“六月”", "行动不便", "帮助申请轮椅", "错误："):
        assert words in answer.text
    answer = secretary.send("/pairs/new", "/pairs/new", **{**BEGUN, "member": ""})
    assert "请填写帮扶党员" in answer.text
    with db.read() as session:
        assert session.scalar(select(Household)) is None


def test_the_same_household_twice_is_refused_and_another_village_is_another_household(secretary: Caller) -> None:
    enrol(secretary)
    assert "已登记过白鹭村的“竹清禾”" in secretary.send("/pairs/new", "/pairs/new", **BEGUN).text
    enrol(secretary, village="青石村")
    assert secretary.get("/pairs").text.count("竹清禾") >= 2
    assert "青石村" in secretary.get("/pairs?village=青石村").text
    assert 'href="/pairs/1"' not in secretary.get("/pairs?village=青石村").text


def test_a_promise_asks_its_owner_until_it_is_kept_and_undo_asks_again(
    secretary: Caller, db: Database, world: World
) -> None:
    enrol(secretary)
    title = "兑现对竹清禾家的承诺：帮助申请轮椅"
    assert stands(db, world) == {title: State.OVERDUE}
    with db.read() as session:
        [asked] = queries.asking(session, [world.home], load(), Workdays.load())
    assert asked.owner == f"person:{world.people['周晓禾']}"
    answer = secretary.send("/commitments/1", "/commitments/1/keep", kept_on="2025-06-30", kept_note="已送到家")
    assert answer.status_code == 303
    assert stands(db, world) == {title: State.MET}
    assert [fact.on for fact in counted(db, world, "commitment_kept")] == [date(2025, 6, 30)]
    secretary.send("/pairs/1", "/commitments/1/reopen")
    assert stands(db, world) == {title: State.OVERDUE}


def test_moving_away_ends_the_asking_quietly_and_keeps_what_was_counted(
    secretary: Caller, db: Database, world: World
) -> None:
    page = enrol(secretary)
    secretary.send("/visits/new?household=1", "/visits/new", visited_on="2025-05-06")
    assert "请填写原因" in secretary.send(page, f"{page}/end", ended_on="2025-06-01").text
    answer = secretary.send(page, f"{page}/end", ended_on="2025-06-01", ended_reason="deceased")
    assert answer.status_code == 303
    shown = secretary.get(page).text
    assert "已于2025年6月1日结束联系" in shown
    assert "（去世）" not in shown
    assert stands(db, world) == {}
    [pairing] = counted(db, world, "pairing")
    assert pairing.until == date(2025, 6, 1)
    assert len(counted(db, world, "visit")) == 1
    with db.read() as session:
        [(_, standing)] = queries.standings(session, [world.home])
    assert standing.holds(date(2025, 5, 31))
    assert not standing.holds(date(2025, 6, 1))
    assert "竹清禾" not in secretary.get("/pairs").text
    assert "竹清禾" in secretary.get("/pairs?show=ended").text
    secretary.send(page, f"{page}/resume")
    assert len(stands(db, world)) == 1


def test_a_deleted_household_takes_its_numbers_along_and_undo_brings_them_back(
    secretary: Caller, db: Database, world: World
) -> None:
    page = enrol(secretary)
    secretary.send("/visits/new?household=1", "/visits/new")
    secretary.send(page, f"{page}/delete")
    assert secretary.get(page).status_code == 404
    for kind in ("pairing", "visit", "commitment_made"):
        assert counted(db, world, kind) == []
    assert stands(db, world) == {}
    secretary.send("/pairs", f"{page}/restore")
    for kind in ("pairing", "visit", "commitment_made"):
        assert len(counted(db, world, kind)) == 1


def test_a_pairing_ends_on_a_day_and_a_second_member_does_not_make_a_second_household(
    secretary: Caller, db: Database, world: World
) -> None:
    page = enrol(secretary)
    secretary.send(f"{page}/pairings/new", member="何一苇", since="2025-03-01")
    assert {fact.subjects for fact in counted(db, world, "pairing")} == {("household:1",)}
    answer = secretary.send(f"{page}/pairings/new", member="何 一 苇", since="2025-03-01")
    assert "不用重复登记" in answer.text
    assert "早于" in secretary.send("/pairings/1", until="2025-01-09").text
    assert secretary.send("/pairings/1", until="2025-06-01").status_code == 303
    assert {fact.until for fact in counted(db, world, "pairing")} == {None, date(2025, 6, 1)}


def test_two_people_correcting_one_household_see_each_other(secretary: Caller, caller: Arrive) -> None:
    page = enrol(secretary)
    fields = secretary.fields(f"{page}/edit")
    other = caller()
    other.sign_in("committee", PASSWORD)
    assert other.send(f"{page}/edit", difficulties="屋顶漏雨").status_code == 303
    answer = secretary.post(f"{page}/edit", {**fields, "difficulties": "出行不便"})
    assert answer.status_code == 409
    assert "屋顶漏雨" in answer.text
    assert "出行不便" in answer.text


def test_a_form_sent_twice_makes_one_household(secretary: Caller, db: Database) -> None:
    fields = {**secretary.fields("/pairs/new"), **BEGUN}
    first, second = (secretary.post("/pairs/new", fields) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    with db.read() as session:
        assert len(session.scalars(select(Household)).all()) == 1
