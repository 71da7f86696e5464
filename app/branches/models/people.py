"""The people of a branch: who they are, their standings and posts from day to day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record

CATEGORIES = {"full": "正式党员", "probationary": "预备党员"}
POSTS = {
    "secretary": "书记",
    "deputy": "副书记",
    "organisation": "组织委员",
    "publicity": "宣传委员",
    "discipline": "纪检委员",
    "member": "委员",
}
POST_ORDER = tuple(POSTS)
TOLD_BY = {
    "email": "邮件，没有邮箱的发短信",
    "sms": "短信，没有手机号的发邮件",
    "both": "邮件和短信",
    "none": "不发工作提醒",
}
ENDINGS = {"relieved": "免去", "resigned": "辞去", "expired": "届满"}
DIRECTIONS = {"in": "转入", "out": "转出"}


class Person(Record):
    """A member or other person of a branch. Phone and needs at meetings are sealed."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_branch_name", "branch_id", "sort_key"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    subject_key_id: Mapped[int] = mapped_column(ForeignKey("subject_keys.id"))
    name: Mapped[str]
    sort_key: Mapped[str]  # pinyin, since SQLite has no Chinese collation
    gender: Mapped[str] = mapped_column(default="")
    ethnicity: Mapped[str] = mapped_column(default="")
    birth_month: Mapped[str] = mapped_column(default="")  # year and month, "1980-05"
    joined_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    arrived_on: Mapped[date | None] = mapped_column(default=None)  # 到本支部时间, of one who came from another
    education: Mapped[str] = mapped_column(default="")
    job: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    mobile_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    told_by: Mapped[str] = mapped_column(default="email")  # TOLD_BY: how this person is reminded of work
    needs_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # 参会便利需求
    note: Mapped[str] = mapped_column(default="")


class Membership(Record):
    """A person's standing in a branch from a day: 正式党员 or 预备党员. `until` no longer holds."""

    __tablename__ = "memberships"
    __table_args__ = (Index("ix_memberships_branch", "branch_id", "since"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), default=None)
    category: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    ground: Mapped[str] = mapped_column(default="")


class Post(Record):
    """A post on the committee (or secretary without one) held from a day."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_branch", "branch_id", "since"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    title: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    duty: Mapped[str] = mapped_column(default="")
    ground: Mapped[str] = mapped_column(default="", server_default="")  # ENDINGS: by what it ended


class Transfer(Record):
    """组织关系 moved: into the branch or out of it, on a day, with the number of the 介绍信."""

    __tablename__ = "transfers"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    direction: Mapped[str]  # DIRECTIONS
    moved_on: Mapped[date]
    other: Mapped[str]  # from where, or to where
    letter: Mapped[str] = mapped_column(default="")
