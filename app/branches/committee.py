"""The form committee (党支部委员名单): one row a person, with all posts held now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches import members
from app.branches.models import POSTS, Branch, Person, Post
from app.branches.names import bare
from app.branches.queries import people_named
from app.errors import Invalid
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
POST_CODES = {word: code for code, word in POSTS.items()}


def _match_post(session: Session, branch_id: int, row: Row) -> Post | None:
    person = _one_person(session, branch_id, row)
    titles = [POST_CODES[word] for word in row.get("posts") or ()]
    held = select(Post).where(Post.person_id == person.id, Post.title.in_(titles), Post.until.is_(None))
    return session.scalars(held).first()


def _add_post(session: Session, actor: Actor, branch_id: int, row: Row) -> Post:
    person = _one_person(session, branch_id, row)
    since = row.get("since") or session.info["clock"].today()
    titles = [POST_CODES[word] for word in row["posts"]]
    made = [members.appoint(session, actor, person, title, since, row.get("duties") or "") for title in titles]
    return made[0]


def _change_post(session: Session, actor: Actor, post: Post, row: Row) -> Post:
    _add_post(session, actor, post.branch_id, row)
    return members.change_post(session, actor, post, {"since": row.get("since"), "duty": row.get("duties")})


def _post_row(session: Session, post: Post) -> dict[str, Any]:
    held = select(Post.title).where(Post.person_id == post.person_id, Post.until.is_(None)).order_by(Post.id)
    return {
        "id": post.id,
        "branch": session.get_one(Branch, post.branch_id).name,
        "name": session.get_one(Person, post.person_id).name,
        "posts": tuple(POSTS[title] for title in session.scalars(held)),
        "since": post.since,
        "duties": post.duty or None,
    }


def _posts(session: Session, branches: frozenset[int], period: Period) -> Iterable[Post]:
    """One row a person on the committee."""
    query = select(Post).where(Post.branch_id.in_(branches), Post.until.is_(None)).order_by(Post.branch_id, Post.id)
    seen: dict[int, Post] = {}
    for post in session.scalars(query):
        seen.setdefault(post.person_id, post)
    return seen.values()


def _one_person(session: Session, branch_id: int, row: Row) -> Person:
    found = people_named(session, branch_id, bare(row.get("name") or ""))
    if len(found) != 1:
        said = "有多位" if found else "名册里没有"
        raise Invalid({"name": f"本支部{said}“{row.get('name')}”，请先在党员名册里登记清楚"})
    return found[0]


COMMITTEE = Ledger("committee", Post, _match_post, _add_post, _change_post, _post_row, _posts)
