"""Who may not vote, and who is by approval not counted as due to attend: dates and document numbers, no story."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record

# 选举条例 5: by what the right to vote is suspended. No reason is ever written down.
SUSPENSIONS = {"probation": "留党察看期间", "stopped": "党员权利被中止"}
# domain.md 1.4: after the superior's consent and a resolution of the members' meeting.
GROUNDS = {
    "incapable": "精神疾病等不能表达意志",
    "abroad": "自费出国半年以上",
    "punished": "留党察看或服刑",
    "bedridden": "年老体弱卧床、长期生病生活不能自理",
    "elsewhere": "调动、下派、外出学习工作半年以上，应转未转组织关系",
    "hometown": "离退休回原籍长期居住",
}


class VoteSuspension(Record):
    """The right to vote is suspended from a day; others read only 不计入表决基数 and a number."""

    __tablename__ = "vote_suspensions"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    status: Mapped[str]  # SUSPENSIONS
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    document: Mapped[str]


class DueExclusion(Record):
    """经批准不计入应到会: on one of six grounds, some of which tell of a person's health."""

    __tablename__ = "due_exclusions"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    ground: Mapped[str]  # GROUNDS
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    approved_by: Mapped[str]
    approved_on: Mapped[date]
    document: Mapped[str] = mapped_column(default="")
