"""Alembic's environment: the connection is handed in by app.migrate."""

from __future__ import annotations

from alembic import context

from app import tables
from app.db import Base

assert tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
