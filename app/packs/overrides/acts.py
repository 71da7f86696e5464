"""A parameter set otherwise by a branch from a day, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.errors import Invalid, Refusal
from app.packs.models import ParameterOverride
from app.packs.overrides import rules
from app.packs.own.rules import first_open
from app.web import short_day
from checklists.items import Parameter

Values = Mapping[str, Any]


def set_otherwise(
    session: Session, actor: Actor, branch_id: int, parameter: Parameter, values: Values
) -> ParameterOverride:
    """A number for what falls due from the day on; what fell due before keeps the number it was asked by."""
    problems = rules.problems(values, session.info["clock"].today())
    if not problems and _same_day(session, branch_id, parameter.name, values["since"]) is not None:
        problems = {"since": f"{short_day(values['since'])}起已经另定过一次，请先撤回那一次，或换一个日期"}
    if problems:
        raise Invalid(problems)
    row = ParameterOverride(
        branch_id=branch_id,
        name=parameter.name,
        value=values["value"],
        since=values["since"],
        basis=values["basis"],
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(row)
    session.flush()
    audit.note(session, actor, "parameter.change", row, name=row.name, since=row.since)
    return row


def take_back(session: Session, actor: Actor, row: ParameterOverride) -> None:
    """One set by mistake. Refused when something fell due by it: then the number is set anew from a day."""
    if row.since < first_open(session.info["clock"].today()):
        raise Refusal("已经有到期的期间按这个数算过，不能撤回", "请重新填写数值，定好从哪一天起")
    row.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "parameter.take_back", row, name=row.name)


def bring_back(session: Session, actor: Actor, row: ParameterOverride) -> None:
    """The undo of `take_back`. Refused when another has taken its place."""
    if _same_day(session, row.branch_id, row.name, row.since) is not None:
        raise Refusal("同一天起已经另定过一次", "请先处理那一次")
    row.deleted_at = None
    audit.note(session, actor, "parameter.bring_back", row, name=row.name)


def _same_day(session: Session, branch_id: int, name: str, since: Any) -> ParameterOverride | None:
    query = select(ParameterOverride).where(ParameterOverride.branch_id == branch_id, ParameterOverride.name == name)
    return session.scalar(query.where(ParameterOverride.since == since))
