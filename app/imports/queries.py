"""Imports that were made, and what became of their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.imports.models import Import, ImportRow

RECENT = 10


def same_file(session: Session, branch_id: int, form: str, digest: str) -> Import | None:
    """The last import of the very same file that was not undone."""
    found = select(Import).where(Import.branch_id == branch_id, Import.form == form, Import.digest == digest)
    return session.scalars(found.where(Import.undone_at.is_(None)).order_by(Import.id.desc())).first()


def written_before(session: Session, record: Import) -> Import | None:
    """Another import by which the same file was written and stands."""
    found = select(Import).where(Import.branch_id == record.branch_id, Import.form == record.form)
    found = found.where(Import.digest == record.digest, Import.id != record.id)
    found = found.where(Import.written_at.is_not(None), Import.undone_at.is_(None))
    return session.scalars(found.order_by(Import.id.desc())).first()


def recent(session: Session, branches: Iterable[int], forms: Iterable[str]) -> list[tuple[Import, str]]:
    """The last imports of these forms into these branches, with who made them."""
    query = select(Import, Account.shown_name).outerjoin(Account, Account.id == Import.created_by)
    query = query.where(Import.branch_id.in_(list(branches)), Import.form.in_(list(forms)))
    rows = session.execute(query.order_by(Import.id.desc()).limit(RECENT))
    return [(record, who or "命令行") for record, who in rows]


@dataclass
class Result:
    """How many rows were new, updated, the same; what came along by table; the rows that were left out."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    made: dict[str, int] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)


def result(session: Session, import_id: int) -> Result:
    found = Result()
    grouped = select(ImportRow.outcome, ImportRow.table_name, func.count()).where(ImportRow.import_id == import_id)
    for outcome, table, count in session.execute(grouped.group_by(ImportRow.outcome, ImportRow.table_name)):
        if outcome == "made":
            found.made[table] = count
        else:
            found.counts[outcome] += count
    rows = select(ImportRow.row).where(ImportRow.import_id == import_id, ImportRow.outcome == "left_out")
    found.left_out = list(session.scalars(rows.order_by(ImportRow.row)))
    return found
