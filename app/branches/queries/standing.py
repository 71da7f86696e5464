"""What rules ask of a branch's people: standings, committees, facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.branches import terms
from app.branches.models import POST_ORDER, CommitteeState, Group, Membership, Person, Post
from app.facts import fact, key, prefixed
from checklists.facts import Standing
from checklists.units import Unit


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
        subject = f"person:{post.person_id}"
        yield post.branch_id, Standing("committee_member", subject, name, post.since, post.until)
        if post.title == "secretary":
            yield post.branch_id, Standing("secretary", subject, name, post.since, post.until)
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
    """Members in force, a standing fact each, and terms that were renewed."""
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
    return joined.where(Membership.branch_id.in_(branches), Membership.deleted_at.is_(None)), terms.facts(branches)
