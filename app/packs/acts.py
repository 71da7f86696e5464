"""Every change to what binds a branch: adopt and end a local pack, exempt an item, say why one was missed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import Record
from app.errors import Invalid, Refusal
from app.packs import rules
from app.packs.models import ItemExemption, MissedReason, PackAdoption
from app.packs.queries import excuse_of, in_force
from checklists.items import Item, Pack

Values = Mapping[str, Any]
R = TypeVar("R", bound=Record)


def adopt(session: Session, actor: Actor, branch_id: int, pack: Pack, values: Values) -> PackAdoption:
    """A local pack binds the branch from a day, with a written basis (decisions.md 7)."""
    today: date = session.info["clock"].today()
    if in_force(session, branch_id, pack.id, today) is not None:
        raise Refusal(f"“{pack.title}”已经启用", "不用再次启用")
    query = select(PackAdoption.until).where(PackAdoption.branch_id == branch_id, PackAdoption.pack == pack.id)
    _hold(rules.adoption_problems(values, pack, max(filter(None, session.scalars(query)), default=None)))
    adoption = PackAdoption(
        branch_id=branch_id,
        pack=pack.id,
        since=values["since"],
        basis=values["basis"],
        created_by=actor.account_id,
        recorded_on=today,
    )
    return _kept(session, actor, "pack.adopt", adoption, pack=pack.id)


def end(session: Session, actor: Actor, adoption: PackAdoption, values: Values) -> None:
    """`until` is the first day on which the pack no longer binds; what fell due before stays."""
    _hold(rules.ending_problems(values, adoption.since))
    adoption.until = values["until"]
    audit.note(session, actor, "pack.end", adoption, pack=adoption.pack, until=adoption.until)


def go_on(session: Session, actor: Actor, adoption: PackAdoption) -> None:
    """The undo of `end`."""
    adoption.until = None
    audit.note(session, actor, "pack.go_on", adoption, pack=adoption.pack)


def exempt(session: Session, actor: Actor, branch_id: int, item: Item, values: Values) -> ItemExemption:
    """The branch need not do the item while the exemption holds (decisions.md 45)."""
    _hold(rules.exemption_problems(values))
    exemption = ItemExemption(
        branch_id=branch_id,
        item=item.id,
        since=values["since"],
        until=values["until"],
        reason=values["reason"],
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    return _kept(session, actor, "item.exempt", exemption, item=item.id)


def excuse(session: Session, actor: Actor, branch_id: int, item: Item, period: int, reason: str) -> MissedReason:
    """Why a 一般 item was not held: ends its reminders and changes no state. Said again, it replaces the first."""
    _hold(rules.excuse_problems(item, period, reason, session.info["clock"].today()))
    said = excuse_of(session, branch_id, item.id, period)
    if said is not None:
        said.reason = reason.strip()
        audit.note(session, actor, "item.excuse", said, item=item.id, period=period)
        return said
    said = MissedReason(
        branch_id=branch_id,
        item=item.id,
        period=period,
        reason=reason.strip(),
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    return _kept(session, actor, "item.excuse", said, item=item.id, period=period)


def take_back(session: Session, actor: Actor, record: PackAdoption | ItemExemption | MissedReason) -> None:
    """An adoption, exemption or reason entered by mistake; the row stays and can be brought back."""
    record.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "pack.take_back", record)


def bring_back(session: Session, actor: Actor, record: PackAdoption | ItemExemption | MissedReason) -> None:
    """The undo of `take_back`. Refused when another has taken its place meanwhile."""
    if isinstance(record, PackAdoption):
        taken = in_force(session, record.branch_id, record.pack, record.since) is not None
    elif isinstance(record, MissedReason):
        taken = excuse_of(session, record.branch_id, record.item, record.period) is not None
    else:
        taken = False
    if taken:
        raise Refusal("已经另有一条同样的记录", "请先处理那一条")
    record.deleted_at = None
    audit.note(session, actor, "pack.bring_back", record)


def _hold(problems: Mapping[str, str]) -> None:
    if problems:
        raise Invalid(problems)


def _kept(session: Session, actor: Actor, action: str, record: R, **detail: Any) -> R:
    session.add(record)
    session.flush()
    audit.note(session, actor, action, record, **detail)
    return record
