"""The pages of gatherings: the list, what is kept on error, what a second tab is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.activities import acts
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

STUDY: dict[str, str | list[str]] = {"kinds": ["study"], "title": "七月学习", "held_on": "2025-07-01"}


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def add(secretary: Caller, **typed: str | list[str]) -> str:
    """The address of a new gathering."""
    return secretary.send("/meetings/new", "", **STUDY | typed).headers["location"]


@pytest.mark.parametrize("path", ["/meetings", "/", "/members", "/calendar"])
def test_a_list_asks_as_few_questions_for_fifty_rows_as_for_two(
    secretary: Caller, db: Database, world: World, statements: list[str], path: str
) -> None:
    def asked() -> int:
        statements.clear()
        assert secretary.get(path).status_code == 200
        return len(statements)

    def hold(days: range) -> None:
        with db.write() as session:
            for day in days:
                values = {"title": f"第{day}次学习", "held_on": world.day(day)}
                acts.add(session, OPERATOR, world.home, values, [{"kind": "study", "topic": "学习"}])

    hold(range(2))
    few = asked()
    hold(range(2, 52))
    assert asked() == few


def test_a_second_tab_is_told_what_stands_there_now_and_may_save_knowingly(secretary: Caller) -> None:
    path = add(secretary, place="三楼")
    opened = secretary.fields(f"{path}/edit")
    secretary.send(f"{path}/edit", place="二楼")
    late = secretary.post(f"{path}/edit", {**opened, "once": "another", "place": "一楼"})
    assert late.status_code == 409
    assert "二楼" in late.text
    assert "一楼" in late.text


def test_what_was_typed_is_kept_when_it_is_refused(secretary: Caller) -> None:
    answer = secretary.send("/meetings/new", kinds=["study"], title="", held_on="5月31", place="二楼会议室")
    assert answer.status_code == 422
    for words in ("请填写会议名称", "“5月31”", "二楼会议室", "<title>错误："):
        assert words in answer.text


def test_fewer_present_than_due_asks_for_the_reason(secretary: Caller) -> None:
    answer = secretary.send("/meetings/new", "", **STUDY, stated_due="8", stated_present="7")
    assert "应到8人、实到7人，请填写缺席人员及原因" in answer.text


def test_copying_says_what_it_copies_and_copies_no_content(secretary: Caller) -> None:
    path = add(secretary, title="6月学习", held_on="2025-06-03", place="三楼", content="学习了文件")
    page = secretary.get(f"/meetings/new?kind=study&copy={path.rsplit('/', 1)[1]}").text
    assert "已从“6月学习”复制" in page
    assert "7月学习" in page
    assert "三楼" in page
    assert "学习了文件" not in page


def test_the_roll_wins_over_the_stated_totals_and_asks_for_reasons(secretary: Caller, world: World) -> None:
    path = add(secretary, stated_due="5", stated_present="5")
    first, second = world.people["何一苇"], world.people["宋知秋"]
    marks = {f"attend-{first}": "present", f"attend-{second}": "leave"}
    assert "请写明原因" in secretary.send(f"{path}/roll", **marks).text
    secretary.send(f"{path}/roll", **marks, **{f"reason-{second}": "出差"})
    page = secretary.get(path).text
    assert "<dd>8人</dd>" in page  # who was not marked was due all the same
    assert "<dd>1人</dd>" in page
    assert "还有6人未点" in page


def test_only_what_is_written_can_be_signed(secretary: Caller) -> None:
    path = add(secretary)
    assert secretary.send(path, f"{path}/delete").status_code == 303
    path = add(secretary, title="另一次学习")
    refused = secretary.post(f"{path}/sign-off", {"csrf": secretary.fields("/display")["csrf"]})
    assert refused.status_code == 422
    secretary.send(f"{path}/edit", content="学习了文件")
    assert (
        "审签要由主持人本人来做"
        in secretary.post(f"{path}/sign-off", {"csrf": secretary.fields("/display")["csrf"]}).text
    )
    secretary.send(f"{path}/edit", host="林远帆")
    assert secretary.send(path, f"{path}/sign-off").status_code == 303
    assert "已归档" in secretary.get(path).text
