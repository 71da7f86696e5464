"""Votes of a meeting, in totals from the signed sheet: who voted how is nowhere kept (practice.md, Sensitive 4)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive

# kind → the word on paper; what each needs stands in rules.py
MOTIONS = {
    "ordinary": "一般议题",
    "admission": "接收预备党员",
    "confirmation": "预备党员转正",
    "extension": "延长预备期",
    "revocation": "取消预备党员资格",
    "election": "选举委员",
    "office": "选举书记、副书记",
}
OF_A_PERSON = ("admission", "confirmation", "extension", "revocation")
ELECTIONS = ("election", "office")
OPINIONS = {"for": "同意", "against": "不同意", "abstain": "弃权"}


class Motion(Record):
    """One thing voted on. The base is the roll frozen on the day; `passed` is what the chair declared."""

    __tablename__ = "motions"
    __table_args__ = (Index("ix_motions_activity", "activity_id", "position"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str]
    subject: Mapped[str]
    person: Mapped[str] = mapped_column(default="")  # of an admission: each person is voted on singly
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    issued: Mapped[int | None] = mapped_column(default=None)  # 发出票
    returned: Mapped[int | None] = mapped_column(default=None)  # 收回票
    void: Mapped[int | None] = mapped_column(default=None)  # 无效票
    votes_for: Mapped[int | None] = mapped_column(default=None)
    votes_against: Mapped[int | None] = mapped_column(default=None)
    abstained: Mapped[int | None] = mapped_column(default=None)
    seats: Mapped[int | None] = mapped_column(default=None)  # 应选人数
    approved_on: Mapped[date | None] = mapped_column(default=None)  # candidates are hidden before that day
    declared_on: Mapped[date | None] = mapped_column(default=None)
    passed: Mapped[bool] = mapped_column(default=False)
    candidates: Mapped[list[Candidate]] = relationship(order_by="Candidate.id", lazy="selectin")
    opinions: Mapped[list[WrittenOpinion]] = relationship(order_by="WrittenOpinion.id", lazy="selectin")


class Candidate(Record):
    """Somebody to be elected, with the votes on the signed sheet."""

    __tablename__ = "candidates"
    __table_args__ = (unique_alive("uq_candidates_name", "motion_id", "name"),)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motions.id"))
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    votes: Mapped[int | None] = mapped_column(default=None)
    elected: Mapped[bool] = mapped_column(default=False)


class WrittenOpinion(Record):
    """What somebody who could not come sent beforehand on one person's admission; it counts for, never as present."""

    __tablename__ = "written_opinions"
    __table_args__ = (unique_alive("uq_opinions_person", "motion_id", "person_id"),)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    opinion: Mapped[str]
    received_on: Mapped[date]
