"""The rectification ledger on its pages: enter, find, correct, extend, delete and bring back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.db import Database
from app.rectification import queries
from tests.harness.callers import Caller, Forms
from tests.harness.world import PASSWORD, World
from tests.web.one_issue import issue, words

Arrive = Callable[[], Caller]


@pytest.fixture
def arrive(caller: Arrive, world: World) -> Callable[[str], Caller]:
    """arrive("secretary") → somebody of that role, signed in."""

    def enter(account: str) -> Caller:
        person = caller()
        assert person.sign_in(account, PASSWORD).status_code == 303
        return person

    return enter


def test_an_issue_is_entered_and_found_by_where_it_stands(arrive: Callable[[str], Caller], world: World) -> None:
    lin = arrive("secretary")
    typed = {"text": "党费公示晚了一个月", "source": "audit", "found_on": "2025年5月6日", "due_on": "2025-06-20"}
    answer = lin.send("/issues/new", **typed, mode="by_date", owner="何一苇", lists=["支部问题清单"])
    assert answer.headers["location"] == "/issues/1"
    words(lin.get("/issues/1"), "超期11天", "审计发现", "由何一苇负责", "明确责任", "登记佐证材料")
    words(lin.get("/issues"), "未销号1项", "其中超期1项", "党费公示晚了一个月", "2025年6月20日")
    assert "党费公示晚了一个月" in lin.get("/issues?show=overdue&on_list=支部问题清单").text
    assert "没有符合条件的问题" in lin.get("/issues?show=closed").text
    assert "没有符合条件的问题" in lin.get("/issues?on_list=廉政风险隐患").text


def test_a_form_that_does_not_pass_keeps_what_was_typed(arrive: Callable[[str], Caller]) -> None:
    typed = {"text": "记录不全", "source": "", "found_on": "5月31", "mode": "by_date", "owner": "何一苇"}
    answer = arrive("secretary").send("/issues/new", **typed)
    assert answer.status_code == 422
    words(answer, "请填写问题来源", "发现日期“5月31”", "何一苇", "记录不全")


def test_a_deleted_issue_is_gone_everywhere_and_comes_back_whole(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_, lin = issue(db, world.home), arrive("secretary")
    answer = lin.send(f"/issues/{id_}", f"/issues/{id_}/delete")
    assert answer.headers["location"] == "/issues"
    assert lin.get(f"/issues/{id_}").status_code == 404
    assert "辅具入库盘点记录不全" not in lin.get("/issues?show=all").text.replace(
        "已删除第1项：辅具入库盘点记录不全", ""
    )
    lin.post(f"/issues/{id_}/restore", lin.fields("/display"))
    words(lin.get(f"/issues/{id_}"), "辅具入库盘点记录不全", "廉政风险隐患、支部问题清单")
    with db.read() as session:
        assert queries.next_number(session, world.home) == 2


def test_what_another_saved_in_between_is_shown_beside_ones_own(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_ = issue(db, world.home)
    lin, zhou = arrive("secretary"), arrive("discipline")
    stale = lin.fields(f"/issues/{id_}/edit")
    zhou.send(f"/issues/{id_}/edit", measures="补做盘点")
    answer = lin.post(f"/issues/{id_}/edit", stale | {"measures": "重新盘点"})
    assert answer.status_code == 409
    words(answer, "已被他人修改", "补做盘点", "重新盘点")


def test_a_line_of_progress_also_makes_an_open_form_stale(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_, lin = issue(db, world.home), arrive("secretary")
    stale = lin.fields(f"/issues/{id_}/edit")
    assert lin.send(f"/issues/{id_}", f"/issues/{id_}/updates", text="已补做一半").status_code == 303
    assert lin.post(f"/issues/{id_}/edit", stale).status_code == 409
    assert lin.send(f"/issues/{id_}", f"/issues/{id_}/updates", text="").status_code == 422


def test_an_extension_needs_ground_approval_and_a_later_date(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_, lin = issue(db, world.home), arrive("secretary")
    bad = lin.send(
        f"/issues/{id_}/extend", new_due_on="2025-07-01", reason="", approved_by="", approved_on="2025-07-02"
    )
    words(bad, "要晚于现在的时限2025年7月4日", "请写明延期的理由", "请填写批准延期的人", "在今天之后")
    good = {"new_due_on": "2025-07-20", "reason": "等采购到货", "approved_by": "林远帆", "approved_on": "2025-06-30"}
    assert lin.send(f"/issues/{id_}/extend", **good).status_code == 303
    words(lin.get(f"/issues/{id_}"), "应于2025年7月20日前完成", "1次，现在的时限是2025年7月20日", "等采购到货")


def test_another_branch_neither_sees_nor_touches_it(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_, stranger = issue(db, world.home), arrive("stranger")
    for path in ("", "/edit", "/apply", "/verify", "/close", "/evidence", "/extend", "/reopen"):
        assert stranger.get(f"/issues/{id_}{path}").status_code == 404, path
    fields = stranger.fields("/display")
    for path in ("/delete", "/restore", "/updates", "/verify", "/close", "/take-back/steps/1"):
        assert stranger.post(f"/issues/{id_}{path}", fields).status_code == 404, path


@pytest.mark.parametrize(
    ("path", "form", "typed"),
    [
        ("", "/updates", {"text": "已补做一半"}),
        ("/evidence", "/evidence", {"name": "已补做一半"}),
        ("/extend", "/extend", {"new_due_on": "2025-07-20", "reason": "已补做一半", "approved_by": "林远帆"}),
    ],
)
def test_what_was_just_noted_is_taken_back_with_one_press(
    arrive: Callable[[str], Caller], db: Database, world: World, path: str, form: str, typed: dict[str, str]
) -> None:
    here, lin = f"/issues/{issue(db, world.home)}", arrive("secretary")
    assert lin.send(here + path, here + form, **typed).status_code == 303
    page = lin.get(here).text
    assert "已补做一半" in page
    undo = next(action for action in Forms(page).found if "take-back" in action)
    assert lin.post(undo, Forms(page).found[undo]).status_code == 303
    assert "已补做一半" not in lin.get(here).text
