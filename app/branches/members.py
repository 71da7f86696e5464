"""Every change to the people of a branch: particulars, standings, posts, groups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import CATEGORIES, POSTS, Group, Membership, Person, Post
from app.branches.names import bare, sort_key
from app.branches.particulars import set_particulars
from app.crypto import sealer
from app.errors import Invalid

Values = Mapping[str, Any]


def add_member(session: Session, actor: Actor, branch_id: int, values: Values) -> Person:
    """A person with a standing in the branch, from the form 党员名册."""
    name = bare(str(values["name"]))
    if not name:
        raise Invalid({"name": "请填写姓名"})
    today: date = session.info["clock"].today()
    key = sealer(session).new_subject(session)
    person = Person(
        branch_id=branch_id,
        subject_key_id=key,
        name=name,
        sort_key=sort_key(name),
        created_by=actor.account_id,
        recorded_on=today,
    )
    set_particulars(session, person, values)
    session.add(person)
    session.flush()
    category = values.get("category") or "full"
    if category not in CATEGORIES:
        raise Invalid({"category": f"人员类别“{category}”不认识，可选：{'、'.join(CATEGORIES.values())}"})
    membership = Membership(
        branch_id=branch_id,
        person_id=person.id,
        group_id=group_named(session, actor, branch_id, str(values.get("group") or ""), today),
        category=category,
        since=_standing_since(category, values, today),
        created_by=actor.account_id,
        recorded_on=today,
    )
    session.add(membership)
    session.flush()
    audit.note(session, actor, "member.add", person)
    return person


def change_member(session: Session, actor: Actor, person: Person, values: Values) -> Person:
    """Corrected particulars, None where one is emptied; a change of category is a dated standing (set_category)."""
    set_particulars(session, person, values)
    if values.get("name"):
        person.name, person.sort_key = bare(str(values["name"])), sort_key(str(values["name"]))
    if "group" in values:
        membership = current_membership(session, person)
        if membership is not None:
            day = session.info["clock"].today()
            membership.group_id = group_named(session, actor, person.branch_id, str(values["group"] or ""), day)
    audit.note(session, actor, "member.change", person, fields=sorted(values))
    return person


def correct(session: Session, actor: Actor, person: Person, values: Values) -> Person:
    """What a page or a roster says of a member now; another category begins a new standing."""
    plain = {key: value for key, value in values.items() if key != "category"}
    membership = current_membership(session, person)
    category = values.get("category")
    if category and membership and membership.category != category:
        since = values.get("confirmed_on") or session.info["clock"].today()
        set_category(session, actor, person, category, since, "转正" if category == "full" else "")
    return change_member(session, actor, person, plain)


def set_category(session: Session, actor: Actor, person: Person, category: str, since: date, ground: str) -> Membership:
    """Another standing from a day (a probationary member confirmed): the old one ends, both are kept."""
    old = current_membership(session, person)
    if old is not None:
        old.until = since
    new = Membership(
        branch_id=person.branch_id,
        person_id=person.id,
        group_id=old.group_id if old else None,
        category=category,
        since=since,
        ground=ground,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(new)
    session.flush()
    audit.note(session, actor, "member.category", new, category=category)
    return new


def end_membership(session: Session, actor: Actor, person: Person, until: date, ground: str) -> None:
    """Left the branch: `until` is the first day on which the person is no longer of it. Posts end too."""
    membership = current_membership(session, person)
    if membership is not None:
        membership.until, membership.ground = until, ground
    for post in session.scalars(select(Post).where(Post.person_id == person.id, Post.until.is_(None))):
        post.until = until
    audit.note(session, actor, "member.end", person, ground=ground)


def appoint(session: Session, actor: Actor, person: Person, title: str, since: date, duty: str = "") -> Post:
    """A post from a day; another holder of a single post is ended on that day."""
    if title not in POSTS:
        raise Invalid({"post": f"职务“{title}”不认识，可选：{'、'.join(POSTS.values())}"})
    if title != "member":
        holders = select(Post).where(Post.branch_id == person.branch_id, Post.title == title, Post.until.is_(None))
        for holder in session.scalars(holders):
            if holder.person_id == person.id:
                holder.duty = duty or holder.duty
                return holder
            holder.until = since
    post = Post(
        branch_id=person.branch_id,
        person_id=person.id,
        title=title,
        since=since,
        duty=duty,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(post)
    session.flush()
    audit.note(session, actor, "post.appoint", post, title=title)
    return post


def change_post(session: Session, actor: Actor, post: Post, values: Values) -> Post:
    """A corrected day of appointment or division of work."""
    for field in ("since", "duty"):
        if values.get(field) is not None:
            setattr(post, field, values[field])
    audit.note(session, actor, "post.change", post, fields=sorted(values))
    return post


def group_named(session: Session, actor: Actor, branch_id: int, name: str, today: date) -> int | None:
    """The id of the branch's group of that name, made when the name is new."""
    if not name.strip():
        return None
    found = session.scalar(select(Group).where(Group.branch_id == branch_id, Group.name == name.strip()))
    if found is None:
        found = Group(
            branch_id=branch_id, name=name.strip(), since=today, created_by=actor.account_id, recorded_on=today
        )
        session.add(found)
        session.flush()
        audit.note(session, actor, "group.add", found)
    return found.id


def current_membership(session: Session, person: Person) -> Membership | None:
    rows = select(Membership).where(Membership.person_id == person.id, Membership.until.is_(None))
    return session.scalars(rows.order_by(Membership.since.desc())).first()


def _standing_since(category: str, values: Values, today: date) -> date:
    """Full from 转正时间, probationary from 入党时间; today when the sheet does not say."""
    day = values.get("confirmed_on") if category == "full" else values.get("joined_on")
    return day or values.get("joined_on") or today
