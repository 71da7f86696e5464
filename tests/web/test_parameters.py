"""A number of the rules set otherwise from a day with a basis; the past keeps the number it was asked by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.db import Database
from app.packs.overrides import acts, rules
from app.packs.queries import bindings
from checklists.catalogue import load
from checklists.overrides import Override, numbers
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build

HOME, HOURS = "/settings/parameters", "/settings/parameters/member_hours"
BASIS = "支委会2025年7月1日决定"


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_only_numbers_that_an_item_asks_by_can_be_set(secretary: Caller) -> None:
    assert set(rules.asking(load())) == {"member_hours", "committee_hours", "visits_a_year", "contacts_a_year"}
    page = secretary.get(HOME).text
    assert "党员每年集中学习培训：32学时" in page
    assert "规则原定2次" in page
    assert secretary.get(f"{HOME}/election_base").status_code == 404


def test_a_number_holds_from_its_day_and_is_taken_back(secretary: Caller, db: Database, world: World) -> None:
    refused = secretary.send(HOURS, value="四十", since="2025-06-30")
    assert refused.status_code == 422
    assert "请填写依据" in refused.text
    assert "四十" in refused.text
    assert "最早从2025年7月1日起" in secretary.send(HOURS, value="40", since="2025-06-30", basis=BASIS).text
    assert secretary.send(HOURS, value="40", since="2025-07-01", basis=BASIS).status_code == 303
    assert "完成2025年度集中学习培训40学时" in secretary.get("/").text
    page = secretary.get(HOME).text
    assert "党员每年集中学习培训：40学时" in page
    assert BASIS in page
    assert "已经另定过一次" in secretary.send(HOURS, value="50", since="2025-07-01", basis=BASIS).text
    with db.read() as session:
        found = bindings(session, [world.home, world.away])
    assert found[world.home].overrides == (Override("member_hours", 400, date(2025, 7, 1), BASIS),)
    assert found[world.away].overrides == ()
    secretary.send(HOME, f"{HOME}/overrides/1/delete")
    assert "党员每年集中学习培训：32学时" in secretary.get(HOME).text
    secretary.post(f"{HOME}/overrides/1/restore", secretary.fields("/display"))
    assert "党员每年集中学习培训：40学时" in secretary.get(HOME).text


def test_nought_means_that_the_branch_does_not_ask(secretary: Caller) -> None:
    assert "组织党员完成2025年度集中学习培训32学时" in secretary.get("/").text
    assert secretary.send(HOURS, value="0", since="2025-07-01", basis=BASIS).status_code == 303
    assert "组织党员完成2025年度集中学习培训" not in secretary.get("/").text


def test_the_later_number_takes_the_place_of_the_earlier_on_both_databases(any_db: Database) -> None:
    parameter = rules.asking(load())["visits_a_year"][1]
    with any_db.write() as session:
        home = build(session).home
        for value, month in ((3, 7), (4, 9)):
            values = {"value": value, "since": date(2025, month, 1), "basis": BASIS}
            acts.set_otherwise(session, OPERATOR, home, parameter, values)
    with any_db.read() as session:
        own = bindings(session, [home])[home].overrides
    days = (date(2025, 6, 30), date(2025, 8, 31), date(2025, 9, 1))
    assert [numbers(own, day).get("visits_a_year", parameter.value) for day in days] == [2, 3, 4]


def test_another_branch_cannot_touch_it(secretary: Caller, caller: Callable[[], Caller]) -> None:
    secretary.send(HOURS, value="40", since="2025-07-01", basis=BASIS)
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert BASIS not in stranger.get(HOME).text
    assert stranger.post(f"{HOME}/overrides/1/delete", stranger.fields("/display")).status_code == 404
