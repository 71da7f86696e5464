"""Where posts and the roles of accounts do not match: words only, an administrator mends it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.models import ROLES, Account, Grant
from app.branches.models import POSTS, Person, Post
from app.branches.queries import holds

MATCH = {"secretary": ("secretary",), "discipline": ("discipline",), "committee": tuple(POSTS)}  # role → posts


def mismatches(session: Session, branch_id: int, day: date) -> list[str]:
    """Who holds a post without the role, and who has a role without a post. Accounts of nobody are left alone."""
    held = select(Post.person_id, Post.title, Person.name).join(Person, Person.id == Post.person_id)
    posts = session.execute(held.where(Post.branch_id == branch_id, holds(Post, day))).all()
    granted = select(Account.person_id, Grant.role, Account.name).join(Account, Account.id == Grant.account_id)
    alive = (Account.disabled_at.is_(None), Account.person_id.is_not(None), Grant.branch_id == branch_id)
    in_force = (Grant.since <= day, or_(Grant.until.is_(None), Grant.until > day))
    grants = session.execute(granted.where(*alive, *in_force, Grant.role.in_(MATCH))).all()
    roles = {(person, role) for person, role, _ in grants}
    titles: dict[int, set[str]] = {}
    for person, title, _ in posts:
        titles.setdefault(person, set()).add(title)
    without_role = [
        f"{name}任{POSTS[title]}，没有“{ROLES[title]}”角色的账号"
        for person, title, name in posts
        if title in ("secretary", "discipline") and (person, title) not in roles
    ]
    without_post = [
        f"账号“{name}”有“{ROLES[role]}”角色，本人今天没有相应的职务"
        for person, role, name in grants
        if person is not None and not titles.get(person, set()) & set(MATCH[role])
    ]
    return without_role + without_post
