"""Who, which group and which branch a written name means."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Branch, Group, Person


def people_named(session: Session, branch_id: int, name: str) -> list[Person]:
    """Everybody of that name who is or was in the branch; more than one needs a person's choice."""
    bare = "".join(name.split())
    return list(session.scalars(select(Person).where(Person.branch_id == branch_id, Person.name == bare)))


def person_id_of(session: Session, branch_id: int, name: str) -> int | None:
    """The id when exactly one person of the branch has the name (decisions.md 37)."""
    found = people_named(session, branch_id, name) if name else []
    return found[0].id if len(found) == 1 else None


def group_in(session: Session, branch_id: int, title: str) -> int | None:
    """The one group of the branch whose name stands in a title: 第一党小组6月党小组会."""
    named = [
        group.id for group in session.scalars(select(Group).where(Group.branch_id == branch_id)) if group.name in title
    ]
    return named[0] if len(named) == 1 else None


def branch_named(session: Session, name: str) -> Branch | None:
    return session.scalar(select(Branch).where(Branch.name == name.strip()))
