"""The roster of any day, and the standings that rules ask about."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.branches.models import CATEGORIES, POST_ORDER, POSTS, Branch, CommitteeState, Group, Membership, Person, Post
from app.crypto import Unopened, sealer
from app.facts import fact, key, prefixed
from checklists.facts import Standing
from checklists.units import Unit

log = logging.getLogger(__name__)


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
    sort: tuple[int, str]

    @property
    def votes(self) -> bool:
        """A probationary member is never in a voting base (选举条例 Art. 5)."""
        return self.category == "full"

    @property
    def category_word(self) -> str:
        return CATEGORIES[self.category]

    @property
    def post_word(self) -> str:
        return POSTS.get(self.post, "")


def holds(model: Any, day: date) -> ColumnElement[bool]:
    """Rows of a dated table in force on the day."""
    return and_(model.since <= day, or_(model.until.is_(None), model.until > day), model.deleted_at.is_(None))


def roster(session: Session, branches: Iterable[int], day: date) -> tuple[RosterRow, ...]:
    """The members of these branches on the day, the committee first."""
    wanted = list(branches)
    posts: dict[int, str] = {}
    for person_id, title in session.execute(
        select(Post.person_id, Post.title).where(Post.branch_id.in_(wanted), holds(Post, day))
    ):
        posts[person_id] = min(posts.get(person_id, title), title, key=POST_ORDER.index)
    rows = session.execute(
        select(Person.id, Membership.branch_id, Person.name, Membership.category, Group.name, Person.email)
        .add_columns(Person.mobile_sealed.is_not(None), Person.told_by, Person.sort_key)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .where(Membership.branch_id.in_(wanted), holds(Membership, day))
    )
    made = []
    for person_id, branch_id, name, category, group, email, has_mobile, told_by, sort_key in rows:
        post = posts.get(person_id, "")
        rank = POST_ORDER.index(post) if post else len(POST_ORDER)
        made.append(
            RosterRow(
                person_id, branch_id, name, category, post, group or "", email, has_mobile, told_by, (rank, sort_key)
            )
        )
    return tuple(sorted(made, key=lambda row: row.sort))


def mobiles(session: Session, people: Collection[int]) -> dict[int, str]:
    """Telephone numbers, opened only to send to them; who has none, or one that cannot be opened, is left out."""
    seal = sealer(session)
    query = select(Person.id, Person.subject_key_id, Person.mobile_sealed)
    rows = session.execute(query.where(Person.id.in_(people), Person.mobile_sealed.is_not(None)))
    found: dict[int, str] = {}
    for person, subject, sealed in rows:
        try:
            found[person] = seal.open(session, subject, "people.mobile", sealed)
        except Unopened:  # one damaged number holds up nobody else's letter
            log.error("the mobile number of person %d cannot be opened; enter it anew", person)
    return found


def secretary(session: Session, branch_id: int, day: date) -> RosterRow | None:
    return next((row for row in roster(session, [branch_id], day) if row.post == "secretary"), None)


def posts_of(session: Session, branch_id: int, day: date) -> list[tuple[Post, str]]:
    """(post, name of who holds it) on the day, in the order of the posts."""
    query = select(Post, Person.name).join(Person, Person.id == Post.person_id)
    rows = session.execute(query.where(Post.branch_id == branch_id, holds(Post, day)))
    return sorted(rows, key=lambda row: POST_ORDER.index(row[0].title))


def posts_held(session: Session, person_id: int) -> list[str]:
    """The posts of one person over time, in words."""
    query = select(Post).where(Post.person_id == person_id).order_by(Post.since)
    return [
        f"{POSTS[post.title]}，{post.since}起" + (f"至{post.until}" if post.until else "")
        for post in session.scalars(query)
    ]


def people_named(session: Session, branch_id: int, name: str) -> list[Person]:
    """Everybody of that name who is or was in the branch; more than one needs a person's choice."""
    bare = "".join(name.split())
    return list(session.scalars(select(Person).where(Person.branch_id == branch_id, Person.name == bare)))


def person_id_of(session: Session, branch_id: int, name: str) -> int | None:
    """The id when exactly one person of the branch has the name (decisions.md 37)."""
    found = people_named(session, branch_id, name) if name else []
    return found[0].id if len(found) == 1 else None


def group_in(session: Session, branch_id: int, title: str) -> int | None:
    """The one group of the branch whose name stands in a title: 第一党小组6月党小组会."""
    named = [
        group.id for group in session.scalars(select(Group).where(Group.branch_id == branch_id)) if group.name in title
    ]
    return named[0] if len(named) == 1 else None


def branch_named(session: Session, name: str) -> Branch | None:
    return session.scalar(select(Branch).where(Branch.name == name.strip()))


def standings(session: Session, branches: Iterable[int]) -> Iterator[tuple[int, Standing]]:
    """(branch, standing) of members, full members, committee members and groups, in the roster's order."""
    wanted = list(branches)
    members = session.execute(
        select(Membership, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.branch_id.in_(wanted))
        .order_by(Person.sort_key, Membership.since)
    )
    for membership, name in members:
        subject = f"person:{membership.person_id}"
        yield membership.branch_id, Standing("member", subject, name, membership.since, membership.until)
        if membership.category == "full":
            yield membership.branch_id, Standing("full_member", subject, name, membership.since, membership.until)
    posts = session.execute(
        select(Post, Person.name).join(Person, Person.id == Post.person_id).where(Post.branch_id.in_(wanted))
    )
    for post, name in sorted(posts, key=lambda row: (POST_ORDER.index(row[0].title), row[0].since)):
        yield post.branch_id, Standing("committee_member", f"person:{post.person_id}", name, post.since, post.until)
    for group in session.scalars(select(Group).where(Group.branch_id.in_(wanted)).order_by(Group.id)):
        yield group.branch_id, Standing("group", f"group:{group.id}", group.name, group.since, group.until)


def committees(session: Session, branches: Iterable[int]) -> dict[int, tuple[tuple[date, bool], ...]]:
    """Per branch, from which day it has or has not a committee, oldest first."""
    found: dict[int, tuple[tuple[date, bool], ...]] = {}
    rows = select(CommitteeState).where(CommitteeState.branch_id.in_(list(branches))).order_by(CommitteeState.since)
    for state in session.scalars(rows):
        found[state.branch_id] = (*found.get(state.branch_id, ()), (state.since, state.exists))
    return found


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Members in force, a standing fact each."""
    member = fact(
        "member",
        Membership.person_id,
        Membership.branch_id,
        Membership.since,
        Membership.recorded_on,
        Person.name,
        unit=Unit.PERSONS,
        until=Membership.until,
        subject=key("person", Membership.person_id),
        marks=prefixed("category:", Membership.category),
    )
    joined = member.join(Person, Person.id == Membership.person_id)
    return (joined.where(Membership.branch_id.in_(branches), Membership.deleted_at.is_(None)),)
