"""Every change to posts: who holds which from which day, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import ENDINGS, POSTS, Person, Post
from app.errors import Invalid, Refusal
from app.web import short_day

Values = Mapping[str, Any]


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


def end_post(session: Session, actor: Actor, post: Post, until: date, ground: str) -> None:
    """Relieved, resigned or expired: `until` is the first day on which the post is no longer held."""
    if post.until is not None:
        raise Refusal("这个职务已经结束", f"自{short_day(post.until)}起已不再担任")
    if until <= post.since:
        raise Invalid({"until": f"结束日期{short_day(until)}不晚于任职时间{short_day(post.since)}，请核对"})
    if ground not in ENDINGS:
        raise Invalid({"ground": f"请选择结束方式：{'、'.join(ENDINGS.values())}"})
    post.until, post.ground = until, ground
    audit.note(session, actor, "post.end", post, ground=ground)


def resume_post(session: Session, actor: Actor, post: Post) -> None:
    """The undo of `end_post`. Raises Refusal when somebody else has been appointed since."""
    others = select(Post.id).where(Post.branch_id == post.branch_id, Post.title == post.title, Post.until.is_(None))
    if post.title != "member" and session.scalar(others.where(Post.id != post.id)) is not None:
        raise Refusal(f"{POSTS[post.title]}已经有人接任", "请先结束现任的职务")
    post.until, post.ground = None, ""
    audit.note(session, actor, "post.resume", post)
