"""Households and the disabled persons in them, pairings, promises, visits, needs, services."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive


class Household(Record):
    """A household the branch helps; policy status and relation are two things."""

    __tablename__ = "households"
    __table_args__ = (
        unique_alive("uq_households_natural", "branch_id", "name", "village"),
        Index("ix_households_branch_sort", "branch_id", "sort_key"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    subject_key_id: Mapped[int] = mapped_column(ForeignKey("subject_keys.id"))
    name: Mapped[str]  # whom the household is called by: 帮扶对象
    sort_key: Mapped[str]
    village: Mapped[str] = mapped_column(default="")
    policies: Mapped[str] = mapped_column(default="")  # codes of words.POLICIES joined by ","
    relation: Mapped[str] = mapped_column(default="paired")
    size: Mapped[int | None] = mapped_column(default=None)
    members_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # 家庭成员现状
    difficulties: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(Text, default="")  # 帮扶需求 in the ledger's words; what is tracked is a Need
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    phone_blind: Mapped[str] = mapped_column(default="", index=True)
    ended_on: Mapped[date | None] = mapped_column(default=None)  # 去世或迁出: reminders end quietly
    ended_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    persons: Mapped[list[AssistedPerson]] = relationship(order_by="AssistedPerson.id", lazy="selectin")
    pairings: Mapped[list[Pairing]] = relationship(order_by="Pairing.since", lazy="selectin")
    commitments: Mapped[list[Commitment]] = relationship(order_by="Commitment.due_on", lazy="selectin")


class AssistedPerson(Record):
    """A disabled person of a household; everything about the disability is sealed."""

    __tablename__ = "assisted_persons"
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    subject_key_id: Mapped[int] = mapped_column(ForeignKey("subject_keys.id"))
    name: Mapped[str]
    gender: Mapped[str] = mapped_column(default="")
    birth_month: Mapped[str] = mapped_column(default="")
    guardian: Mapped[str] = mapped_column(default="")
    certificate_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # 残疾人证号
    certificate_blind: Mapped[str] = mapped_column(default="", index=True)
    disability_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # 残疾类别
    grade_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # 残疾等级


class Pairing(Record):
    """A member paired with a household from a day."""

    __tablename__ = "pairings"
    __table_args__ = (unique_alive("uq_pairings_natural", "household_id", "member"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    member: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    member_post: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    visits_a_year: Mapped[int | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(Text, default="")


class Commitment(Record):
    """A promise to a household, due on a day, kept on another."""

    __tablename__ = "commitments"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    due_on: Mapped[date]
    owner: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    kept_on: Mapped[date | None] = mapped_column(default=None)
    kept_note: Mapped[str] = mapped_column(Text, default="")


class Campaign(Record):
    """A named drive that groups visits (走访慰问活动): 温暖万家行, 迎端午, 庆六一."""

    __tablename__ = "campaigns"
    __table_args__ = (unique_alive("uq_campaigns_natural", "branch_id", "name"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    name: Mapped[str]


class Visit(Record):
    """A visit to a household; by telephone or otherwise it is a contact (联系), never a visit."""

    __tablename__ = "visits"
    __table_args__ = (
        unique_alive("uq_visits_natural", "household_id", "visited_on", "visitors", "way"),
        Index("ix_visits_branch_on", "branch_id", "visited_on", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), default=None)
    visited_on: Mapped[date]
    visitors: Mapped[str]
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    companions: Mapped[str] = mapped_column(default="")
    organiser: Mapped[str] = mapped_column(default="branch")  # who carried it out: words.ORGANISERS
    way: Mapped[str] = mapped_column(default="home")
    situation: Mapped[str] = mapped_column(Text, default="")  # 家庭近况
    difficulties: Mapped[str] = mapped_column(Text, default="")
    policies: Mapped[str] = mapped_column(Text, default="")
    solved: Mapped[str] = mapped_column(Text, default="")
    gift_money: Mapped[int | None] = mapped_column(default=None)  # 慰问金, in fen
    gifts: Mapped[str] = mapped_column(default="")
    referral: Mapped[str] = mapped_column(Text, default="")  # 需转办事项
    referred_to: Mapped[str] = mapped_column(default="")
    referral_due: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Need(Record):
    """What a disabled person needs, and when it was met."""

    __tablename__ = "needs"
    __table_args__ = (Index("ix_needs_branch_raised", "branch_id", "raised_on", "id"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), default=None)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("assisted_persons.id"), default=None)
    name: Mapped[str]  # 残疾人, as written
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
    raised_on: Mapped[date]
    surveyor: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    met_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Service(Record):
    """A service done for a disabled person (代办, 上门评残, …), with the stage it reached."""

    __tablename__ = "services"
    __table_args__ = (Index("ix_services_branch_on", "branch_id", "served_on", "id"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("assisted_persons.id"), default=None)
    name: Mapped[str]
    kind: Mapped[str]
    stage: Mapped[str] = mapped_column(default="done")
    served_on: Mapped[date]
    server: Mapped[str] = mapped_column(default="")  # 经办人
    detail: Mapped[str] = mapped_column(Text, default="")
    department: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
