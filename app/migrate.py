"""Bring a database to the newest schema; before start, never while serving."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.db import Database

FOLDER = Path(__file__).with_name("migrations")


def upgrade(db: Database, revision: str = "head") -> None:
    """Run what is missing, in one transaction."""
    with db.writer.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def is_current(db: Database) -> bool:
    """Whether the database has the newest schema."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with db.reader.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(config).get_current_head()
