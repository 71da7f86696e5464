"""The pages of a branch's own items: mistakes told by the field, changes from a day, and every undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World
from tests.web.test_own_packs import BASIS, HOME, NEW, TYPED

OWN, ITEM = f"{HOME}/own/1", f"{HOME}/own/items/1"


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    """With a pack of her own that has one item, not adopted."""
    person = caller()
    person.sign_in("secretary", PASSWORD)
    person.send(NEW, title="本支部五个一", basis=BASIS, start="blank")
    person.send(f"{OWN}/items/new", **TYPED)
    return person


def adopt(secretary: Caller, since: str = "2025-01-01") -> None:
    assert secretary.send(f"{HOME}/own-1/adopt", since=since, basis="支委会决定").status_code == 303


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "请填写事项"),
        ({"cadence": ""}, "请填写多长时间一次"),
        ({"at_least": "0"}, "请填写至少几次，1到99之间的整数"),
        ({"at_least": "两"}, "至少几次“两”"),
        ({"basis": ""}, "请填写依据"),
        ({"answers": []}, "请填写凭什么算办了"),
        ({"answers": ["own_done", "study"]}, "要单独选"),
        ({"answers": ["lecture+integrity", "study"]}, "“廉政党课”要单独选"),
        ({"answers": ["study"], "each": "member"}, "只能凭记到个人的记录"),
        ({"measure": "distinct"}, "只有入户走访和电话等联系能按户数算"),
        ({"owner": "person:99"}, "没有找到这名负责人"),
        ({"grace": "99"}, "宽限请填0到30个工作日"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_the_text_kept(secretary: Caller, typed: dict[str, Any], words: str) -> None:
    answer = secretary.send(f"{OWN}/items/new", **(TYPED | {"clause": "写得出来的要求"} | typed))
    assert answer.status_code == 422
    assert words in answer.text
    assert "写得出来的要求" in answer.text


def test_what_a_person_types_is_no_pattern(secretary: Caller) -> None:
    assert (
        secretary.send(f"{OWN}/items/new", **(TYPED | {"title": "{period}{0}文章}", "clause": "{x"})).status_code == 303
    )
    adopt(secretary, "2025-07-01")
    assert "撰写第三季度{period}{0}文章}" in secretary.get("/").text


def test_before_adoption_an_item_is_corrected_in_place_deleted_and_brought_back(secretary: Caller) -> None:
    assert "从哪一天起按这个要求" not in secretary.get(f"{ITEM}/edit").text
    secretary.send(f"{ITEM}/edit", title="调研报告")
    assert "撰写调研报告" in secretary.get(OWN).text
    secretary.send(OWN, f"{ITEM}/delete")
    assert "还没有写内容" in secretary.get(OWN).text
    assert "还没有写内容，请先写好" in secretary.send(f"{HOME}/own-1/adopt", since="2025-07-01", basis="x").text
    secretary.post(f"{ITEM}/restore", secretary.fields("/display"))
    assert "撰写调研报告" in secretary.get(OWN).text


def test_after_adoption_a_change_has_a_day_that_reaches_no_past_period(secretary: Caller) -> None:
    adopt(secretary)
    refused = secretary.send(f"{ITEM}/edit", title="调研报告", since="2025-06-30")
    assert refused.status_code == 422
    assert "最早从2025年7月1日起" in refused.text
    assert secretary.send(f"{ITEM}/edit", title="调研报告", at_least="2", since="2025-07-01").status_code == 303
    changes = secretary.get(f"{OWN}/changes").text
    assert "2025年7月1日起" in changes
    assert "至少几次" in changes
    assert secretary.send(f"{ITEM}/edit", title="再改旧的").status_code == 422  # the old version is closed
    assert secretary.send(f"{ITEM}/end", until="2025-08-01").status_code == 422
    secretary.post(f"{HOME}/own/items/2/delete", secretary.fields("/display"))  # the undo
    assert "撰写调研文章" in secretary.get(OWN).text
    assert "调研报告" not in secretary.get(f"{OWN}/changes").text
    secretary.post(f"{HOME}/own/items/2/restore", secretary.fields("/display"))
    assert "撰写调研报告" in secretary.get(OWN).text


def test_an_item_that_asked_is_ended_and_goes_on_but_is_not_deleted(secretary: Caller) -> None:
    adopt(secretary)
    gone = secretary.post(f"{ITEM}/delete", secretary.fields("/display"))
    assert "请用“停办”" in gone.text
    assert "停办最早从2025年7月1日起" in secretary.send(f"{ITEM}/end", until="2025-04-01").text
    assert secretary.send(f"{ITEM}/end", until="2025-07-01").status_code == 303
    today = secretary.get("/").text
    assert "第三季度调研文章" not in today
    assert "第二季度调研文章" in today  # still owed, and in grace or late
    secretary.send(OWN, f"{ITEM}/go-on")
    assert "第三季度调研文章" in secretary.get("/").text


def test_a_pack_is_renamed_deleted_while_it_binds_nobody_and_restored(secretary: Caller) -> None:
    assert "已经有一套" in secretary.send(NEW, title="本支部五个一", basis="x").text
    secretary.send(f"{OWN}/edit", title="机关五个一")
    stale = secretary.fields(f"{OWN}/edit") | {"version": ["1"], "title": ["又一个"]}
    assert secretary.post(f"{OWN}/edit", stale).status_code == 409
    secretary.send(OWN, f"{OWN}/delete")
    assert secretary.get(OWN).status_code == 404
    secretary.post(f"{OWN}/restore", secretary.fields("/display"))
    adopt(secretary)
    assert "请用“停止执行”" in secretary.post(f"{OWN}/delete", secretary.fields("/display")).text


def test_others_of_the_branch_read_it_and_change_nothing(secretary: Caller, caller: Callable[[], Caller]) -> None:
    committee = caller()
    committee.sign_in("committee", PASSWORD)
    page = committee.get(OWN)
    assert page.status_code == 200
    assert f"{ITEM}/edit" not in page.text
    assert committee.get(f"{ITEM}/edit").status_code == 403
