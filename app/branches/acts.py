"""Every change to organisations; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches import terms
from app.branches.models import Branch, CommitteeState
from app.branches.queries import branch_named
from app.db import expect_version
from app.errors import Invalid
from checklists.periods import containing

Values = Mapping[str, Any]
BRANCH_FIELDS = ("kind", "parent_id", "founded_on", "partner", "unit", "theme_week", "theme_weekday")


def add_branch(session: Session, actor: Actor, values: Values) -> Branch:
    """A new organisation; nothing is owed before the quarter in which it was added (decisions.md 7)."""
    name = str(values["name"]).strip()
    if branch_named(session, name) is not None:
        raise Invalid({"name": f"“{name}”已经有了，请换一个名称"})
    today: date = session.info["clock"].today()
    branch = Branch(
        name=name,
        asked_from=values.get("asked_from") or containing("quarter", today).first,
        created_by=actor.account_id,
        recorded_on=today,
        **{field: values[field] for field in BRANCH_FIELDS if values.get(field) is not None},
    )
    session.add(branch)
    session.flush()
    parent = session.get(Branch, branch.parent_id) if branch.parent_id else None
    branch.county_id = (parent.county_id or parent.id) if parent else branch.id
    audit.note(session, actor, "branch.add", branch, branch=branch.id, name=name)
    terms.said(session, actor, branch.id, values)
    return branch


def change_branch(session: Session, actor: Actor, branch: Branch, values: Values, version: int | None = None) -> Branch:
    """Corrected particulars. Raises Conflict when somebody else saved in between."""
    expect_version(branch, version, values)
    changed = [f for f in (*BRANCH_FIELDS, "name") if f in values]
    for field in changed:
        setattr(branch, field, values[field])
    audit.note(session, actor, "branch.change", branch, branch=branch.id, fields=changed)
    terms.said(session, actor, branch.id, values)
    return branch


def set_committee(
    session: Session, actor: Actor, branch: Branch, exists: bool, since: date, basis: str
) -> CommitteeState:
    """Say from which day the branch has, or has not, a committee."""
    state = CommitteeState(
        branch_id=branch.id,
        exists=exists,
        since=since,
        basis=basis,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(state)
    session.flush()
    audit.note(session, actor, "branch.committee", state, exists=exists)
    return state
