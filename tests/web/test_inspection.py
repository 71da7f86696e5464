"""互查 on its pages: the sheet, what becomes of a 不符合, and what the other side sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import acts as accounts
from app.db import Database
from app.errors import Invalid
from app.inspection import acts
from app.inspection.models import Inspection
from app.rectification.models import Issue
from tests.harness.callers import Caller
from tests.harness.world import AWAY, HOME, OPERATOR, PASSWORD, World

DAY = date(2025, 6, 19)
HEAD = {"inspected_on": DAY, "inspecting_unit": AWAY, "inspected_unit": HOME, "inspectors": "梁语迟、方问渠"}
FAILS = {
    "item": "结对帮扶",
    "content": "走访有记录",
    "finding": "fails",
    "problem": "2户走访没有写困难诉求",
    "advice": "对照走访单补齐",
    "owner": "何一苇",
    "due_on": date(2025, 7, 18),
}
MEETS = {"item": "主题党日", "content": "有主题", "finding": "meets"}


@pytest.fixture
def lin(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


@pytest.fixture
def stranger(caller: Callable[[], Caller], world: World) -> Caller:
    """The secretary of the other branch."""
    person = caller()
    person.sign_in("stranger", PASSWORD)
    return person


def issues(session: Session) -> list[Issue]:
    return list(session.scalars(select(Issue).order_by(Issue.id)))


def test_a_sheet_is_saved_with_the_rows_looked_at_and_a_failing_one_becomes_an_issue(
    lin: Caller, caller: Callable[[], Caller], db: Database, world: World
) -> None:
    head = {"inspected_on": "2025-06-19", "side": "inspecting", "partner": AWAY, "inspectors": "林远帆、何一苇"}
    found = {"finding-s-members": "meets", "finding-s-pairing": "fails"}
    refused = lin.send("/inspections/new", **head, **found)
    assert refused.status_code == 422
    assert "请写明发现的问题" in refused.text
    assert 'value="fails" checked' in refused.text
    told = {"problem-s-pairing": "没有走访记录", "due_on-s-pairing": "2025年7月31日", "owner-s-pairing": "方问渠"}
    saved = lin.send("/inspections/new", **head, **found, **told)
    assert saved.headers["location"] == "/inspections/1"
    page = lin.get("/inspections/1").text
    assert "检查2项，1项不符合已转为受检支部的整改事项" in page
    assert '<a href="/issues/1">整改第1项</a>：正在整改' in page, "the inspector it names may open it"
    colleague = caller()
    colleague.sign_in("committee", PASSWORD)
    assert "整改第1项：正在整改" in colleague.get("/inspections/1").text, "others see where it stands"
    assert colleague.get("/issues/1").status_code == 404
    with db.read() as session:
        (issue,) = issues(session)
        assert (issue.branch_id, issue.source, issue.source_ref) == (world.away, "inspection", "inspection_rows:2")
        assert (issue.verifier, issue.verifier_id) == ("林远帆", world.people["林远帆"])
        assert (issue.due_on, issue.found_on, issue.owner) == (date(2025, 7, 31), DAY, "方问渠")
        assert [row.name for row in issue.lists] == ["支部问题清单"]
    assert lin.get("/issues/1").status_code == 200


def test_the_other_branch_sees_the_same_round_and_cannot_correct_it(
    lin: Caller, stranger: Caller, db: Database, world: World
) -> None:
    with db.write() as session:
        acts.add(session, OPERATOR, world.away, HEAD, [FAILS, MEETS])
    ours = lin.get("/inspections/1").text
    assert f"由{AWAY}登记" in ours
    assert "/issues/1" in ours
    assert "补充或修改" not in ours
    assert lin.get("/inspections/1/edit").status_code == 404
    assert "受检" in lin.get("/inspections").text
    assert "检查" in stranger.get("/inspections").text
    assert "补充或修改" in stranger.get("/inspections/1").text


def test_a_month_without_a_round_is_said_plainly(lin: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        acts.add(session, OPERATOR, world.home, HEAD, [FAILS])
    page = lin.get("/inspections").text
    assert page.count("没有互查记录") == 5
    assert "本月还没有互查" in page
    assert "不符合1项，已销号0项" in page


def test_more_rows_are_added_later_and_one_that_became_an_issue_is_corrected_there(
    lin: Caller, db: Database, world: World
) -> None:
    with db.write() as session:
        acts.add(session, OPERATOR, world.home, HEAD, [FAILS, MEETS])
    page = lin.get("/inspections/1/edit").text
    assert "已转为整改台账第1项（正在整改）" in page
    assert "problem-r1" not in page
    answer = lin.send("/inspections/1/edit", **{"finding-r2": "mostly", "finding-s-talks": "meets"})
    assert answer.status_code == 303
    with db.read() as session:
        rows = session.get_one(Inspection, 1).rows
        assert [(row.item, row.finding) for row in rows] == [
            ("结对帮扶", "fails"),
            ("主题党日", "mostly"),
            ("谈心谈话", "meets"),
        ]
    with db.write() as session:
        inspection = session.get_one(Inspection, 1)
        with pytest.raises(Invalid, match="已转为整改台账第1项"):
            acts.change_row(session, OPERATOR, inspection, inspection.rows[0], {"finding": "meets"})


def test_a_round_is_entered_once_by_either_side(db: Database, world: World) -> None:
    with db.write() as session:
        acts.add(session, OPERATOR, world.away, HEAD, [MEETS])
        with pytest.raises(Invalid, match="已经登记"):
            acts.add(session, OPERATOR, world.away, HEAD, [MEETS])
        with pytest.raises(Invalid, match="两个支部共用一条记录"):
            acts.add(session, OPERATOR, world.home, HEAD, [MEETS])
        with pytest.raises(Invalid, match=f"请把本支部写成“{HOME}”"):
            acts.add(session, OPERATOR, world.home, HEAD | {"inspected_unit": "南山区残联"}, [MEETS])


def test_a_deleted_round_comes_back_and_its_issues_stay(lin: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        acts.add(session, OPERATOR, world.home, HEAD, [FAILS])
    lin.send("/inspections/1", "/inspections/1/delete")
    assert "转出的1项整改保留" in lin.get("/inspections").text
    assert lin.get("/inspections/1").status_code == 404
    assert lin.get("/issues/1").status_code == 200
    lin.post("/inspections/1/restore", lin.fields("/display"))
    assert lin.get("/inspections/1").status_code == 200


def test_a_third_branch_does_not_see_it(caller: Callable[[], Caller], db: Database, world: World) -> None:
    with db.write() as session:
        from app.branches import acts as branches

        third = branches.add_branch(session, OPERATOR, {"name": "云岭区总工会党支部", "parent_id": world.top})
        account = accounts.add_account(session, OPERATOR, "third", "third", PASSWORD, must_change=False)
        accounts.grant(session, OPERATOR, account, "secretary", third.id)
        acts.add(session, OPERATOR, world.home, HEAD, [MEETS])
    other = caller()
    other.sign_in("third", PASSWORD)
    for path in ("", "/edit"):
        assert other.get(f"/inspections/1{path}").status_code == 404
    assert other.post("/inspections/1/delete", other.fields("/display")).status_code == 404
