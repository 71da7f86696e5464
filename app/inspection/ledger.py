"""Row ↔ record of the form inspections: each row of a sheet carries its head, one head is one round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.inspection import acts
from app.inspection.heads import HEAD, same
from app.inspection.models import FINDINGS, Inspection, InspectionRow
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
CODES = {word: code for code, word in FINDINGS.items()}
PEOPLE = ("inspectors", "companions")
PLAIN = ("item", "content", "problem", "advice", "owner", "due_on")


def head_of(row: Row) -> dict[str, Any]:
    """The head as acts take it, of what the row says."""
    return {key: "、".join(row[key]) if key in PEOPLE else row[key] for key in HEAD if row.get(key)}


def values_of(row: Row) -> dict[str, Any]:
    values = {key: row.get(key) for key in PLAIN}
    return values | {"finding": CODES.get(row.get("finding") or "", row.get("finding"))}


def match(session: Session, branch_id: int, row: Row) -> InspectionRow | None:
    """The round by its day and units, then the row by what was looked at."""
    inspection = same(session, branch_id, row)
    wanted = row.get("item"), row.get("content")
    rows = inspection.rows if inspection else ()
    return next((one for one in rows if (one.item, one.content) == wanted), None)


def add(session: Session, actor: Actor, branch_id: int, row: Row) -> InspectionRow:
    """Another row of the round, which its first row opens."""
    head = head_of(row)
    inspection = same(session, branch_id, head) or acts.open_round(session, actor, branch_id, head)
    if more := {key: value for key, value in head.items() if not getattr(inspection, key)}:
        acts.change(session, actor, inspection, more, None)  # what stands below the table on paper
    return acts.add_row(session, actor, inspection, values_of(row))


def change(session: Session, actor: Actor, found: InspectionRow, row: Row) -> InspectionRow:
    inspection = session.get_one(Inspection, found.inspection_id)
    head = head_of(row)
    if any(head[key] != getattr(inspection, key) for key in head):
        acts.change(session, actor, inspection, head, None)
    acts.change_row(session, actor, inspection, found, values_of(row))
    return found


def row(session: Session, found: InspectionRow) -> dict[str, Any]:
    """One row of the export; reading it again changes nothing."""
    inspection = session.get_one(Inspection, found.inspection_id)
    head = {key: getattr(inspection, key) or None for key in HEAD}
    people = {key: tuple((head[key] or "").split("、")) if head[key] else () for key in PEOPLE}
    plain = {key: getattr(found, key) or None for key in PLAIN}
    return {"id": found.id, **head, **people, **plain, "finding": FINDINGS.get(found.finding, found.finding)}


def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[InspectionRow]:
    """The rounds these branches keep; those kept by a partner are in the partner's own ledger."""
    query = select(InspectionRow).join(Inspection, Inspection.id == InspectionRow.inspection_id)
    query = query.where(Inspection.branch_id.in_(branches), Inspection.deleted_at.is_(None))
    query = query.where(Inspection.inspected_on.between(period.first, period.last))
    order = (Inspection.inspected_on, Inspection.id, InspectionRow.position)
    return session.scalars(query.order_by(*order))


LEDGERS = (Ledger("inspections", InspectionRow, match, add, change, row, rows),)
