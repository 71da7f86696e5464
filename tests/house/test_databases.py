"""The databases of the tests are the product's own: migrated, and the migrations tell what the models say."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app import tables
from app.db import Base, Database
from app.migrate import is_current


def test_the_migrations_build_the_tables_of_the_models_on_both_engines(any_db: Database) -> None:
    assert tables
    with any_db.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert is_current(any_db)
