"""What a branch said of the columns of its own ledgers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALIVE = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "column_memories",
        sa.Column("id", ID, nullable=False),
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("column_key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_column_memories_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_memories")),
    )
    op.create_index(
        "uq_column_memories_heading",
        "column_memories",
        ["branch_id", "form", "heading"],
        unique=True,
        sqlite_where=ALIVE,
        postgresql_where=ALIVE,
    )


def downgrade() -> None:
    op.drop_table("column_memories")
