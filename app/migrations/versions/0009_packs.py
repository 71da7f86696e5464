"""Rules that a branch writes itself, what was done for them, and numbers set otherwise from a day"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALIVE: dict[str, Any] = {
    "unique": True,
    "sqlite_where": sa.text("deleted_at IS NULL"),
    "postgresql_where": sa.text("deleted_at IS NULL"),
}


def upgrade() -> None:
    _table("own_packs", _key("branch_id", "branches"), _text("title"), sa.Column("basis", sa.Text(), nullable=False))
    op.create_index("ix_own_packs_branch_id", "own_packs", ["branch_id"])
    _items()
    _table(
        "own_deeds",
        _key("branch_id", "branches"),
        _text("item"),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _text("voucher"),
        sa.Column("belongs_to", sa.Integer(), nullable=True),
    )
    op.create_index("ix_own_deeds_branch", "own_deeds", ["branch_id", "done_on"])
    _table("own_deed_people", _key("deed_id", "own_deeds"), _key("person_id", "people"))
    for column in ("deed_id", "person_id"):
        op.create_index(f"ix_own_deed_people_{column}", "own_deed_people", [column])
    op.add_column("parameter_overrides", sa.Column("since", sa.Date(), nullable=False, server_default="2000-01-01"))
    op.drop_index("uq_overrides", "parameter_overrides")
    op.create_index("uq_overrides", "parameter_overrides", ["branch_id", "name", "since"], **ALIVE)


def _items() -> None:
    words = ("title", "verb", "cadence", "measure", "each", "answers", "strength", "evidence", "owner_post")
    _table(
        "own_items",
        _key("branch_id", "branches"),
        _key("pack_id", "own_packs"),
        *(_text(name) for name in words),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("clause", "basis")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "at_least", "grace")),
        _key("owner_id", "people", nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
    )
    op.create_index("ix_own_items_pack_id", "own_items", ["pack_id"])


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """With what every editable table has, and the keys of its columns named as elsewhere."""
    keys = [(column.name, column.info["to"]) for column in columns if "to" in column.info]
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *(sa.ForeignKeyConstraint([key], [f"{to}.id"], name=op.f(f"fk_{name}_{key}")) for key, to in keys),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _key(name: str, to: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, ID, nullable=nullable, info={"to": to})


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)
