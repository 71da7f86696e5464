"""What nothing else records is written down in one short form, and answers one item of the branch's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.db import Database
from app.packs.models import OwnDeed
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World
from tests.web.test_own_packs import BASIS, HOME, NEW, TYPED

FROM_TODAY = "/deeds/new?item=own-1-1&period=202522"


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    """Whose branch adopted 调研文章 a quarter at the beginning of the year."""
    person = caller()
    person.sign_in("secretary", PASSWORD)
    person.send(NEW, title="本支部五个一", basis=BASIS, start="blank")
    person.send(f"{HOME}/own/1/items/new", **TYPED)
    person.send(f"{HOME}/own-1/adopt", since="2025-01-01", basis="支委会决定")
    return person


def record(person: Caller) -> str:
    answer = person.send(FROM_TODAY, "/deeds/new", text="《辅具适配调研》一篇", people=["2"])
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_from_today_it_is_written_for_the_period_that_was_missed(secretary: Caller) -> None:
    assert "第二季度调研文章" in secretary.get("/").text
    page = secretary.get(FROM_TODAY).text
    assert BASIS in page
    assert '<option value="202522" selected>2025年第二季度</option>' in page
    address = record(secretary)
    today = secretary.get("/").text
    assert "记一笔" in today  # the third quarter's
    assert "period=202522" not in today
    shown = secretary.get(address).text
    assert "《辅具适配调研》一篇" in shown
    assert "2025年第二季度" in shown
    assert "补开" in secretary.get("/calendar").text
    listed = secretary.get("/deeds?item=own-1-1").text
    assert "《辅具适配调研》一篇" in listed
    assert "周晓禾" in listed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"item": ""}, "请填写办的是哪一项"),
        ({"item": "theme_day"}, "请选择办的是哪一项"),
        ({"done_on": "2025-07-02"}, "2025年7月2日还没有到"),
        ({"text": ""}, "请填写办了什么"),
        ({"belongs_to": "202523"}, "只能补办以前的一期"),
        ({"people": ["99"]}, "有人不在本支部"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_the_text_kept(secretary: Caller, typed: dict[str, Any], words: str) -> None:
    answer = secretary.send(FROM_TODAY, "/deeds/new", **({"text": "写下的", "voucher": "盒3"} | typed))
    assert answer.status_code == 422
    assert words in answer.text
    assert "盒3" in answer.text


def test_it_is_changed_deleted_and_brought_back(secretary: Caller, db: Database) -> None:
    address = record(secretary)
    assert secretary.send(f"{address}/edit", people=["2", "3"], voucher="盒3").status_code == 303
    assert "何一苇、周晓禾" in secretary.get(address).text
    stale = secretary.fields(f"{address}/edit") | {"version": ["1"], "text": ["又写"]}
    conflict = secretary.post(f"{address}/edit", stale)
    assert conflict.status_code == 409
    assert "又写" in conflict.text
    secretary.send(address, f"{address}/delete")
    assert secretary.get(address).status_code == 404
    assert "period=202522" in secretary.get("/").text  # asked again
    secretary.post(f"{address}/restore", secretary.fields("/display"))
    assert "period=202522" not in secretary.get("/").text
    with db.read() as session:
        assert session.get_one(OwnDeed, 1).belongs_to == 202522


def test_another_branch_finds_nothing_and_has_nothing_to_write(secretary: Caller, caller: Callable[[], Caller]) -> None:
    address = record(secretary)
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert "没有需要在这里记的事" in stranger.get("/deeds").text
    for path in (address, f"{address}/edit"):
        assert stranger.get(path).status_code == 404
    sent = stranger.fields("/deeds/new") | {"item": ["own-1-1"], "text": ["x"]}
    assert stranger.post("/deeds/new", sent).status_code == 422


def test_the_list_of_fifty_takes_as_few_statements_as_of_one(secretary: Caller, statements: list[str]) -> None:
    record(secretary)
    statements.clear()
    secretary.get("/deeds")
    few = len(statements)
    for _ in range(3):
        record(secretary)
    statements.clear()
    assert secretary.get("/deeds").text.count("《辅具适配调研》一篇") == 4
    assert len(statements) == few
