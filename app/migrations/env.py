"""Alembic's environment: the connection is handed in by app.migrate."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from app.db import UTCMoment
from app.tables import METADATA


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A migration names plain types: it must not change when ours do."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCMoment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=False,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
