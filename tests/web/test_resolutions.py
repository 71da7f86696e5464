"""Resolutions on the page: written down, done, undone, made an issue, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.activities.resolutions import acts
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.gathering import gathering
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]
BOARD = {"text": "更新党务公开栏", "owner": "何一苇", "due_on": "2025-06-30"}


@pytest.fixture
def meeting(world: World, db: Database) -> int:
    with db.write() as session:
        return gathering(session, world, ("committee_meeting",), title="6月支部委员会").id


@pytest.fixture
def secretary(caller: Arrive, meeting: int) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    assert person.send(f"/meetings/{meeting}/resolutions", **BOARD).status_code == 303
    return person


def test_it_stands_on_the_branchs_list_until_it_is_done(secretary: Caller) -> None:
    assert "已过时限1天" in secretary.get("/resolutions").text
    assert "早于会议日期" in secretary.send("/resolutions/1", "/resolutions/1/done", done_on="2025-06-01").text
    done = {"done_on": "2025-06-30", "done_note": "已更新照片"}
    assert secretary.send("/resolutions/1", "/resolutions/1/done", **done).status_code == 303
    assert "没有待办结的议定事项" in secretary.get("/resolutions").text
    assert "2025年6月30日办结" in secretary.get("/resolutions?all=1").text
    assert "已更新照片" in secretary.get("/resolutions/1").text
    secretary.send("/resolutions/1", "/resolutions/1/undone")
    assert "更新党务公开栏" in secretary.get("/resolutions").text


def test_today_asks_for_it_and_leads_to_it(secretary: Caller) -> None:
    shown = secretary.get("/").text
    assert "办结会议议定事项：更新党务公开栏" in shown
    assert "/resolutions/1" in shown


def test_a_failed_form_keeps_every_word(secretary: Caller, meeting: int) -> None:
    path = f"/meetings/{meeting}/resolutions"
    answer = secretary.send(path, text="走访困难家庭", owner="宋知秋", due_on="2025-06-01")
    assert answer.status_code == 422
    assert all(words in answer.text for words in ("走访困难家庭", "宋知秋", "早于会议日期"))
    assert "没有第一议题" in secretary.send(path, **BOARD, is_measure="是").text


def test_what_became_an_issue_is_closed_there_and_says_so(secretary: Caller) -> None:
    assert secretary.send("/resolutions/1", "/resolutions/1/issue").status_code == 303
    shown = secretary.get("/resolutions/1").text
    assert "已转为整改第1项，正在整改" in shown
    assert 'href="/issues/1"' in shown
    assert "6月支部委员会" in secretary.get("/issues/1").text
    edit = secretary.fields("/resolutions/1/edit")
    assert "请在整改台账里办理" in secretary.post("/resolutions/1/edit", edit).text
    assert "已转为整改第1项" in secretary.get("/resolutions").text


def test_two_who_change_it_at_once_are_told(secretary: Caller) -> None:
    form = secretary.fields("/resolutions/1/edit")
    assert secretary.send("/resolutions/1/edit", owner="宋知秋").status_code == 303
    answer = secretary.post("/resolutions/1/edit", form)
    assert answer.status_code == 409
    assert "宋知秋" in answer.text


def test_it_is_deleted_and_brought_back(secretary: Caller, meeting: int) -> None:
    secretary.send("/resolutions/1", "/resolutions/1/delete")
    assert secretary.get("/resolutions/1").status_code == 404
    secretary.send(f"/meetings/{meeting}/resolutions", "/resolutions/1/restore")
    assert "更新党务公开栏" in secretary.get("/resolutions/1").text


def test_another_branch_finds_nothing_here(secretary: Caller, caller: Arrive, meeting: int) -> None:
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    for path in (f"/meetings/{meeting}/resolutions", "/resolutions/1", "/resolutions/1/edit"):
        assert stranger.get(path).status_code == 404, path
    token = stranger.fields("/meetings/new")["csrf"]
    for end in ("done", "undone", "issue", "delete"):
        sent = {"csrf": token, "done_on": "2025-06-30"}
        assert stranger.post(f"/resolutions/1/{end}", sent).status_code == 404, end
    assert "更新党务公开栏" not in stranger.get("/resolutions").text


def test_fifty_take_the_statements_of_one(secretary: Caller, statements: list[str], world: World, db: Database) -> None:
    def asked() -> int:
        statements.clear()
        secretary.get("/resolutions")
        return len(statements)

    before = asked()
    with db.write() as session:
        other = gathering(session, world, ("committee_meeting",), title="5月支部委员会")
        for number in range(60):
            made = acts.add(session, OPERATOR, other, {"text": f"事项{number}", "owner": "何一苇"})
            if number < 9:
                acts.raise_issue(session, OPERATOR, made)
    assert asked() == before
    assert "较早的记录" in secretary.get("/resolutions").text
