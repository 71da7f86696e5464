"""Needs and services: the time it took, whom they were for, and persons counted once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.db import Database
from app.facts import events
from app.pairing import queries
from checklists.catalogue import load
from checklists.facts import Event, State
from checklists.figures import compute
from checklists.periods import parse
from checklists.progress import lines
from checklists.workdays import Workdays
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World

Arrive = Callable[[], Caller]
CHAIR = {"kind": "device", "detail": "申请轮椅一台", "raised_on": "2025-05-06", "due_on": "2025-06-30"}


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    person.send("/pairs/new", name="竹清禾", village="白鹭村", member="周晓禾")
    return person


def happened(db: Database, world: World) -> list[Event]:
    with db.read() as session:
        return list(events(session, queries.facts(frozenset({world.home}))))


def figures(db: Database, world: World) -> dict[str, int | None]:
    found = compute(happened(db, world), parse("2025"), date(2025, 7, 1))
    return {figure.key: figure.value for figure in found}


def state(db: Database, world: World) -> State:
    workdays = Workdays.load()
    with db.read() as session:
        asked = list(queries.asking(session, [world.home], load(), workdays))
    [line] = lines(asked, happened(db, world), date(2025, 7, 1), workdays)
    return line.state


def test_a_need_asks_until_it_is_met_and_says_how_long_it_took(secretary: Caller, db: Database, world: World) -> None:
    assert secretary.send("/needs/new", name="竹清禾", **CHAIR).status_code == 303
    assert state(db, world) is State.GRACE
    assert "已过时限1天" in secretary.get("/needs").text
    assert "早于" in secretary.send("/needs/1", "/needs/1/met", met_on="2025-05-05").text
    assert secretary.send("/needs/1", "/needs/1/met", met_on="2025-06-25", result="已送到").status_code == 303
    assert state(db, world) is State.MET
    assert "已办结，用时50天" in secretary.get("/needs/1").text
    secretary.send("/needs/1", "/needs/1/reopen")
    assert state(db, world) is State.GRACE


def test_a_met_need_answers_for_the_need_and_for_the_person(secretary: Caller, db: Database, world: World) -> None:
    secretary.send("/needs/new?household=1", "/needs/new", met_on="2025-06-25", **CHAIR)
    met = next(fact for fact in happened(db, world) if fact.kind == "need_met")
    assert set(met.subjects) == {"need:1", "assisted:1"}
    assert met.marks == {"kind:device"}
    assert met.title == "竹*禾的需求：辅具"


def test_a_person_helped_twice_is_one_person_and_two_matters(secretary: Caller, db: Database, world: World) -> None:
    secretary.send("/needs/new", name="竹清禾", met_on="2025-06-25", **CHAIR)
    for name in ("竹清禾", "竹清禾", "云素柏", "云素柏", "溪远石"):
        answer = secretary.send("/services/new", name=name, kind="errand", served_on="2025-06-03", stage="applied")
        assert answer.status_code == 303
    counted = figures(db, world)
    assert (counted["services"], counted["persons_served"], counted["needs_met"]) == (5, 3, 1)
    service = next(fact for fact in happened(db, world) if fact.kind == "service")
    assert service.marks == {"kind:errand", "stage:applied"}


def test_a_name_that_two_persons_have_asks_which(secretary: Caller, db: Database, world: World) -> None:
    secretary.send("/pairs/new", name="竹清禾", village="青石村", member="周晓禾")
    answer = secretary.send("/needs/new", name="竹清禾", **CHAIR)
    assert "竹清禾（白鹭村）、竹清禾（青石村）" in answer.text
    assert "申请轮椅一台" in answer.text
    assert secretary.send("/needs/new", name="竹清禾（青石村）", **CHAIR).status_code == 303
    assert "申请轮椅一台" in secretary.get("/pairs/2").text
    assert "申请轮椅一台" not in secretary.get("/pairs/1").text


def test_needs_and_services_are_deleted_and_brought_back(secretary: Caller, db: Database, world: World) -> None:
    secretary.send("/needs/new", name="竹清禾", **CHAIR)
    secretary.send("/services/new", name="竹清禾", kind="errand")
    undo = {}
    for thing in ("needs", "services"):
        secretary.send(f"/{thing}/1", f"/{thing}/1/delete")
        undo[thing] = secretary.fields(f"/{thing}", f"/{thing}/1/restore")
    assert {fact.kind for fact in happened(db, world)} == {"pairing"}
    for thing, fields in undo.items():
        secretary.post(f"/{thing}/1/restore", fields)
    assert {fact.kind for fact in happened(db, world)} == {"pairing", "need_raised", "service"}
