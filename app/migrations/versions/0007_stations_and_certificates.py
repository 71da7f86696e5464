"""党员先锋岗 and 责任区 with their records, and training certificates"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALIVE = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    _table(
        "stations",
        _to("branches", "branch_id"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("published_from", sa.Date(), nullable=True),
        sa.Column("published_until", sa.Date(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_stations_branch", "stations", ["branch_id", "since", "id"])
    _unique("uq_stations_natural", "stations", "branch_id", "kind", "name")
    _table(
        "station_people",
        _to("stations", "station_id"),
        _to("people", "person_id", nullable=True),
        sa.Column("name", sa.String(), nullable=False),
    )
    op.create_index("ix_station_people_station_id", "station_people", ["station_id"])
    op.create_index("ix_station_people_person_id", "station_people", ["person_id"])
    _table(
        "station_records",
        _to("stations", "station_id"),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
    )
    op.create_index("ix_station_records_station_id", "station_records", ["station_id"])
    _table(
        "station_words",
        _to("branches", "branch_id"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
    )
    _unique("uq_station_words_kind", "station_words", "branch_id", "kind")
    _table(
        "certificates",
        _to("branches", "branch_id"),
        _to("people", "person_id", nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "title", "kind", "organiser")),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("tenth_hours", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_certificates_branch", "certificates", ["branch_id", "ends_on", "id"])
    op.create_index("ix_certificates_person_id", "certificates", ["person_id"])
    _unique("uq_certificates_natural", "certificates", "branch_id", "name", "ends_on", "title")


def _to(table: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """A table of records, with the columns every record has; names of constraints are those of the models."""
    keys = [key for column in columns for key in column.foreign_keys]
    plain = [sa.Column(column.name, column.type, nullable=column.nullable) for column in columns]
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *plain,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [key.parent.name], [key.target_fullname], name=op.f(f"fk_{name}_{key.parent.name}")
            )
            for key in keys
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _unique(name: str, table: str, *columns: str) -> None:
    op.create_index(name, table, list(columns), unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE)


def downgrade() -> None:
    for table in ("certificates", "station_words", "station_records", "station_people", "stations"):
        op.drop_table(table)
