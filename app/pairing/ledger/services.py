"""Row ↔ record of 残疾人服务登记."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.ledgers import Ledger
from app.pairing.acts import services
from app.pairing.ledger.shared import Row, branch_name, code, told_by
from app.pairing.models import Service
from app.pairing.words import SERVICE_KINDS, STAGES
from checklists.periods import Period

SAME = ("served_on", "server", "detail", "department", "result", "note")
COLUMNS = {"name": "person"}
KINDS = SERVICE_KINDS | {"employment": "就业"}  # the form's own word for 推荐就业
WRITTEN = {code: word for code, word in STAGES.items() if code != "done"}  # a blank stage is 办结


def values(row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {key: row[key] for key in SAME if key in row}
    if row.get("person"):
        made["name"] = row["person"]
    if row.get("kind"):
        made["kind"] = code(KINDS, row["kind"])
    if row.get("stage"):
        made["stage"] = code(STAGES, row["stage"])
    return made


def match(session: Session, branch_id: int, row: Row) -> Service | None:
    """The service of that kind and stage done for that person on that day."""
    given = services.PLAIN | values(row)
    query = select(Service).where(Service.branch_id == branch_id, Service.name == given.get("name"))
    query = query.where(Service.kind == given.get("kind"), Service.served_on == given.get("served_on"))
    return session.scalar(query.where(Service.stage == given["stage"]).order_by(Service.id).limit(1))


def add(session: Session, actor: Actor, branch_id: int, row: Row) -> Service:
    with told_by(COLUMNS):
        return services.add(session, actor, branch_id, values(row))


def change(session: Session, actor: Actor, service: Service, row: Row) -> Service:
    with told_by(COLUMNS):
        return services.change(session, actor, service, values(row), None)


def row(session: Session, service: Service) -> dict[str, Any]:
    return {key: getattr(service, key) for key in SAME} | {
        "id": service.id,
        "branch": branch_name(session, service.branch_id),
        "person": service.name,
        "kind": KINDS[service.kind],
        "stage": WRITTEN.get(service.stage),
    }


def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Service]:
    query = select(Service).where(Service.branch_id.in_(branches))
    query = query.where(Service.served_on.between(period.first, period.last))
    return session.scalars(query.order_by(Service.served_on, Service.id))


LEDGER = Ledger("services", Service, match, add, change, row, rows)
