"""Letters that are asked after, receipts, rates, and how a person is told"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", ID, nullable=False),
        sa.Column("letter_id", ID, nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_receipts_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("message_id", "event", name=op.f("uq_receipts_message_id_event")),
    )
    op.create_index("ix_receipts_letter", "receipts", ["letter_id"])
    for table, name in (("letters", "series"), ("letters", "asked"), ("attempts", "parts")):
        _add(table, name, sa.Integer(), "0")
    op.add_column("attempts", sa.Column("accepted_on", sa.Date(), nullable=True))
    _add("letters", "due_at", MOMENT, "2000-01-01 00:00:00+00:00")
    op.execute("UPDATE letters SET due_at = next_at")
    op.add_column("letters", sa.Column("delivered_at", MOMENT, nullable=True))
    doubtful = sa.text("state IN ('uncertain', 'checking')")
    op.create_index(
        "ix_letters_doubtful",
        "letters",
        ["channel", "next_at"],
        sqlite_where=doubtful,
        postgresql_where=doubtful,
    )
    by_sms = sa.text("message_id NOT LIKE '<%'")
    op.create_index("ix_attempts_serial", "attempts", ["reply"], sqlite_where=by_sms, postgresql_where=by_sms)
    for table, name in (("channels", "accepted_at"), ("channels", "free_at"), ("leases", "leapt_at")):
        op.add_column(table, sa.Column(name, MOMENT, nullable=True))
    _add("leases", "leapt_by", sa.Integer(), "0")
    _add("people", "told_by", sa.String(), "email")


def _add(table: str, name: str, kind: sa.types.TypeEngine[Any], value: str) -> None:
    """A column that rows already there get a value in."""
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=value))


def downgrade() -> None:
    op.drop_column("people", "told_by")
    for table, name in (("leases", "leapt_by"), ("leases", "leapt_at"), ("channels", "free_at")):
        op.drop_column(table, name)
    op.drop_column("channels", "accepted_at")
    op.drop_index("ix_attempts_serial", "attempts")
    op.drop_index("ix_letters_doubtful", "letters")
    for name in ("delivered_at", "due_at", "asked", "series"):
        op.drop_column("letters", name)
    for name in ("accepted_on", "parts"):
        op.drop_column("attempts", name)
    op.drop_table("receipts")
