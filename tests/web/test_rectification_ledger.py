"""问题整改销号台账: what a row proves becomes dated steps on paper, and our own export says it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.audit import Actor
from app.db import Database
from app.errors import Invalid
from app.rectification import acts
from app.rectification.cases import chain
from app.rectification.ledger import LEDGERS
from app.rectification.models import Issue
from tests.harness.world import OPERATOR, World

(LEDGER,) = LEDGERS
CLOSED = {
    "source": "专项检查",
    "text": "公示晚了一个月",
    "owner": "何一苇",
    "due_on": date(2025, 6, 6),
    "finished_on": date(2025, 5, 30),
    "evidence": "1.整改说明\n2.公示照片",
    "verification": "已核看公示栏",
    "verifier": "周晓禾",
    "status": "已销号",
    "closed_on": date(2025, 6, 6),
    "approver": "林远帆",
    "lists": ("廉政风险隐患", "支部问题清单"),
}


def steps(issue: Issue) -> list[tuple[str, date, str, bool]]:
    return [(one.step, one.on, one.by.name, one.on_paper) for one in chain(issue) if one.step != "assigned"]


def add(session: Session, branch: int, row: dict[str, Any]) -> Issue:
    issue = LEDGER.add(session, OPERATOR, branch, row)
    assert isinstance(issue, Issue)
    return issue


def test_a_closed_row_becomes_steps_on_paper_with_its_days_and_names(db: Database, world: World) -> None:
    with db.write() as session:
        issue = add(session, world.home, CLOSED)
        assert steps(issue) == [
            ("finished", date(2025, 5, 30), "何一苇", True),
            ("applied", date(2025, 5, 30), "何一苇", True),
            ("verified", date(2025, 6, 6), "周晓禾", True),
            ("closed", date(2025, 6, 6), "林远帆", True),
        ]
        assert [(one.number, one.name) for one in issue.evidence] == [(1, "整改说明"), (2, "公示照片")]
        assert issue.mode == "by_date"


def test_without_a_found_day_the_earliest_day_of_the_row_stands_in_and_says_so(db: Database, world: World) -> None:
    with db.write() as session:
        assert add(session, world.home, CLOSED).found_on == date(2025, 5, 30)
        bare = add(session, world.home, {"source": "自查", "text": "只有问题", "note": "来自旧台账"})
        assert bare.found_on == date(2025, 7, 1)
        assert bare.note == "来自旧台账\n台账没有写发现日期，暂按2025年7月1日计。"


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"closed_on": None}, "closed_on", "没有写销号日期，请补上日期"),
        ({"status": "未销号"}, "status", "写了销号日期2025年6月6日，销号状态却是“未销号”"),
        ({"status": "完成整改", "closed_on": None, "finished_on": None}, "finished_on", "没有写实际完成时间"),
        ({"status": "未完成", "closed_on": None}, "status", "写了实际完成时间2025年5月30日"),
        ({"verifier": "何 一苇"}, "verifier", "是申请人，不能由本人核验"),
        ({"approver": "何一苇"}, "approver", "是申请人，不能由本人批准销号"),
        ({"approver": "周晓禾", "level": "重大"}, "approver", "重大问题须两人"),
        ({"closed_on": date(2025, 7, 2)}, "closed_on", "在今天之后"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_in_its_column(
    db: Database, world: World, changed: dict[str, Any], column: str, words: str
) -> None:
    with db.write() as session, pytest.raises(Invalid) as refused:
        add(session, world.home, CLOSED | changed)
    assert words in refused.value.errors[column]


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ({}, []),
        ({"status": "未完成"}, []),
        ({"status": "基本完成"}, []),
        ({"finished_on": date(2025, 5, 30)}, ["finished"]),
        ({"status": "未销号", "finished_on": date(2025, 5, 30)}, ["finished"]),
        ({"status": "申请销号", "finished_on": date(2025, 5, 30)}, ["finished", "applied"]),
        ({"status": "已复核", "finished_on": date(2025, 5, 30)}, ["finished", "applied", "verified"]),
        ({"closed_on": date(2025, 6, 6)}, ["finished", "applied", "verified", "closed"]),
        (
            {"status": "重新整改", "closed_on": date(2025, 6, 6)},
            ["finished", "applied", "verified", "closed", "reopened"],
        ),
    ],
)
def test_a_row_proves_as_much_as_its_words_and_days_say(
    db: Database, world: World, row: dict[str, Any], taken: list[str]
) -> None:
    with db.write() as session:
        issue = add(session, world.home, {"source": "自查", "text": "一", "owner": "何一苇"} | row)
        assert [word for word, *_ in steps(issue)] == taken


@pytest.mark.parametrize(("word", "mode"), [("长期坚持", "long_term"), ("立行立改", "at_once")])
def test_a_word_may_stand_where_the_date_should(db: Database, world: World, word: str, mode: str) -> None:
    with db.write() as session:
        issue = add(session, world.home, {"source": "自查", "text": "一", "due_on": word})
        assert (issue.mode, issue.due_on) == (mode, None)
        assert LEDGER.row(session, issue)["due_on"] == word


def test_a_sheet_mends_what_came_from_paper_but_never_what_was_done_here(db: Database, world: World) -> None:
    zhou = Actor(5, "周晓禾")
    with db.write() as session:
        issue = add(session, world.home, CLOSED)
        LEDGER.change(session, OPERATOR, issue, LEDGER.row(session, issue) | {"approver": "江听雨"})
        assert steps(issue)[-1] == ("closed", date(2025, 6, 6), "江听雨", True)
        acts.take(session, zhou, issue, "reopened", {"note": "反弹"})
        row = LEDGER.row(session, issue)
        assert (row["status"], row["closed_on"]) == ("重新整改", date(2025, 6, 6))
        with pytest.raises(Invalid, match="在系统里已经办理过销号手续"):
            LEDGER.change(session, OPERATOR, issue, row | {"status": "未销号", "closed_on": None})


def test_a_sheet_may_go_on_where_the_system_stopped(db: Database, world: World) -> None:
    lin = Actor(4, "林远帆")
    with db.write() as session:
        values = {"source": "audit", "text": "一", "owner": "何一苇", "found_on": date(2025, 6, 2)}
        issue = acts.add(session, OPERATOR, world.home, values)
        acts.add_evidence(session, lin, issue, "说明")
        acts.apply(session, lin, issue, {"finished_on": date(2025, 6, 20)})
        signed = {"status": "已销号", "closed_on": date(2025, 7, 1), "verifier": "周晓禾", "approver": "江听雨"}
        LEDGER.change(session, OPERATOR, issue, LEDGER.row(session, issue) | signed)
        assert [(word, paper) for word, _, _, paper in steps(issue)] == [
            ("finished", False),
            ("applied", False),
            ("verified", True),
            ("closed", True),
        ]
        again = acts.add(session, OPERATOR, world.home, values | {"text": "二"})
        acts.add_evidence(session, lin, again, "说明")
        acts.apply(session, lin, again, {"finished_on": date(2025, 6, 20)})
        own = LEDGER.row(session, again) | signed | {"approver": "林远帆"}
        with pytest.raises(Invalid, match="是申请人"):
            LEDGER.change(session, OPERATOR, again, own)
