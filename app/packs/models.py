"""Which local packs bind a branch, those it wrote itself, its overridden parameters, exemptions and reasons."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
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
    """A pack's parameter set otherwise by this branch from a day, with a written basis; a later one takes its place."""

    __tablename__ = "parameter_overrides"
    __table_args__ = (unique_alive("uq_overrides", "branch_id", "name", "since"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    name: Mapped[str]
    value: Mapped[int]
    since: Mapped[date] = mapped_column(server_default="2000-01-01")
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


class OwnPack(Record):
    """A set of rules a branch wrote itself (五个一): its items bind it after adoption like a local pack's."""

    __tablename__ = "own_packs"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    title: Mapped[str]
    basis: Mapped[str] = mapped_column(Text)  # what a new item begins with


class OwnItem(Record):
    """One version of one item: it asks for what falls due from `since` up to but not including `until`.

    `number` is the item's within its pack, the same in all its versions: records of the branch name
    the item by it (see `item_id`), so that what was exempt, excused or done stays so.
    """

    __tablename__ = "own_items"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    pack_id: Mapped[int] = mapped_column(ForeignKey("own_packs.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    verb: Mapped[str]
    clause: Mapped[str] = mapped_column(Text, default="")
    cadence: Mapped[str]
    at_least: Mapped[int] = mapped_column(default=1)
    measure: Mapped[str] = mapped_column(default="count")
    each: Mapped[str] = mapped_column(default="branch")
    answers: Mapped[str]  # codes of app/packs/own/ways.py, with commas between
    strength: Mapped[str] = mapped_column(default="usual")
    grace: Mapped[int] = mapped_column(default=0)
    evidence: Mapped[str] = mapped_column(default="")
    owner_post: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    basis: Mapped[str] = mapped_column(Text)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)

    @property
    def item_id(self) -> str:
        return f"own-{self.pack_id}-{self.number}"


class OwnDeed(Record):
    """What was done for an item of the branch's own that no other ledger records (调研文章, 表彰)."""

    __tablename__ = "own_deeds"
    __table_args__ = (Index("ix_own_deeds_branch", "branch_id", "done_on"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    item: Mapped[str]
    done_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    voucher: Mapped[str] = mapped_column(default="")
    belongs_to: Mapped[int | None] = mapped_column(default=None)  # the period it makes up for


class OwnDeedPerson(Record):
    """Who did it: what every member is asked is answered person by person."""

    __tablename__ = "own_deed_people"
    deed_id: Mapped[int] = mapped_column(ForeignKey("own_deeds.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
