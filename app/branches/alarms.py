"""What a branch's page says of its shape: the rules of checklists, asked of one branch."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.branches.queries import committees, standings, tenures
from checklists.facts import Profile
from checklists.shape import Alarm
from checklists.shape import alarms as alarms_of


def alarms(session: Session, branch: Branch, on: date) -> tuple[Alarm, ...]:
    """Only a 党支部 has a shape of its own; those above it have branches."""
    if branch.kind != "branch":
        return ()
    one = [branch.id]
    profile = Profile(
        branch.id,
        branch.name,
        branch.asked_from,
        tuple(standing for _, standing in standings(session, one)),
        committees(session, one).get(branch.id, ()),
        tenures=tenures(session, one).get(branch.id, ()),
    )
    return alarms_of(profile, on)
