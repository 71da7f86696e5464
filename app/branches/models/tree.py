"""The tree of organisations, the shape of each branch and its terms; everything that changes is dated."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive

KINDS = {"superior": "上级党组织", "committee": "党委", "general": "党总支", "branch": "党支部"}
TERM_YEARS = 3  # 支部工作条例 21: three years as a rule, five in villages and communities


class Branch(Record):
    """A branch or the body above it. `county_id` is the top of its tree, copied for roll-ups."""

    __tablename__ = "branches"
    __table_args__ = (unique_alive("uq_branches_name", "name"),)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="branch")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), index=True, default=None)
    county_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), index=True, default=None)
    asked_from: Mapped[date]  # nothing is owed before it (decisions.md 7)
    founded_on: Mapped[date | None] = mapped_column(default=None)
    theme_week: Mapped[int | None] = mapped_column(default=None)  # the n-th …
    theme_weekday: Mapped[int | None] = mapped_column(default=None)  # … weekday (1 Monday) of the month
    partner: Mapped[str] = mapped_column(default="")  # 结对单位, in or outside the system
    unit: Mapped[str] = mapped_column(default="")  # 单位 as report titles name it


class CommitteeState(Record):
    """Whether the branch has a committee, from a day (decisions.md 8); no row means unknown."""

    __tablename__ = "committee_states"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    exists: Mapped[bool]
    since: Mapped[date]
    basis: Mapped[str] = mapped_column(default="")


class Group(Record):
    """A 党小组: a row of its branch, not a node of the tree."""

    __tablename__ = "groups"
    __table_args__ = (unique_alive("uq_groups_name", "branch_id", "name"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    name: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)


class GroupLeader(Record):
    """Who leads a 党小组, from a day."""

    __tablename__ = "group_leaders"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)


class Term(Record):
    """One term of a branch's committee, or of its secretary where it has none."""

    __tablename__ = "terms"
    __table_args__ = (
        Index("ix_terms_branch", "branch_id", "began_on"),
        unique_alive("uq_terms_day", "branch_id", "began_on"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    number: Mapped[int | None] = mapped_column(default=None)  # 第n届, where it is counted
    began_on: Mapped[date]
    ends_on: Mapped[date]
    extended_to: Mapped[date | None] = mapped_column(default=None)  # 延期换届至, approved by the superior
    approval: Mapped[str] = mapped_column(default="")  # who approved the extension
    document: Mapped[str] = mapped_column(default="")  # its number
    renewed_on: Mapped[date | None] = mapped_column(default=None)  # the day of the election that ended it


class Handover(Record):
    """A post handed from one person to another. What the program knows is computed on the day; this is the rest."""

    __tablename__ = "handovers"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    post: Mapped[str]
    from_name: Mapped[str]
    to_name: Mapped[str]
    witness_name: Mapped[str] = mapped_column(default="")
    handed_on: Mapped[date]
    seal: Mapped[str] = mapped_column(default="")  # 印章
    balance: Mapped[str] = mapped_column(default="")  # 党费结余
    boxes: Mapped[str] = mapped_column(default="")  # 档案盒
    keys: Mapped[str] = mapped_column(default="")  # 钥匙
    note: Mapped[str] = mapped_column(default="")
