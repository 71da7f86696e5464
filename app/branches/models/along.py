"""Those with whom a branch keeps in touch: members away from home, and applicants; dates only."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record

WAYS = {"phone": "电话", "visit": "见面", "message": "信息", "letter": "书信", "meeting": "参加组织生活"}


class MemberAway(Record):
    """流动党员: away from a day, in a province and city; nothing finer is kept (practice.md, Sensitive 6)."""

    __tablename__ = "members_away"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    province: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    abroad: Mapped[bool] = mapped_column(default=False)


class AwayContact(Record):
    """The branch was in touch with a member who is away."""

    __tablename__ = "away_contacts"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    away_id: Mapped[int] = mapped_column(ForeignKey("members_away.id"), index=True)
    contacted_on: Mapped[date]
    how: Mapped[str]  # WAYS


class Applicant(Record):
    """Somebody on the way into the Party: the days of each step. Never a Membership: in no base and no count."""

    __tablename__ = "applicants"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    name: Mapped[str]
    applied_on: Mapped[date]
    activist_on: Mapped[date | None] = mapped_column(default=None)  # 确定为入党积极分子
    candidate_on: Mapped[date | None] = mapped_column(default=None)  # 确定为发展对象
    ended_on: Mapped[date | None] = mapped_column(default=None)  # admitted, moved away or withdrawn
