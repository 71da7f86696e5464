"""The databases of the tests are the product's: migrated, empty, each test's own."""

from __future__ import annotations

from sqlalchemy import inspect

from app import tables
from app.db import Base, Database
from app.migrate import is_current


def test_a_fresh_database_has_every_table_on_both_engines(any_db: Database) -> None:
    assert tables
    found = set(inspect(any_db.reader).get_table_names())
    assert set(Base.metadata.tables) <= found
    assert is_current(any_db)
