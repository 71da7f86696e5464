"""What is read of deeds: the list, their people, and the facts that answer a branch's own items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, func, literal, select, tuple_
from sqlalchemy.orm import Session

from app.branches.models import Person
from app.facts import MARK, fact, key
from app.packs.models import OwnDeed, OwnDeedPerson
from app.packs.own.ways import PLAIN
from app.paging import PAGE, Page, cursor
from app.web import Link, short_day
from checklists.catalogue import Catalogue


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """One event a deed, marked with the one item it answers; one subject a person."""
    alive = and_(OwnDeedPerson.deed_id == OwnDeed.id, OwnDeedPerson.deleted_at.is_(None))
    query = fact(
        PLAIN,
        OwnDeed.id,
        OwnDeed.branch_id,
        OwnDeed.done_on,
        OwnDeed.recorded_on,
        OwnDeed.text,
        belongs_to=OwnDeed.belongs_to,
        subject=func.coalesce(key("person", OwnDeedPerson.person_id), ""),
        marks=literal("item:") + OwnDeed.item + MARK,
    )
    query = query.select_from(OwnDeed).outerjoin(OwnDeedPerson, alive)
    return (query.where(OwnDeed.branch_id.in_(branches), OwnDeed.deleted_at.is_(None)),)


def listed(
    session: Session, branches: frozenset[int], catalogue: Catalogue, *, item: str = "", before: str = ""
) -> Page:
    """Deeds of these branches, paged by (day, id)."""
    query = select(OwnDeed).where(OwnDeed.branch_id.in_(branches))
    if item:
        query = query.where(OwnDeed.item == item)
    if place := cursor(before):
        query = query.where(tuple_(OwnDeed.done_on, OwnDeed.id) < place)
    found = list(session.scalars(query.order_by(OwnDeed.done_on.desc(), OwnDeed.id.desc()).limit(PAGE + 1)))
    last = found[PAGE - 1] if len(found) > PAGE else None
    who = people_of(session, [deed.id for deed in found[:PAGE]])
    titles = {one.id: one.title for one in catalogue.items}
    rows = tuple(
        (
            short_day(deed.done_on),
            titles.get(deed.item, ""),
            Link(deed.text, f"/deeds/{deed.id}"),
            "、".join(who.get(deed.id, {}).values()),
        )
        for deed in found[:PAGE]
    )
    return Page(rows, f"{last.done_on},{last.id}" if last else "")


def people_of(session: Session, deeds: Iterable[int]) -> dict[int, dict[int, str]]:
    """Per deed, who did it: id → name."""
    query = (
        select(OwnDeedPerson.deed_id, Person.id, Person.name)
        .join(Person, Person.id == OwnDeedPerson.person_id)
        .where(OwnDeedPerson.deed_id.in_(list(deeds)))
        .order_by(Person.sort_key)
    )
    found: dict[int, dict[int, str]] = {}
    for deed, person, name in session.execute(query):
        found.setdefault(deed, {})[person] = name
    return found
