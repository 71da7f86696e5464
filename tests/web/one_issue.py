"""What tests of the rectification pages share: one issue, and how somebody applies for its 销号."""

from __future__ import annotations

from datetime import date

from httpx import Response

from app.db import Database
from app.rectification import acts
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR

ISSUE = {
    "source": "self_check",
    "found_on": date(2025, 6, 3),
    "text": "辅具入库盘点记录不全",
    "owner": "白露明",
    "mode": "by_date",
    "due_on": date(2025, 7, 4),
    "lists": ("廉政风险隐患", "支部问题清单"),
}


def issue(db: Database, branch: int, **values: object) -> int:
    with db.write() as session:
        return acts.add(session, OPERATOR, branch, ISSUE | values).id


def words(answer: Response, *expected: str) -> None:
    for word in expected:
        assert word in answer.text, f"{word} is not on the page"


def apply_for(someone: Caller, id_: int) -> Response:
    someone.send(f"/issues/{id_}/evidence", name="盘点表", kept_at="档案盒3")
    return someone.send(f"/issues/{id_}/apply", act="do", how="now", finished_on="2025-06-30")
