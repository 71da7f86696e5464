"""The form certificates (培训证书), as the one door for Excel uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.activities.certificates import acts, queries
from app.activities.certificates.models import KINDS, Certificate
from app.audit import Actor
from app.branches.models import Branch
from app.branches.names import bare
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
CODES = {word: code for code, word in KINDS.items()}


def _values(row: Row) -> dict[str, Any]:
    return {key: CODES[row[key]] if key == "kind" else row[key] for key in acts.FIELDS if row.get(key) is not None}


def _match(session: Session, branch_id: int, row: Row) -> Certificate | None:
    name = bare(row.get("name") or "")
    return queries.same(session, branch_id, name, row.get("ends_on"), row.get("title") or "")


def _add(session: Session, actor: Actor, branch_id: int, row: Row) -> Certificate:
    return acts.add(session, actor, branch_id, _values(row))


def _change(session: Session, actor: Actor, certificate: Certificate, row: Row) -> Certificate:
    acts.change(session, actor, certificate, _values(row), None)
    return certificate


def _row(session: Session, certificate: Certificate) -> dict[str, Any]:
    return {key: getattr(certificate, key) for key in acts.FIELDS} | {
        "id": certificate.id,
        "branch": session.get_one(Branch, certificate.branch_id).name,
        "kind": KINDS.get(certificate.kind),
    }


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Certificate]:
    """Those whose training ended in the period."""
    return queries.exported(session, branches, period.first, period.last)


LEDGERS = (Ledger("certificates", Certificate, _match, _add, _change, _row, _rows),)
