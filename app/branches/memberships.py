"""Every change to the standing of a person in the branch: arrived, confirmed, left; what was is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import Membership, Person, Post, Transfer
from app.errors import Invalid, Refusal
from app.web import short_day
from app.wording import DATES_ONLY, case_word

Values = Mapping[str, Any]


def current_membership(session: Session, person: Person) -> Membership | None:
    rows = select(Membership).where(Membership.person_id == person.id, Membership.until.is_(None))
    return session.scalars(rows.order_by(Membership.since.desc())).first()


def enrol(session: Session, actor: Actor, person: Person, values: Values, category: str, group: int | None) -> None:
    """The standings with which a person comes into the roster. Who arrived from another branch is of this one only
    from that day; and who arrived while on probation was probationary until confirmed."""
    today: date = session.info["clock"].today()
    arrived, joined, confirmed = (values.get(key) for key in ("arrived_on", "joined_on", "confirmed_on"))
    since = _standing_since(category, values, today)
    if arrived and arrived > today:
        raise Invalid({"arrived_on": f"{short_day(arrived)}还没有到，转入以后再登记"})
    made: dict[str, Any] = {"branch_id": person.branch_id, "person_id": person.id, "group_id": group}
    made |= {"created_by": actor.account_id, "recorded_on": today}
    if arrived and category == "full" and joined and confirmed and max(arrived, joined) < confirmed:
        until = confirmed
        session.add(Membership(category="probationary", since=max(arrived, joined), until=until, ground="转正", **made))
    session.add(Membership(category=category, since=max(arrived, since) if arrived else since, **made))
    if values.get("arrived_from"):
        moved = {"direction": "in", "moved_on": arrived or since, "other": values["arrived_from"]}
        _move(session, actor, person, moved | {"letter": values.get("letter") or ""})
    session.flush()


def arrive(session: Session, person: Person) -> None:
    """到本支部时间 corrected: nothing of this branch lies before it."""
    day = person.arrived_on
    if day is None:
        return
    rows = select(Membership).where(Membership.person_id == person.id, Membership.branch_id == person.branch_id)
    for standing in session.scalars(rows.order_by(Membership.since)):
        if standing.until is not None and standing.until <= day:
            standing.deleted_at = session.info["clock"].now()
        elif standing.since < day:
            standing.since = day


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


def leave(session: Session, actor: Actor, person: Person, values: Values) -> None:
    """Left the branch, by a transfer of 组织关系 or otherwise. Raises Invalid."""
    membership, until, ground = current_membership(session, person), values["until"], values["ground"]
    if membership is None:
        raise Refusal(f"{person.name}已经不在本支部名册", "请核对党员页面上的经历")
    if until <= membership.since:
        raise Invalid(
            {"until": f"离开日期{short_day(until)}不晚于{short_day(membership.since)}，那一天起才在名册，请核对"}
        )
    if word := case_word(f"{ground}{values.get('letter') or ''}"):
        raise Invalid({"ground": f"这里提到“{word}”。{DATES_ONLY}"})
    end_membership(session, actor, person, until, ground)
    if values.get("way") == "out":
        moved = {"direction": "out", "moved_on": until, "other": ground, "letter": values.get("letter") or ""}
        _move(session, actor, person, moved)


def end_membership(session: Session, actor: Actor, person: Person, until: date, ground: str) -> None:
    """Left the branch: `until` is the first day on which the person is no longer of it. Posts end too."""
    membership = current_membership(session, person)
    if membership is not None:
        membership.until, membership.ground = until, ground
    for post in session.scalars(select(Post).where(Post.person_id == person.id, Post.until.is_(None))):
        post.until = until
    audit.note(session, actor, "member.end", person, ground=ground)


def _move(session: Session, actor: Actor, person: Person, values: Values) -> None:
    made = {"branch_id": person.branch_id, "person_id": person.id, "created_by": actor.account_id}
    transfer = Transfer(recorded_on=session.info["clock"].today(), **made, **values)
    session.add(transfer)
    session.flush()
    audit.note(session, actor, "transfer.add", transfer, direction=values["direction"])


def _standing_since(category: str, values: Values, today: date) -> date:
    """Full from 转正时间, probationary from 入党时间; today when the sheet does not say."""
    day = values.get("confirmed_on") if category == "full" else values.get("joined_on")
    return day or values.get("joined_on") or today
