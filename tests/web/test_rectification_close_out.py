"""The close-out on its pages: by four eyes, here or on paper, and step by step back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.accounts import acts as accounts
from app.accounts.access import User
from app.audit import Actor
from app.branches import members
from app.db import Database
from app.errors import Invalid
from app.rectification import acts, queries
from app.rectification.models import Issue
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World
from tests.web.one_issue import ISSUE, apply_for, issue, words

Arrive = Callable[[], Caller]


@pytest.fixture
def arrive(caller: Arrive, world: World) -> Callable[[str], Caller]:
    """arrive("secretary") → somebody of that role, signed in."""

    def enter(account: str) -> Caller:
        person = caller()
        assert person.sign_in(account, PASSWORD).status_code == 303
        return person

    return enter


def test_closing_takes_two_others_and_each_step_says_what_it_waits_for(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_ = issue(db, world.home)
    lin, zhou = arrive("secretary"), arrive("discipline")
    words(lin.get(f"/issues/{id_}/apply"), "请先登记至少一份佐证材料")
    assert apply_for(lin, id_).status_code == 303
    words(lin.get(f"/issues/{id_}"), "待核验", "“secretary”是申请人，不能由本人核验", "照纸补登")
    assert lin.send(f"/issues/{id_}/verify", act="do", how="now").status_code == 422
    words(zhou.get(f"/issues/{id_}"), "核验")
    assert zhou.send(f"/issues/{id_}/verify", act="do", how="now", note="看过").status_code == 303
    assert lin.send(f"/issues/{id_}/close", act="do", how="now").status_code == 422
    assert zhou.send(f"/issues/{id_}/close", act="do", how="now").status_code == 303, "not a major issue"
    words(zhou.get(f"/issues/{id_}"), "已销号", "批准销号", "完成整改", "2025年6月30日")


def test_an_approval_on_paper_keeps_its_day_and_its_name_and_is_never_ones_own(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_, lin = issue(db, world.home), arrive("secretary")
    lin.send(f"/issues/{id_}/evidence", name="盘点表")
    paper = {"act": "do", "how": "paper", "finished_on": "2025-06-20", "on": "2025-06-21"}
    assert lin.send(f"/issues/{id_}/apply", **paper, by="白露明").status_code == 303
    refused = lin.send(f"/issues/{id_}/verify", act="do", how="paper", by="白 露明", on="2025-06-25")
    words(refused, "“白 露明”是申请人，不能由本人核验")
    words(
        lin.send(f"/issues/{id_}/verify", act="do", how="paper", by="", on=""),
        "请填写在纸上签字的人",
        "请填写签字的日期",
    )
    early = lin.send(f"/issues/{id_}/verify", act="do", how="paper", by="江听雨", on="2025-06-01")
    words(early, "早于申请销号的2025年6月21日")
    assert lin.send(f"/issues/{id_}/verify", act="do", how="paper", by="江听雨", on="2025-06-25").status_code == 303
    assert lin.send(f"/issues/{id_}/close", act="do", how="paper", by="江听雨", on="2025-06-26").status_code == 303
    words(lin.get(f"/issues/{id_}"), "江听雨（照纸补登）", "2025年6月26日")


def test_returned_and_reopened_need_a_reason_and_the_step_just_taken_can_be_taken_back(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_ = issue(db, world.home)
    lin, zhou = arrive("secretary"), arrive("discipline")
    apply_for(lin, id_)
    words(zhou.send(f"/issues/{id_}/verify", act="return", how="now"), "请写明退回的原因")
    assert zhou.send(f"/issues/{id_}/verify", act="return", how="now", note="少一张照片").status_code == 303
    page = zhou.get(f"/issues/{id_}")
    words(page, "退回整改", "少一张照片", "已退回整改", "撤销")
    undo = f"/issues/{id_}/take-back/steps/4"
    assert lin.post(undo, lin.fields("/display")).status_code == 422, "another's step is not taken back"
    assert zhou.post(undo, zhou.fields("/display")).status_code == 303
    words(lin.get(f"/issues/{id_}"), "待核验")


def test_the_inspector_it_names_verifies_it_from_another_branch(
    arrive: Callable[[str], Caller], caller: Arrive, db: Database, world: World
) -> None:
    with db.write() as session:
        liang = members.add_member(session, OPERATOR, world.away, {"name": "梁语迟", "category": "full"})
        account = accounts.add_account(session, OPERATOR, "liang", "梁语迟", PASSWORD, must_change=False)
        account.person_id = liang.id
        accounts.grant(session, OPERATOR, account, "secretary", world.away)
        named = {"verifier": "梁语迟", "verifier_id": liang.id}
        id_ = acts.add(session, OPERATOR, world.home, ISSUE | named).id
    lin, zhou, inspector = arrive("secretary"), arrive("discipline"), caller()
    inspector.sign_in("liang", PASSWORD)
    apply_for(lin, id_)
    words(zhou.send(f"/issues/{id_}/verify", act="do", how="now"), "须由检查人“梁语迟”核验")
    assert inspector.get(f"/issues/{id_}/edit").status_code == 404
    words(inspector.get(f"/issues/{id_}"), "云岭区残联机关党支部", "核验")
    assert inspector.send(f"/issues/{id_}/verify", act="do", how="now").status_code == 303
    assert inspector.get(f"/issues/{id_}/close").status_code == 404, "the inspector's word is no approval"


def test_today_shows_what_waits_for_this_very_person(db: Database, world: World) -> None:
    id_ = issue(db, world.home)
    lin, zhou = User(1, "林远帆", world.people["林远帆"], ()), User(2, "周晓禾", world.people["周晓禾"], ())
    with db.write() as session:
        made = session.get_one(Issue, id_)
        acts.add_evidence(session, lin.actor, made, "盘点表")
        acts.apply(session, lin.actor, made, {"finished_on": date(2025, 6, 30)})
    here, today = frozenset({world.home}), date(2025, 7, 1)
    with db.read() as session:
        assert not queries.waiting(session, here, lin, today)
        (row,) = queries.waiting(session, here, zhou, today)
        assert not queries.waiting(session, frozenset(), zhou, today)
    assert row.title == "核验整改第1项：辅具入库盘点记录不全"
    assert (row.href, row.days, row.tag) == (f"/issues/{id_}/verify", 3, "待您核验")
    assert row.note == "林远帆2025年7月1日申请销号，佐证1份，待您核验。"


def test_major_issues_need_a_third_person(db: Database, world: World) -> None:
    id_ = issue(db, world.home, level="major")
    lin, zhou, he = (Actor(number, name) for number, name in enumerate(("林远帆", "周晓禾", "何一苇"), 1))
    with db.write() as session:
        made = session.get_one(Issue, id_)
        acts.add_evidence(session, lin, made, "盘点表")
        acts.apply(session, lin, made, {"finished_on": date(2025, 6, 30)})
        acts.take(session, zhou, made, "verified", {})
        with pytest.raises(Invalid, match="重大问题须两人"):
            acts.take(session, zhou, made, "closed", {})
        acts.take(session, he, made, "closed", {})


def test_evidence_is_not_taken_back_from_under_an_application(
    arrive: Callable[[str], Caller], db: Database, world: World
) -> None:
    id_, lin = issue(db, world.home), arrive("secretary")
    apply_for(lin, id_)
    undo = f"/issues/{id_}/take-back/evidence/1"
    answer = lin.post(undo, lin.fields("/display"))
    assert answer.status_code == 422
    words(answer, "佐证材料不能撤销", "请先退回整改")
    lin.post(f"/issues/{id_}/take-back/steps/3", lin.fields("/display"))
    assert lin.post(undo, lin.fields("/display")).status_code == 303
