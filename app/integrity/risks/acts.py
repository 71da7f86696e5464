"""Every change to risk points and their reassessments; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid
from app.integrity.models import Reassessment, RiskPoint
from app.integrity.risks import rules
from app.web import short_day

Values = Mapping[str, Any]
FIELDS = (
    "department",
    "post",
    "power",
    "step",
    "kind",
    "point",
    "manifestation",
    "level",
    "measures",
    "indicator",
    "owner",
    "head",
    "leader",
    "year",
    "since",
    "published_on",
    "note",
)


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> RiskPoint:
    """A risk point in force from its survey on. Raises Invalid."""
    _check(session, branch_id, values)
    risk = RiskPoint(
        branch_id=branch_id, created_by=actor.account_id, recorded_on=session.info["clock"].today(), reassessments=[]
    )
    _set(risk, values)
    session.add(risk)
    session.flush()
    audit.note(session, actor, "risk.add", risk, point=risk.point)
    return risk


def change(session: Session, actor: Actor, risk: RiskPoint, values: Values, version: int | None) -> RiskPoint:
    """Corrected particulars. Raises Conflict when the record has moved on since it was read."""
    expect_version(risk, version, values)
    _check(session, risk.branch_id, {key: getattr(risk, key) for key in FIELDS} | dict(values), risk)
    _set(risk, values)
    audit.note(session, actor, "risk.change", risk, fields=sorted(values))
    return risk


def reassess(session: Session, actor: Actor, risk: RiskPoint, values: Values) -> Reassessment:
    """One review: 仍存在, 已消除 (which ends the risk point) or 措施调整 (the former measures are kept with it)."""
    today = session.info["clock"].today()
    errors = rules.reassessment_problems(values, risk.since, risk.until, risk.measures, today)
    if errors:
        raise Invalid(errors)
    note = values.get("note") or ""
    if values["conclusion"] == rules.ADJUSTED and values.get("measures"):
        note = "\n".join(filter(None, (note, f"原防控措施：{risk.measures}")))
        risk.measures = values["measures"]
    review = Reassessment(
        risk_point_id=risk.id,
        reviewed_on=values["reviewed_on"],
        conclusion=values["conclusion"],
        note=note,
        created_by=actor.account_id,
        recorded_on=today,
    )
    session.add(review)
    session.flush()
    _recompute(session, risk)
    audit.note(session, actor, "risk.reassess", risk, conclusion=review.conclusion, reviewed_on=review.reviewed_on)
    return review


def reassess_all(session: Session, actor: Actor, reviews: Mapping[RiskPoint, Values]) -> int:
    """The yearly review row by row: all rows that were answered, or none. Raises Invalid with "field-id" names."""
    errors: dict[str, str] = {}
    for risk, values in reviews.items():
        try:
            reassess(session, actor, risk, values)
        except Invalid as invalid:
            errors |= {f"{field}-{risk.id}": f"{risk.point}：{words}" for field, words in invalid.errors.items()}
    if errors:
        raise Invalid(errors)
    return len(reviews)


def take_back(session: Session, actor: Actor, risk: RiskPoint, review: Reassessment) -> None:
    """A review entered by mistake; a risk point it had ended is in force again."""
    review.deleted_at = session.info["clock"].now()
    session.flush()
    _recompute(session, risk)
    audit.note(session, actor, "risk.take_back", risk, reviewed_on=review.reviewed_on)


def bring_back(session: Session, actor: Actor, risk: RiskPoint, review: Reassessment) -> None:
    """The undo of `take_back`."""
    review.deleted_at = None
    session.flush()
    _recompute(session, risk)
    audit.note(session, actor, "risk.bring_back", risk, reviewed_on=review.reviewed_on)


def delete(session: Session, actor: Actor, risk: RiskPoint) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    risk.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "risk.delete", risk)


def restore(session: Session, actor: Actor, risk: RiskPoint) -> None:
    """The undo of `delete`. Raises Invalid when another record has taken its place meanwhile."""
    _alone(session, risk.branch_id, risk.department, risk.point, risk)
    risk.deleted_at = None
    audit.note(session, actor, "risk.restore", risk)


def same(session: Session, branch_id: int, department: str, point: str) -> RiskPoint | None:
    """The risk point of that department and wording: the natural key."""
    wanted = (RiskPoint.branch_id == branch_id, RiskPoint.department == department, RiskPoint.point == point)
    return session.scalar(select(RiskPoint).where(*wanted))


def _recompute(session: Session, risk: RiskPoint) -> None:
    """A risk point ends on the day of the review that found it gone."""
    session.expire(risk, ["reassessments"])
    days = [review.reviewed_on for review in risk.reassessments if review.conclusion == rules.GONE]
    risk.until = min(days, default=None)


def _check(session: Session, branch_id: int, values: Values, own: RiskPoint | None = None) -> None:
    errors = rules.problems(values, session.info["clock"].today())
    if errors:
        raise Invalid(errors)
    _alone(session, branch_id, values["department"], values["point"], own)


def _alone(session: Session, branch_id: int, department: str, point: str, own: RiskPoint | None) -> None:
    twin = same(session, branch_id, department, point)
    if twin is None or twin is own:
        return
    ended = f"，{short_day(twin.until)}已消除；如重新出现，请打开那一条删去“已消除”的复核" if twin.until else ""
    raise Invalid({"point": f"{department}已登记过这个风险点{ended or '，请打开那一条修改'}"})


def _set(risk: RiskPoint, values: Values) -> None:
    for key in FIELDS:
        if key in values:
            nullable = RiskPoint.__table__.c[key].nullable
            setattr(risk, key, values[key] if values[key] is not None or nullable else "")
