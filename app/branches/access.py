"""One function a noun: it returns the thing, or 404 as if it did not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Branch, Person
from app.db import Record
from app.errors import NotFound

R = TypeVar("R", bound=Record)


def branch_for(session: Session, reach: frozenset[int], branch_id: int) -> Branch:
    """The branch, when the route's reach contains it."""
    branch = session.get(Branch, branch_id) if branch_id in reach else None
    if branch is None:
        raise NotFound("没有找到这个支部")
    return branch


def record_for(session: Session, reach: frozenset[int], model: type[R], record_id: int, *, deleted: bool = False) -> R:
    """A branch's record within the reach. `deleted` looks for one that was deleted, to restore it."""
    table = model.__table__
    query = select(model).where(table.c.id == record_id, table.c.branch_id.in_(reach))
    query = query.where(table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None))
    record = session.scalar(query.execution_options(with_deleted=deleted))
    if record is None:
        raise NotFound
    return record


def person_for(session: Session, reach: frozenset[int], person_id: int) -> Person:
    return record_for(session, reach, Person, person_id)


def subtree(session: Session, roots: Iterable[int]) -> frozenset[int]:
    """These organisations and all below them."""
    start = select(Branch.id).where(Branch.id.in_(list(roots))).cte("tree", recursive=True)
    below = select(Branch.id).join(start, Branch.parent_id == start.c.id)
    tree = start.union_all(below)
    return frozenset(session.scalars(select(tree.c.id)))


def branch_names(session: Session, ids: Iterable[int] | None) -> tuple[tuple[int, str], ...]:
    """(id, name) of these organisations, or of all (None), in the order of their ids."""
    query = select(Branch.id, Branch.name).order_by(Branch.id)
    rows = session.execute(query if ids is None else query.where(Branch.id.in_(list(ids))))
    return tuple((id_, name) for id_, name in rows)
