"""A round entered, corrected, deleted and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import Branch
from app.db import expect_version
from app.errors import Invalid
from app.inspection.acts.rows import add_row
from app.inspection.heads import HEAD, check_head, set_head
from app.inspection.models import Inspection

Values = Mapping[str, Any]


def add(session: Session, actor: Actor, branch_id: int, head: Values, rows: Sequence[Values]) -> Inspection:
    """A round with its rows; each 不符合 becomes an issue in the same transaction. Raises Invalid."""
    if not rows:
        raise Invalid({"": "还没有填写任何一项检查情况，请至少检查一项"})
    inspection = open_round(session, actor, branch_id, head)
    for row in rows:
        add_row(session, actor, inspection, row)
    return inspection


def open_round(session: Session, actor: Actor, branch_id: int, head: Values) -> Inspection:
    """The head of the sheet, kept by this branch. Raises Invalid when either branch already has this round."""
    branch = session.get_one(Branch, branch_id)
    check_head(session, branch, head)
    inspection = Inspection(branch_id=branch_id, created_by=actor.account_id)
    inspection.recorded_on = session.info["clock"].today()
    set_head(session, branch, inspection, head)
    session.add(inspection)
    session.flush()
    audit.note(session, actor, "inspection.add", inspection, day=inspection.inspected_on)
    return inspection


def change(session: Session, actor: Actor, inspection: Inspection, head: Values, version: int | None) -> Inspection:
    """A corrected head. Raises Conflict when it has moved on since it was read, Invalid."""
    expect_version(inspection, version, HEAD)
    branch = session.get_one(Branch, inspection.branch_id)
    merged = {key: getattr(inspection, key) for key in HEAD} | dict(head)
    sides = ("inspecting_unit", "inspected_unit")
    if any(row.issue_id for row in inspection.rows) and any(merged[k] != getattr(inspection, k) for k in sides):
        raise Invalid({"partner": "已有问题转为整改事项，检查方和受检方不能再改；确需更正的，请删除后重新登记"})
    check_head(session, branch, merged, inspection)
    set_head(session, branch, inspection, head)
    audit.note(session, actor, "inspection.change", inspection, fields=sorted(head))
    return inspection


def delete(session: Session, actor: Actor, inspection: Inspection) -> None:
    """Out of lists, counts and figures; issues that came of it stay."""
    inspection.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "inspection.delete", inspection)


def restore(session: Session, actor: Actor, inspection: Inspection) -> None:
    """The undo of `delete`. Raises Invalid when the round was entered again meanwhile."""
    branch = session.get_one(Branch, inspection.branch_id)
    check_head(session, branch, {key: getattr(inspection, key) for key in HEAD}, inspection)
    inspection.deleted_at = None
    audit.note(session, actor, "inspection.restore", inspection)
