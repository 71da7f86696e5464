"""The room's ledgers as small sheets, brought in row by row as the import does, for tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.pairing.ledger import LEDGERS
from app.pairing.models import AssistedPerson, Commitment, Household, Need, Pairing, Service, Visit
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from tests.harness.world import OPERATOR
from tests.sheets import sheet

BY_FORM = {ledger.form: ledger for ledger in LEDGERS}
Rows = list[dict[str, Any]]
PAIR = """
党支部|帮扶党员|帮扶对象|残疾人证号|残疾类别|残疾等级|家庭住址|政策身份|帮扶需求|帮扶承诺|承诺时限|结对时间|已走访次数
云岭区残联机关党支部|周晓禾|竹清禾|51012319630801001X42|视力|二级|青石镇白鹭村3组|低保、包联户|轮椅|帮助申请轮椅|2025-03-20|2025-01-10|7
"""
VISITS = """
走访时间|走访人|组织主体|帮扶对象|走访方式|走访慰问活动名称|慰问金（元）
2025-05-06|周晓禾、何一苇|支部|竹清禾|入户|温暖万家行|500
2025-05-06|周晓禾|镇街|云素柏|上门|温暖万家行|
2025-05-07|周晓禾||云素柏|电话||
"""

NEEDS = """
残疾人|需求类别|具体需求|提出日期|摸排人|办结日期
竹清禾|辅具|轮椅一台|2025-05-06|周晓禾|2025-06-01
云素柏|托养服务|日间照料|2025-05-06|周晓禾|
"""
SERVICES = """
服务日期|服务对象|服务类别|阶段|经办人
2025-05-06|竹清禾|推荐就业|回访|周晓禾
2025-05-06|云素柏|上门评残||周晓禾
"""


def rows(form: str, text: str) -> Rows:
    """What the one door hands to a ledger: no blank cell, no branch."""
    read = match([sheet(text)], definitions.form(form))
    assert not read.errors, read.errors
    return [{k: v for k, v in row.values.items() if v not in (None, ()) and k != "branch"} for row in read.good]


def bring(session: Session, form: str, branch: int, given: Rows) -> list[str]:
    """As the import does, row by row: new, or changed, which is the same when nothing was left to change."""
    ledger, told = BY_FORM[form], []
    for row in given:
        found = ledger.match(session, branch, row)
        if found is None:
            ledger.add(session, OPERATOR, branch, row)
            told.append("new")
            continue
        noted = len(session.info.get("audit", ()))
        ledger.change(session, OPERATOR, found, ledger.row(session, found) | row)
        told.append("same" if len(session.info.get("audit", ())) == noted else "updated")
    return told


def counts(db: Database) -> dict[str, int]:
    tables = (Household, AssistedPerson, Pairing, Commitment, Visit, Need, Service)
    with db.read() as session:
        return {t.__tablename__: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
