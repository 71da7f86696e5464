"""The form risks (廉政风险点排查登记表), as the one door for Excel uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.errors import Invalid
from app.integrity.models import CONCLUSIONS, LEVELS, RISK_KINDS, RiskPoint
from app.integrity.risks import acts
from app.integrity.risks.rules import since_of
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
# The sheet's own words; 一级 has become 高 in reading, by the aliases of its form.
CODES = {
    "kind": {word: code for code, word in RISK_KINDS.items()},
    "level": {word: code for code, word in LEVELS.items()},
}
CONCLUSION_CODES = {word: code for code, word in CONCLUSIONS.items()}


def _values(row: Row) -> dict[str, Any]:
    values = {key: row[key] for key in acts.FIELDS if row.get(key) is not None}
    for key, codes in CODES.items():
        if key in values:
            values[key] = codes.get(values[key], values[key])
    return values


def _match(session: Session, branch_id: int, row: Row) -> RiskPoint | None:
    if not row.get("department") or not row.get("point"):
        return None
    return acts.same(session, branch_id, row["department"], row["point"])


def _add(session: Session, actor: Actor, branch_id: int, row: Row) -> RiskPoint:
    since = row.get("since") or since_of(row, session.info["clock"].today())
    risk = acts.add(session, actor, branch_id, _values(row) | {"since": since})
    _review(session, actor, risk, row)
    return risk


def _change(session: Session, actor: Actor, risk: RiskPoint, row: Row) -> RiskPoint:
    acts.change(session, actor, risk, _values(row), None)
    _review(session, actor, risk, row)
    return risk


def _review(session: Session, actor: Actor, risk: RiskPoint, row: Row) -> None:
    """复核日期 and 复核结论 are one review; the same one read again is none. Other wordings stay as written."""
    day, words = row.get("reviewed_on"), row.get("conclusion")
    if not day and not words:
        return
    if not day or not words:
        missing, label = ("conclusion", "复核结论") if day else ("reviewed_on", "复核日期")
        raise Invalid({missing: f"复核日期和复核结论要一起填写，请补上{label}"})
    conclusion = CONCLUSION_CODES.get(words, words)
    if not any(r.reviewed_on == day and r.conclusion == conclusion for r in risk.reassessments):
        acts.reassess(session, actor, risk, {"reviewed_on": day, "conclusion": conclusion})


def _row(session: Session, risk: RiskPoint) -> dict[str, Any]:
    last = risk.reassessments[-1] if risk.reassessments else None
    return {key: getattr(risk, key) for key in acts.FIELDS} | {
        "id": risk.id,
        "kind": RISK_KINDS.get(risk.kind, risk.kind),
        "level": LEVELS[risk.level],
        "reviewed_on": last.reviewed_on if last else None,
        "conclusion": CONCLUSIONS.get(last.conclusion, last.conclusion) if last else None,
    }


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[RiskPoint]:
    """Those that stood at some time in the period, department by department."""
    query = select(RiskPoint).where(RiskPoint.branch_id.in_(branches), RiskPoint.since <= period.last)
    query = query.where(or_(RiskPoint.until.is_(None), RiskPoint.until >= period.first))
    return session.scalars(query.order_by(RiskPoint.department, RiskPoint.id))


LEDGER = Ledger("risks", RiskPoint, _match, _add, _change, _row, _rows)
