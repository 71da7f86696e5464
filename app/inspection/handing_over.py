"""How a 不符合 becomes an issue of the inspected branch, to be verified by its inspector."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.inspection.models import Inspection, InspectionRow
from app.rectification import acts as rectification
from app.rectification.cases import chain
from app.rectification.models import BRANCH_LIST, Issue
from app.rectification.queries import same
from app.rectification.states import closed_on
from checklists.ledgers.words import names

SOURCE = "inspection"


def hand_over(session: Session, actor: Actor, inspection: Inspection, row: InspectionRow) -> Issue | None:
    """The issue of a row that fails; none where the inspected side is not here, or the row has its issue."""
    branch = inspected_branch(inspection)
    if row.finding != "fails" or branch is None or row.issue_id is not None:
        return None
    issue = _known(session, branch, inspection, row) or rectification.add(
        session, actor, branch, _values(inspection, row)
    )
    row.issue_id = issue.id
    return issue


def inspected_branch(inspection: Inspection) -> int | None:
    return inspection.partner_branch_id if inspection.we_inspect else inspection.branch_id


def issue_of(session: Session, row: InspectionRow) -> Issue | None:
    """The row's issue, unless it was deleted."""
    return session.scalar(select(Issue).where(Issue.id == row.issue_id)) if row.issue_id else None


def _known(session: Session, branch: int, inspection: Inspection, row: InspectionRow) -> Issue | None:
    """The same problem, if the branch has entered it by hand and had not closed it before this inspection."""
    issue = same(session, branch, SOURCE, row.problem, source_ref="")
    if issue is None:
        return None
    closed = closed_on(chain(issue))
    return issue if closed is None or closed >= inspection.inspected_on else None


def _values(inspection: Inspection, row: InspectionRow) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "source_ref": f"inspection_rows:{row.id}",
        "found_on": inspection.inspected_on,
        "text": row.problem,
        "unit": inspection.inspected_unit,
        "owner": row.owner,
        "mode": "by_date" if row.due_on else "",
        "due_on": row.due_on,
        "lists": (BRANCH_LIST,),
        "verifier": next(iter(names(inspection.inspectors)), ""),
        "verifier_id": inspection.inspector_id,
        "note": f"互查检查项目：{row.item}" + (f"；检查人建议：{row.advice}" if row.advice else ""),
    }
