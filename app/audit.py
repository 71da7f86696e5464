"""Who changed what: one row a change, in the change's own transaction, chained by hash."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, Table, Text, event, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, Record

LOCK = 7_001  # the advisory lock that keeps the chain from forking on PostgreSQL
FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: an account, or the command line (account_id None)."""

    account_id: int | None
    name: str
    person_id: int | None = None


class AuditRow(Base):
    """Never updated and never deleted: triggers refuse it. Field names, never sealed values."""

    __tablename__ = "audit_log"
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(index=True)
    branch_id: Mapped[int | None] = mapped_column(index=True)
    table_name: Mapped[str]
    record_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str]


def note(
    session: Session,
    actor: Actor,
    action: str,
    record: Record | None = None,
    *,
    branch: int | None = None,
    **detail: Any,
) -> None:
    """Remember one change; the row is written as the transaction's last statement."""
    session.info.setdefault("audit", []).append((actor, action, record, branch, detail))


@contextmanager
def as_one(session: Session) -> Iterator[None]:
    """What acts note inside is not told row by row: the caller notes the whole (an import, its undo)."""
    told = len(session.info.setdefault("audit", []))
    try:
        yield
    finally:
        del session.info["audit"][told:]


def write_rows(session: Session) -> None:
    """The finishing step of every write transaction: the remembered changes, chained."""
    notes = session.info.pop("audit", [])
    if not notes:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = session.execute(select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)).first()
    seq, prev = (last.seq, last.hash) if last else (0, FIRST)
    key, now = session.info["audit_key"], session.info["clock"].now()
    rows = []
    for actor, action, record, branch, detail in notes:
        seq += 1
        row = {
            "seq": seq,
            "at": now,
            "account_id": actor.account_id,
            "actor": actor.name,
            "action": action,
            "branch_id": branch or getattr(record, "branch_id", None),
            "table_name": record.__tablename__ if record is not None else "",
            "record_id": record.id if record is not None else None,
            "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str),
            "prev_hash": prev,
        }
        row["hash"] = prev = digest(row, key)
        rows.append(row)
    session.execute(insert(AuditRow), rows)


def digest(row: dict[str, Any], key: bytes) -> str:
    """HMAC-SHA-256 over the row's canonical JSON without its own hash."""
    stable = {k: (v.isoformat() if isinstance(v, datetime) else v) for k, v in row.items() if k != "hash"}
    return hmac.new(key, json.dumps(stable, ensure_ascii=False, sort_keys=True).encode(), hashlib.sha256).hexdigest()


def broken(rows: Iterable[AuditRow], key: bytes) -> int | None:
    """The seq of the first row that does not follow from the one before it, or None when all hold."""
    seq, prev = 0, FIRST
    for row in rows:
        values = {c.name: getattr(row, c.name) for c in AuditRow.__table__.columns}
        if row.seq != seq + 1 or row.prev_hash != prev or not hmac.compare_digest(row.hash, digest(values, key)):
            return row.seq
        seq, prev = row.seq, row.hash
    return None


REFUSE = {
    "sqlite": """CREATE TRIGGER audit_log_no_{lower} BEFORE {upper} ON audit_log
        BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END""",
    "postgresql": """CREATE TRIGGER audit_log_no_{lower} BEFORE {upper} ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
}
FUNCTION = """CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit rows are append-only'; END $$"""


def triggers(dialect: str) -> list[str]:
    """The statements that make the table append-only; the first migration runs them."""
    made = [REFUSE[dialect].format(lower=verb.lower(), upper=verb) for verb in ("UPDATE", "DELETE")]
    return [FUNCTION, *made] if dialect == "postgresql" else made


@event.listens_for(AuditRow.__table__, "after_create")
def _refuse_changes(_: Table, connection: Connection, **__: Any) -> None:
    for statement in triggers(connection.dialect.name):
        connection.exec_driver_sql(statement)
