"""The rows of a check sheet, one finding each; a 不符合 is handed over at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.errors import Invalid
from app.inspection import rules
from app.inspection.handing_over import hand_over, issue_of
from app.inspection.models import Inspection, InspectionRow

Values = Mapping[str, Any]
ROW = ("item", "content", "finding", "problem", "advice", "owner", "due_on")


def add_row(session: Session, actor: Actor, inspection: Inspection, values: Values) -> InspectionRow:
    """One row of the sheet. Raises Invalid."""
    if errors := rules.row_problems(values, inspection.inspected_on):
        raise Invalid(errors)
    row = InspectionRow(inspection_id=inspection.id, branch_id=inspection.branch_id, created_by=actor.account_id)
    row.recorded_on = session.info["clock"].today()
    row.position = 1 + max((one.position for one in inspection.rows), default=0)
    for key in ROW:
        setattr(row, key, values.get(key) or (None if key == "due_on" else ""))
    session.add(row)
    session.flush()
    session.expire(inspection, ["rows"])
    hand_over(session, actor, inspection, row)
    audit.note(session, actor, "inspection.row", row, finding=row.finding)
    return row


def change_row(session: Session, actor: Actor, inspection: Inspection, row: InspectionRow, values: Values) -> None:
    """A corrected row; what has become an issue is corrected there. Raises Invalid."""
    merged = {key: getattr(row, key) for key in ROW} | dict(values)
    changed = {key for key in ROW if (merged[key] or None) != (getattr(row, key) or None)}
    if not changed:
        return
    if errors := rules.row_problems(merged, inspection.inspected_on):
        raise Invalid(errors)
    issue = issue_of(session, row)
    if issue is not None:
        words = f"这一行已转为整改台账第{issue.number}项，请在那一项里更正"
        raise Invalid({next(key for key in ROW if key in changed): words})
    for key in changed:
        setattr(row, key, merged[key] or (None if key == "due_on" else ""))
    if row.finding != "fails":
        row.issue_id = None
    session.flush()
    hand_over(session, actor, inspection, row)
    audit.note(session, actor, "inspection.change_row", row, fields=sorted(changed))
