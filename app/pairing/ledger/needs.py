"""Row ↔ record of 残疾人需求清单."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.ledgers import Ledger
from app.pairing.acts import needs
from app.pairing.ledger.shared import Row, branch_name, code, told_by
from app.pairing.models import Need
from app.pairing.words import NEED_KINDS
from checklists.periods import Period

SAME = ("detail", "raised_on", "surveyor", "resources", "department", "due_on", "met_on", "result", "note")
COLUMNS = {"name": "person"}


def values(row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {key: row[key] for key in SAME if key in row}
    if row.get("person"):
        made["name"] = row["person"]
    if row.get("kind"):
        made["kind"] = code(NEED_KINDS, row["kind"])
    return made


def match(session: Session, branch_id: int, row: Row) -> Need | None:
    """The need of that person, kind and day, in those words: one person may ask for two things of a kind."""
    given = values(row)
    query = select(Need).where(Need.branch_id == branch_id, Need.name == given.get("name"))
    query = query.where(Need.kind == given.get("kind"), Need.raised_on == given.get("raised_on"))
    return session.scalar(query.where(Need.detail == given.get("detail")).order_by(Need.id).limit(1))


def add(session: Session, actor: Actor, branch_id: int, row: Row) -> Need:
    with told_by(COLUMNS):
        return needs.add(session, actor, branch_id, values(row))


def change(session: Session, actor: Actor, need: Need, row: Row) -> Need:
    with told_by(COLUMNS):
        return needs.change(session, actor, need, values(row), None)


def row(session: Session, need: Need) -> dict[str, Any]:
    return {key: getattr(need, key) for key in SAME} | {
        "id": need.id,
        "branch": branch_name(session, need.branch_id),
        "person": need.name,
        "kind": NEED_KINDS[need.kind],
    }


def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Need]:
    query = select(Need).where(Need.branch_id.in_(branches), Need.raised_on.between(period.first, period.last))
    return session.scalars(query.order_by(Need.raised_on, Need.id))


LEDGER = Ledger("needs", Need, match, add, change, row, rows)
