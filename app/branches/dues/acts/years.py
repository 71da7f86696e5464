"""The row of a member in a year's ledger: there from the first amount or payment on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.dues.models import DuesYear
from app.branches.models import Person


def in_ledger(session: Session, actor: Actor, person: Person, year: int) -> DuesYear:
    """The row, made when the year has none yet."""
    found = row_of(session, person.branch_id, person.id, year)
    if found is None:
        found = DuesYear(
            branch_id=person.branch_id,
            person_id=person.id,
            year=year,
            created_by=actor.account_id,
            recorded_on=session.info["clock"].today(),
        )
        session.add(found)
        session.flush()
    return found


def row_of(session: Session, branch: int, person: int, year: int) -> DuesYear | None:
    query = select(DuesYear).where(DuesYear.branch_id == branch, DuesYear.person_id == person)
    return session.scalar(query.where(DuesYear.year == year))
