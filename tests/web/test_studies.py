"""补学 on the page: the absent by the roll, several at once, corrected, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.db import Database
from tests.harness.callers import Caller
from tests.harness.gathering import gathering
from tests.harness.world import PASSWORD, World

Arrive = Callable[[], Caller]
ROLL = {"秦小满": {"presence": "leave"}, "白露明": {"presence": "absent"}, "陆一鸣": {"presence": ""}}


@pytest.fixture
def meeting(world: World, db: Database) -> int:
    with db.write() as session:
        return gathering(session, world, roll=ROLL).id


@pytest.fixture
def secretary(caller: Arrive, meeting: int) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def make_up(person: Caller, meeting: int, people: list[str], **typed: str) -> tuple[int, str]:
    values = {"how": "self", "studied_on": "2025-06-29"} | typed
    path = f"/meetings/{meeting}/make-up"
    fields = person.fields(path) | values | {"people": people}
    answer = person.post(path, fields)
    return answer.status_code, answer.text


def test_those_who_were_not_there_make_up_together(secretary: Caller, meeting: int, world: World) -> None:
    shown = secretary.get(f"/meetings/{meeting}/make-up").text
    assert "请假、缺席2人" in shown
    assert "陆一鸣" not in shown
    both = [str(world.people[name]) for name in ("秦小满", "白露明")]
    assert make_up(secretary, meeting, both)[0] == 303
    shown = secretary.get(f"/meetings/{meeting}/make-up").text
    assert shown.count("自学") == 2
    assert "登记补学</button>" not in shown


def test_a_failed_form_keeps_the_choice(secretary: Caller, meeting: int, world: World) -> None:
    status, shown = make_up(secretary, meeting, [str(world.people["秦小满"])], studied_on="2025-06-01")
    assert status == 422
    assert "早于会议日期" in shown
    assert f'value="{world.people["秦小满"]}" checked' in shown
    assert make_up(secretary, meeting, [str(world.people["秦小满"])], studied_on="2025-06-01", how="session")[0] == 303
    assert "请选择补学的人" in make_up(secretary, meeting, [])[1]
    assert "只有请假、缺席的人补学" in make_up(secretary, meeting, [str(world.people["何一苇"])])[1]


def test_one_is_corrected_deleted_and_brought_back(secretary: Caller, meeting: int, world: World) -> None:
    make_up(secretary, meeting, [str(world.people["秦小满"])])
    stale = secretary.fields("/make-up/1")
    assert secretary.send("/make-up/1", how="brought").status_code == 303
    assert secretary.post("/make-up/1", stale).status_code == 409
    assert "送学上门" in secretary.get(f"/meetings/{meeting}/make-up").text
    secretary.send("/make-up/1", "/make-up/1/delete")
    assert secretary.get("/make-up/1").status_code == 404
    secretary.send(f"/meetings/{meeting}/make-up", "/make-up/1/restore")
    assert secretary.get("/make-up/1").status_code == 200


def test_another_branch_finds_nothing_and_nobody_is_asked(
    secretary: Caller, caller: Arrive, meeting: int, world: World
) -> None:
    assert "补学" not in secretary.get("/").text
    make_up(secretary, meeting, [str(world.people["秦小满"])])
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert stranger.get(f"/meetings/{meeting}/make-up").status_code == 404
    assert stranger.get("/make-up/1").status_code == 404
    token = stranger.fields("/meetings/new")["csrf"]
    assert stranger.post("/make-up/1/delete", {"csrf": token}).status_code == 404
