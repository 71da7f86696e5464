"""The tree of organisations and the people of each branch; everything that changes is dated."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive

KINDS = {"superior": "上级党组织", "committee": "党委", "general": "党总支", "branch": "党支部"}
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
    appointed_on: Mapped[date | None] = mapped_column(default=None)  # 本届任命时间
    term_years: Mapped[int] = mapped_column(default=3)
    term_ends_on: Mapped[date | None] = mapped_column(default=None)  # 应换届时间
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
