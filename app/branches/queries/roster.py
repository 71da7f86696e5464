"""The roster of any day: who belongs, who votes, who is due to attend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.branches.models import (
    CATEGORIES,
    POST_ORDER,
    POSTS,
    DueExclusion,
    Group,
    Membership,
    Person,
    Post,
    VoteSuspension,
)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One member on a day, as the roster and every list of people shows them: by post, then by name."""

    person_id: int
    branch_id: int
    name: str
    category: str
    post: str
    group: str
    email: str
    has_mobile: bool
    told_by: str
    suspended: bool  # the right to vote is suspended on the day
    excluded: str  # GROUNDS: approved not to be counted as due to attend on the day; "" is nobody's
    sort: tuple[int, str]

    @property
    def full(self) -> bool:
        """正式党员: what size, committee and terms of a branch are counted by."""
        return self.category == "full"

    @property
    def votes(self) -> bool:
        """Neither a probationary member nor one whose right is suspended is in a voting base (选举条例 5)."""
        return self.full and not self.suspended

    @property
    def category_word(self) -> str:
        return CATEGORIES[self.category]

    @property
    def post_word(self) -> str:
        return POSTS.get(self.post, "")


def holds(model: Any, day: date) -> ColumnElement[bool]:
    """Rows of a dated table in force on the day."""
    return and_(model.since <= day, or_(model.until.is_(None), model.until > day), model.deleted_at.is_(None))


@dataclass(frozen=True, slots=True)
class DueBody:
    """Who is due at a members' meeting of the day, and how many are by approval not counted."""

    members: tuple[RosterRow, ...]

    @property
    def due(self) -> tuple[RosterRow, ...]:
        """应到会."""
        return tuple(row for row in self.members if not row.excluded)

    @property
    def voters(self) -> tuple[RosterRow, ...]:
        """应到会有表决权的党员: the base of every vote."""
        return tuple(row for row in self.due if row.votes)

    @property
    def words(self) -> str:
        """What everybody may read: numbers, never who or why."""
        suspended = sum(row.full and row.suspended for row in self.due)
        away = len(self.members) - len(self.due)
        said = (f"经批准不计入应到会{away}人" if away else "", f"不计入表决基数{suspended}人" if suspended else "")
        return "，".join(filter(None, said))


def roster(session: Session, branches: Iterable[int], day: date) -> tuple[RosterRow, ...]:
    """The members of these branches on the day, the committee first."""
    wanted = list(branches)
    posts: dict[int, str] = {}
    for person_id, title in session.execute(
        select(Post.person_id, Post.title).where(Post.branch_id.in_(wanted), holds(Post, day))
    ):
        posts[person_id] = min(posts.get(person_id, title), title, key=POST_ORDER.index)
    made = []
    for *plain, told_by, suspended, excluded, sort_key in session.execute(_members(wanted, day)):
        person_id, branch_id, name, category, group, email, has_mobile = plain
        post = posts.get(person_id, "")
        rank = POST_ORDER.index(post) if post else len(POST_ORDER)
        made.append(
            RosterRow(
                person_id,
                branch_id,
                name,
                category,
                post,
                group or "",
                email,
                has_mobile,
                told_by,
                bool(suspended),
                excluded or "",
                (rank, sort_key),
            )
        )
    return tuple(sorted(made, key=lambda row: row.sort))


def due_body(session: Session, branch_id: int, day: date) -> DueBody:
    """The members of one branch on the day, with who is due and who votes."""
    return DueBody(roster(session, [branch_id], day))


def _members(branches: list[int], day: date) -> Select[Any]:
    """One row a membership; what is said of a vote and of attendance comes with it, in the same statement."""
    suspended = exists().where(
        VoteSuspension.person_id == Person.id,
        VoteSuspension.branch_id == Membership.branch_id,
        holds(VoteSuspension, day),
    )
    excluded = select(func.max(DueExclusion.ground)).where(
        DueExclusion.person_id == Person.id,
        DueExclusion.branch_id == Membership.branch_id,
        holds(DueExclusion, day),
    )
    return (
        select(Person.id, Membership.branch_id, Person.name, Membership.category, Group.name, Person.email)
        .add_columns(Person.mobile_sealed.is_not(None), Person.told_by)
        .add_columns(suspended, excluded.scalar_subquery(), Person.sort_key)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Group, and_(Group.id == Membership.group_id, or_(Group.until.is_(None), Group.until > day)))
        .where(Membership.branch_id.in_(branches), holds(Membership, day))
    )


def secretary(session: Session, branch_id: int, day: date) -> RosterRow | None:
    return next((row for row in roster(session, [branch_id], day) if row.post == "secretary"), None)


def posts_of(session: Session, branch_id: int, day: date) -> list[tuple[Post, str]]:
    """(post, name of who holds it) on the day, in the order of the posts."""
    query = select(Post, Person.name).join(Person, Person.id == Post.person_id)
    rows = session.execute(query.where(Post.branch_id == branch_id, holds(Post, day)))
    return sorted(rows, key=lambda row: POST_ORDER.index(row[0].title))
