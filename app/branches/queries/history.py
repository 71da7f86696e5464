"""The past of one person in a branch: standings, posts and transfers, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import CATEGORIES, DIRECTIONS, ENDINGS, POSTS, Membership, Person, Post, Transfer
from app.branches.queries.roster import holds
from app.web import short_day


def posts_held(session: Session, person_id: int) -> list[tuple[str, int | None]]:
    """(words, id of the post while it is held), the earliest first."""
    query = select(Post).where(Post.person_id == person_id).order_by(Post.since, Post.id)
    return [
        (
            f"{POSTS[post.title]}，{_span(post.since, post.until)}"
            + (f"（{ENDINGS[post.ground]}）" if post.ground else ""),
            post.id if post.until is None else None,
        )
        for post in session.scalars(query)
    ]


def past(session: Session, person_id: int) -> list[str]:
    """Standings and transfers in the order of their days."""
    standings = select(Membership).where(Membership.person_id == person_id)
    moves = select(Transfer).where(Transfer.person_id == person_id)
    told = chain(
        (
            (m.since, f"{CATEGORIES[m.category]}，{_span(m.since, m.until)}" + (f"（{m.ground}）" if m.ground else ""))
            for m in session.scalars(standings)
        ),
        ((t.moved_on, _moved(t)) for t in session.scalars(moves)),
    )
    return [words for _, words in sorted(told, key=lambda row: row[0])]


def left(session: Session, branches: Iterable[int], day: date) -> list[tuple[int, str, date, str]]:
    """(person, name, since when, where to) of those who had left by the day and had not come back, the latest first."""
    wanted = list(branches)
    here = select(Membership.person_id).where(Membership.branch_id.in_(wanted), holds(Membership, day))
    query = (
        select(Membership, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.branch_id.in_(wanted))
    )
    rows = session.execute(query.where(Membership.until <= day, Membership.person_id.not_in(here)))
    last: dict[int, tuple[int, str, date, str]] = {}
    for membership, name in rows:
        if membership.until is not None and (
            membership.person_id not in last or last[membership.person_id][2] < membership.until
        ):
            last[membership.person_id] = (membership.person_id, name, membership.until, membership.ground)
    return sorted(last.values(), key=lambda row: row[2], reverse=True)


def _moved(transfer: Transfer) -> str:
    letter = f"，介绍信{transfer.letter}" if transfer.letter else ""
    way = "从" if transfer.direction == "in" else "往"
    return f"{short_day(transfer.moved_on)}{way}{transfer.other}{DIRECTIONS[transfer.direction]}{letter}"


def _span(since: date, until: date | None) -> str:
    return f"{short_day(since)}起" + (f"，至{short_day(until)}" if until else "")
