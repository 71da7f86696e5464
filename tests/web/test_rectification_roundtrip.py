"""问题整改销号台账: what is exported can be read again, here and elsewhere, and says the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.models import Branch
from app.db import Database
from app.rectification import acts
from app.rectification.cases import chain
from app.rectification.ledger import LEDGERS
from app.rectification.models import Issue
from checklists.ledgers.definitions import form
from checklists.periods import parse
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


def add(session: Session, branch: int, row: dict[str, Any]) -> Issue:
    issue = LEDGER.add(session, OPERATOR, branch, row)
    assert isinstance(issue, Issue)
    return issue


def test_what_was_exported_into_an_empty_branch_is_exported_the_same_again(db: Database, world: World) -> None:
    keys = {column.key for column in form("issues").layout} - {"serial", "id"}
    with db.write() as session:
        _varied(session, world.home)
        first = [LEDGER.row(session, one) for one in LEDGER.rows(session, frozenset({world.home}), parse("2025"))]
        assert all(keys <= set(row) for row in first)
        for row in first:
            LEDGER.add(
                session, OPERATOR, world.away, {k: v for k, v in row.items() if v not in (None, "", ()) and k != "id"}
            )
        second = [LEDGER.row(session, one) for one in LEDGER.rows(session, frozenset({world.away}), parse("2025"))]
    assert [{k: row[k] for k in keys} for row in second] == [{k: row[k] for k in keys} for row in first]


def test_reading_the_own_row_again_changes_nothing(db: Database, world: World) -> None:
    with db.write() as session:
        _varied(session, world.home)
        for issue in LEDGER.rows(session, frozenset({world.home}), parse("2025")):
            row, before = LEDGER.row(session, issue), chain(issue)
            assert LEDGER.match(session, world.home, row) is issue
            LEDGER.change(session, OPERATOR, issue, row)
            assert LEDGER.row(session, issue) == row
            assert chain(issue) == before


def test_an_extension_of_another_ledger_keeps_its_ground_and_its_count(db: Database, world: World) -> None:
    row = {"source": "自查", "text": "一", "due_on": date(2025, 6, 30), "extensions": 2, "extension_reason": "等采购"}
    with db.write() as session:
        issue = add(session, world.home, row)
        told = LEDGER.row(session, issue)
        assert (told["extensions"], told["extension_reason"], told["due_on"]) == (2, "等采购", date(2025, 6, 30))


def _varied(session: Session, branch: int) -> None:
    """One of each kind that a ledger can hold."""
    lin = Actor(4, "林远帆")
    session.get_one(Branch, branch)
    add(
        session,
        branch,
        CLOSED | {"found_on": date(2025, 5, 6), "category": "廉政", "level": "一般", "mechanism": "按月公示"},
    )
    add(session, branch, {"source": "市委督导组", "text": "长期的", "due_on": "长期坚持", "progress": "按月走访"})
    add(session, branch, CLOSED | {"text": "反弹的", "status": "重新整改", "found_on": date(2025, 5, 6)})
    later = add(
        session, branch, {"source": "互查", "text": "延期的", "due_on": date(2025, 6, 30), "found_on": date(2025, 6, 2)}
    )
    approval = {"reason": "等采购", "approved_by": "江听雨", "approved_on": date(2025, 6, 25)}
    acts.extend(session, lin, later, approval | {"new_due_on": date(2025, 7, 31)})
    stage = {
        "finished_on": date(2025, 6, 20),
        "status": "阶段性完成并持续整改",
        "mode": "长期坚持",
        "found_on": date(2025, 6, 2),
    }
    add(session, branch, {"source": "自查", "text": "阶段的", "owner": "何一苇"} | stage)
