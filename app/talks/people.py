"""The two sides of a talk: names as written, with the person behind each where exactly one has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.models import Person
from app.branches.queries import people_named, roster
from app.errors import Invalid
from app.talks.models import Talk, TalkPerson
from app.talks.rules import relation

SIDES = {"talkers": "talker", "counterparts": "counterpart"}


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person in a talk."""

    side: str
    name: str
    person_id: int | None
    post: str = ""
    unit: str = ""


def seated(session: Session, branch_id: int, values: Mapping[str, Any]) -> list[Sitting]:
    """Both sides in the order written. Raises Invalid where a name is that of two people (decisions.md 37)."""
    made: list[Sitting] = []
    errors: dict[str, str] = {}
    for field, side in SIDES.items():
        names = list(dict.fromkeys(values[field]))
        posts = shared(values.get(f"{side}_post") or "", len(names))
        units = shared(values.get(f"{side}_unit") or "", len(names))
        for name, post, unit in zip(names, posts, units, strict=True):
            found = people_named(session, branch_id, name)
            if len(found) > 1:
                errors[field] = _which(name, found)
            made.append(Sitting(side, name, found[0].id if len(found) == 1 else None, post, unit))
    if errors:
        raise Invalid(errors)
    return made


def seat(session: Session, actor: Actor, talk: Talk, sittings: Sequence[Sitting]) -> None:
    """Make these the people of the talk; rows that are no longer needed are deleted."""
    for place, sitting in enumerate(sittings):
        if place < len(talk.people):
            row = talk.people[place]
        else:
            row = TalkPerson(talk_id=talk.id, created_by=actor.account_id)
            row.recorded_on = session.info["clock"].today()
            session.add(row)
        row.side, row.name, row.person_id = sitting.side, sitting.name, sitting.person_id
        row.post, row.unit = sitting.post, sitting.unit
    for row in talk.people[len(sittings) :]:
        row.deleted_at = session.info["clock"].now()
    session.flush()
    session.expire(talk, ["people"])


def relation_of(session: Session, branch_id: int, sittings: Sequence[Sitting], day: date) -> str:
    """委员之间, 委员与党员 or 党员之间 by the posts of that day; empty where it cannot be known."""
    committee = {row.person_id for row in roster(session, [branch_id], day) if row.post}
    talking, heard = ([s.person_id for s in sittings if s.side == side] for side in SIDES.values())
    return relation(talking, heard, committee)


def same(session: Session, branch_id: int, kind: str, day: date, sides: Mapping[str, Sequence[str]]) -> Talk | None:
    """The talk of that kind, day and pair, whatever the order of the names."""
    wanted = {field: set(sides[field]) for field in SIDES}
    query = select(Talk).where(Talk.branch_id == branch_id, Talk.kind == kind, Talk.talked_on == day)
    for talk in session.scalars(query.order_by(Talk.id)):
        if all(set(names(talk, side)) == wanted[field] for field, side in SIDES.items()):
            return talk
    return None


def names(talk: Talk, side: str) -> tuple[str, ...]:
    return tuple(row.name for row in talk.people if row.side == side)


def shared(text: str, count: int) -> list[str]:
    """书记、委员 for two people is one each; otherwise what is written stands with the first."""
    parts = [part.strip() for part in text.split("、")]
    return parts if len(parts) == count else [text, *[""] * (count - 1)]


def joined(talk: Talk, side: str, attribute: str) -> str:
    """The posts or units of one side as one cell."""
    texts = [getattr(row, attribute) for row in talk.people if row.side == side]
    return "、".join(texts) if all(texts) else next((text for text in texts if text), "")


def _which(name: str, found: Sequence[Person]) -> str:
    """Both are named, and how to tell them apart."""
    told = "、".join(f"{one.name}（{one.birth_month or one.job or '出生年月未填'}）" for one in found)
    return f"支部有{len(found)}位“{name}”：{told}，分不清是哪一位。请先在党员名册里把姓名区分开，再按区分后的姓名填写"
