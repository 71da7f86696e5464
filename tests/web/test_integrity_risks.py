"""Risk points on the page: find, write down, review row by row, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.db import Database
from app.integrity.risks import acts
from tests.harness.callers import Caller, Forms
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]
RISK: dict[str, object] = {
    "department": "康复科",
    "kind": "process",
    "manifestation": "入库不登记",
    "level": "high",
    "measures": "季度盘点",
    "owner": "白露明",
    "since": date(2024, 3, 1),
}
TYPED = {key: str(value) for key, value in RISK.items()}


@pytest.fixture
def discipline(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("discipline", PASSWORD)
    return person


def known(db: Database, world: World, *points: str, **more: object) -> list[int]:
    with db.write() as session:
        return [acts.add(session, OPERATOR, world.home, RISK | {"point": point} | more).id for point in points]


def test_a_risk_point_is_written_down_and_stands_in_the_list_with_its_grade_in_words(discipline: Caller) -> None:
    answer = discipline.send("/risks/new", **TYPED | {"point": "辅具账实不符"})
    assert answer.status_code == 303
    assert "高（一级）" in discipline.get(answer.headers["location"]).text
    listed = discipline.get("/risks").text
    assert "辅具账实不符" in listed
    assert "今年还有1个没有复核" in listed


def test_a_failed_form_keeps_what_was_typed(discipline: Caller) -> None:
    answer = discipline.send("/risks/new", department="康复科", point="辅具账实不符")
    assert answer.status_code == 422
    assert "请填写表现形式" in answer.text
    assert 'value="辅具账实不符"' in answer.text


def test_the_same_risk_point_is_not_written_down_twice(discipline: Caller, db: Database, world: World) -> None:
    known(db, world, "辅具账实不符")
    answer = discipline.send("/risks/new", **TYPED | {"point": "辅具账实不符"})
    assert answer.status_code == 422
    assert "已登记过这个风险点" in answer.text


def test_the_list_is_filtered_and_the_highest_grade_comes_first(discipline: Caller, db: Database, world: World) -> None:
    known(db, world, "低的", level="low")
    known(db, world, "高的")
    known(db, world, "办公室的", department="办公室", level="middle")
    text = discipline.get("/risks").text
    assert text.index("高的") < text.index(">办公室的") < text.index("低的")
    assert "办公室的" not in discipline.get("/risks?department=康复科&level=high").text


def test_the_yearly_review_goes_row_by_row_and_what_is_left_blank_waits(
    discipline: Caller, db: Database, world: World
) -> None:
    stands, gone, adjusted, waits = known(db, world, "甲", "乙", "丙", "丁")
    answers = {f"conclusion-{stands}": "stands", f"conclusion-{gone}": "gone", f"conclusion-{adjusted}": "adjusted"}
    answer = discipline.send("/risks/review", **answers | {f"measures-{adjusted}": "每月盘点"})
    assert answer.headers["location"] == "/risks/review"
    left = discipline.get("/risks/review").text
    assert f"conclusion-{waits}" in left
    assert f"conclusion-{stands}" not in left
    assert "已消除" in discipline.get(f"/risks/{gone}").text
    assert "乙" not in discipline.get("/risks").text
    assert "乙" in discipline.get("/risks?ended=1").text
    changed = discipline.get(f"/risks/{adjusted}").text
    assert "每月盘点" in changed
    assert "原防控措施：季度盘点" in changed


def test_one_wrong_row_keeps_all_and_says_which(discipline: Caller, db: Database, world: World) -> None:
    first, second = known(db, world, "甲", "乙")
    answer = discipline.send(
        "/risks/review",
        **{f"conclusion-{first}": "gone", f"conclusion-{second}": "adjusted", "reviewed_on": "2025-06-03"},
    )
    assert answer.status_code == 422
    assert "乙：防控措施没有变化" in answer.text
    assert f'name="conclusion-{first}" id="f-conclusion-{first}-2" value="gone" checked' in answer.text
    assert "甲" in discipline.get("/risks").text


def test_nothing_chosen_and_a_day_to_come_are_said(discipline: Caller, db: Database, world: World) -> None:
    (risk,) = known(db, world, "甲")
    assert "还没有选择" in discipline.send("/risks/review").text
    answer = discipline.send("/risks/review", **{f"conclusion-{risk}": "stands", "reviewed_on": "2025-07-02"})
    assert answer.status_code == 422
    assert "还没有到" in answer.text


def test_taking_back_the_review_that_ended_a_risk_point_puts_it_back(
    discipline: Caller, db: Database, world: World
) -> None:
    (risk,) = known(db, world, "甲")
    discipline.send(f"/risks/{risk}/review", conclusion="gone", reviewed_on="2025-06-03")
    page = discipline.get(f"/risks/{risk}").text
    assert "/reviews/" in page
    assert "甲" not in discipline.get("/risks").text
    discipline.send(f"/risks/{risk}", f"/risks/{risk}/reviews/1/delete")
    back = discipline.get("/risks")
    assert "甲" in back.text
    undo = Forms(back.text).found[f"/risks/{risk}/reviews/1/restore"]
    discipline.post(f"/risks/{risk}/reviews/1/restore", undo)
    assert "甲" not in discipline.get("/risks").text


def test_deleting_is_undone(discipline: Caller, db: Database, world: World) -> None:
    (risk,) = known(db, world, "甲")
    discipline.send(f"/risks/{risk}", f"/risks/{risk}/delete")
    assert discipline.get(f"/risks/{risk}").status_code == 404
    discipline.send("/risks", f"/risks/{risk}/restore")
    assert discipline.get(f"/risks/{risk}").status_code == 200


def test_the_table_is_printed_with_all_that_stand(discipline: Caller, db: Database, world: World) -> None:
    known(db, world, "甲", "乙")
    page = discipline.get("/risks/print").text
    for word in ("甲", "乙", "入库不登记", "高（一级）", "在列2个"):
        assert word in page


@pytest.mark.parametrize("path", ["/risks", "/reminders", "/talks", "/figures"])
def test_a_list_asks_the_database_the_same_few_questions_however_long_it_is(
    discipline: Caller, db: Database, world: World, statements: list[str], path: str
) -> None:
    def asked() -> int:
        statements.clear()
        assert discipline.get(path).status_code == 200
        return sum(statement.startswith("SELECT") for statement in statements)

    known(db, world, "甲")
    few = asked()
    known(db, world, *(f"第{number}个" for number in range(60)))
    assert asked() == few
    assert few <= 10, statements  # four of these are signing in: session, grants, branches, names
