"""What both databases say, each in its own dialect: upserts, and the same statement for many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.db import Base

Insert = postgresql.Insert | sqlite.Insert


def insert(session: Session, row: type[Base]) -> Insert:
    """An INSERT that knows ON CONFLICT."""
    dialect = session.get_bind().dialect.name
    return postgresql.insert(table(row)) if dialect == "postgresql" else sqlite.insert(table(row))


def for_each(session: Session, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Prepared once, run for every row."""
    if rows:
        session.connection().execute(statement, rows)


def table(row: type[Base]) -> Table:
    found = row.__table__
    assert isinstance(found, Table)
    return found
