"""Who sees the grades of a branch: secretary, organisation member, the superior, and each person the own one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.accounts.access import User
from app.branches.access import subtree
from app.branches.models import Post
from app.branches.queries import holds


def keeps(session: Session, user: User, branch: int, day: date) -> bool:
    """The secretary, and the committee member who holds the post of organisation member on the day."""
    if user.has("secretary", branch):
        return True
    if user.person_id is None or not user.has("committee", branch):
        return False
    post = exists().where(
        Post.branch_id == branch, Post.person_id == user.person_id, Post.title == "organisation", holds(Post, day)
    )
    return bool(session.scalar(select(post)))


def sees(session: Session, user: User, branch: int, day: date) -> bool:
    """Whoever keeps them, and the superior of the branch (practice.md, Sensitive 3)."""
    above = [id_ for role, id_ in user.grants if role == "superior" and id_ is not None]
    return keeps(session, user, branch, day) or (bool(above) and branch in subtree(session, above))
