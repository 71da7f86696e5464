"""Votes, terms, members away, applicants, transfers and handovers of a branch"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


DAYS = [sa.column(name, sa.Date()) for name in ("began_on", "ends_on", "recorded_on")]
TARGETS = {"branch_id": "branches", "person_id": "people", "group_id": "groups", "away_id": "members_away"}
NEW = (
    "vote_suspensions",
    "due_exclusions",
    "group_leaders",
    "terms",
    "members_away",
    "away_contacts",
    "applicants",
    "transfers",
    "handovers",
)


def upgrade() -> None:
    _table("vote_suspensions", "person_id", "status", "since:day", "until:day?", "document")
    grounds = ("ground", "since:day", "until:day?", "approved_by", "approved_on:day", "document")
    _table("due_exclusions", "person_id", *grounds)
    _table("group_leaders", "group_id", "person_id", "since:day", "until:day?", indexed=("group_id",))
    days = ("began_on:day", "ends_on:day", "extended_to:day?")
    _table("terms", "number:int?", *days, "approval", "document", "renewed_on:day?", indexed=())
    op.create_index("ix_terms_branch", "terms", ["branch_id", "began_on"])
    alive = sa.text("deleted_at IS NULL")
    columns = ["branch_id", "began_on"]
    op.create_index("uq_terms_day", "terms", columns, unique=True, sqlite_where=alive, postgresql_where=alive)
    _table("members_away", "person_id", "since:day", "until:day?", "province", "city", "abroad:bool")
    _table("away_contacts", "away_id", "contacted_on:day", "how", indexed=("branch_id", "away_id"))
    steps = ("applied_on:day", "activist_on:day?", "candidate_on:day?", "ended_on:day?")
    _table("applicants", "name", *steps, indexed=("branch_id",))
    _table("transfers", "person_id", "direction", "moved_on:day", "other", "letter")
    names = ("post", "from_name", "to_name", "witness_name", "handed_on:day")
    _table("handovers", *names, "seal", "balance", "boxes", "keys", "note", indexed=("branch_id",))
    _begin_terms()
    op.add_column("people", sa.Column("arrived_on", sa.Date(), nullable=True))
    op.add_column("posts", sa.Column("ground", sa.String(), nullable=False, server_default=""))


def _begin_terms() -> None:
    """The term a branch held in its own columns is the first row of its terms."""
    columns = "id, appointed_on, term_years, term_ends_on, recorded_on"
    held = op.get_bind().execute(sa.text(f"SELECT {columns} FROM branches WHERE deleted_at IS NULL"))  # noqa: S608
    terms = sa.table("terms", *(sa.column(name) for name in ("branch_id", "approval", "document", "version")), *DAYS)
    rows = []
    for branch, began, years, ends, recorded in held.all():
        began, ends, recorded = (date.fromisoformat(str(day)) if day else None for day in (began, ends, recorded))
        if began or ends:
            plain = {"branch_id": branch, "approval": "", "document": "", "version": 1, "recorded_on": recorded}
            rows.append(plain | {"began_on": began or _later(ends, -years, 1), "ends_on": ends or _later(began, years, -1)})
    if rows:
        op.bulk_insert(terms, rows)
    for name in ("appointed_on", "term_years", "term_ends_on"):
        op.drop_column("branches", name)


def _later(day: date | None, years: int, days: int) -> date:
    assert day is not None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last) + timedelta(days)


def _table(name: str, *columns: str, indexed: tuple[str, ...] = ("branch_id", "person_id")) -> None:
    """A table of a branch's records; a column is "name:kind", a text without a kind, "?" where it may be empty."""
    own = [_column(column) for column in ("branch_id", *columns)]
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *own,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(
            sa.ForeignKeyConstraint([c.name], [f"{TARGETS[c.name]}.id"], name=op.f(f"fk_{name}_{c.name}"))
            for c in own
            if c.name in TARGETS
        ),
    )
    for column in indexed:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _column(words: str) -> sa.Column[Any]:
    name, _, kind = words.rstrip("?").partition(":")
    kinds: dict[str, sa.types.TypeEngine[Any]] = {"": sa.String(), "day": sa.Date(), "int": sa.Integer(), "bool": sa.Boolean()}
    column: sa.types.TypeEngine[Any] = ID if name in TARGETS else kinds[kind]
    return sa.Column(name, column, nullable=words.endswith("?"))


def downgrade() -> None:
    op.drop_column("posts", "ground")
    op.drop_column("people", "arrived_on")
    op.add_column("branches", sa.Column("appointed_on", sa.Date(), nullable=True))
    op.add_column("branches", sa.Column("term_years", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("branches", sa.Column("term_ends_on", sa.Date(), nullable=True))
    latest = "WHERE terms.branch_id = branches.id AND renewed_on IS NULL AND deleted_at IS NULL"
    for column, day in (("appointed_on", "MAX(began_on)"), ("term_ends_on", "MAX(ends_on)")):
        op.execute(f"UPDATE branches SET {column} = (SELECT {day} FROM terms {latest})")  # noqa: S608
    for name in reversed(NEW):
        op.drop_table(name)
