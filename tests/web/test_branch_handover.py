"""Taking over: the sheet lists what stands open, and three people sign it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.branches import members
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, account

HANDED = {
    "post": "secretary",
    "from_name": "林远帆",
    "to_name": "周晓禾",
    "witness_name": "区直机关工委",
    "handed_on": "2025-07-01",
}


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_the_sheet_lists_what_stands_open_and_has_three_signatures(
    secretary: Caller, db: Database, world: World
) -> None:
    meeting = {"kinds": "theme_day", "held_on": "2025-06-06", "title": "6月主题党日", "place": "会议室"}
    assert secretary.send("/meetings/new", **meeting).status_code == 303
    assert "还没有登记交接" in secretary.get("/handover").text
    answer = secretary.send("/handover/new", **HANDED, seal="支部印章1枚", balance="结余320元")
    assert answer.status_code == 303, answer.text
    shown = secretary.get("/handover/1").text
    for words in ("6月主题党日", "支部印章1枚", "结余320元", "未审签的记录，1项", "没有兑现的承诺：没有。"):
        assert words in shown
    for words in ("移交人（签名）", "接交人（签名）", "监交人（签名）"):
        assert words in shown
    assert "周晓禾" in secretary.get("/handover").text


def test_one_person_does_not_hand_over_to_himself_and_the_text_is_kept(secretary: Caller) -> None:
    answer = secretary.send("/handover/new", **HANDED | {"to_name": "林远帆", "seal": "印章1枚"})
    assert answer.status_code == 422
    assert "不能是同一个人" in answer.text
    assert "印章1枚" in answer.text


def test_another_branch_finds_no_sheet_and_a_superior_none_at_all(
    secretary: Caller, caller: Callable[[], Caller]
) -> None:
    secretary.send("/handover/new", **HANDED)
    stranger, superior = caller(), caller()
    stranger.sign_in("stranger", PASSWORD)
    superior.sign_in("superior", PASSWORD)
    assert [stranger.get(f"/handover/1{end}").status_code for end in ("", "/edit")] == [404, 404]
    assert superior.get("/handover/1").status_code == 403


def test_posts_and_roles_that_do_not_match_are_said_in_words(secretary: Caller, db: Database, world: World) -> None:
    shown = secretary.get("/branch").text
    assert "周晓禾任纪检委员，没有“纪检委员”角色的账号" in shown
    assert "林远帆任书记" not in shown
    with db.write() as session:
        account(session, "zhou", "discipline", world.home, world.people["周晓禾"])
        members.appoint(
            session, OPERATOR, session.get_one(Person, world.people["何一苇"]), "secretary", date(2025, 6, 1)
        )
    shown = secretary.get("/branch").text
    assert "何一苇任书记，没有“支部书记”角色的账号" in shown
    assert "账号“secretary”有“支部书记”角色，本人今天没有相应的职务" in shown
    assert "周晓禾任纪检委员，没有" not in shown
