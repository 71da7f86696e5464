"""Which local packs bind a branch, its overridden parameters, exemptions and reasons."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive


class PackAdoption(Record):
    """A local pack binds the branch from a day (decisions.md 7). Adopted again after an end, it is another row."""

    __tablename__ = "pack_adoptions"
    __table_args__ = (unique_alive("uq_adoptions", "branch_id", "pack", "since"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    pack: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    basis: Mapped[str]


class ParameterOverride(Record):
    """A pack's parameter set otherwise by this branch, with a written basis."""

    __tablename__ = "parameter_overrides"
    __table_args__ = (unique_alive("uq_overrides", "branch_id", "name"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    name: Mapped[str]
    value: Mapped[int]
    basis: Mapped[str]


class ItemExemption(Record):
    """The branch need not do an item for a while (decisions.md 45); `until` is its last day."""

    __tablename__ = "item_exemptions"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    item: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class MissedReason(Record):
    """Why a `usual` item was not held in a period: ends its reminders, changes no state."""

    __tablename__ = "missed_reasons"
    __table_args__ = (unique_alive("uq_missed_reasons", "branch_id", "item", "period"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    item: Mapped[str]
    period: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
