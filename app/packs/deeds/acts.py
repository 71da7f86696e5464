"""Every change to a deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid
from app.packs.deeds import rules
from app.packs.models import OwnDeed, OwnDeedPerson
from app.packs.own.queries import names_of
from app.packs.own.ways import PLAIN
from checklists.catalogue import Catalogue
from checklists.items import Item

Values = Mapping[str, Any]
FIELDS = ("done_on", "text", "voucher", "belongs_to")


def add(session: Session, actor: Actor, branch_id: int, catalogue: Catalogue, values: Values) -> OwnDeed:
    """`catalogue` is the branch's: only its own items are answered so. Raises Invalid."""
    item = _checked(session, branch_id, catalogue, values)
    deed = OwnDeed(
        branch_id=branch_id,
        item=item.id,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
        **_columns(values),
    )
    session.add(deed)
    session.flush()
    _people(session, actor, deed, values)
    audit.note(session, actor, "deed.add", deed, item=deed.item, on=deed.done_on)
    return deed


def change(
    session: Session, actor: Actor, deed: OwnDeed, catalogue: Catalogue, values: Values, version: int | None
) -> None:
    expect_version(deed, version, FIELDS)
    deed.item = _checked(session, deed.branch_id, catalogue, values).id
    for key, value in _columns(values).items():
        setattr(deed, key, value)
    for row in session.scalars(select(OwnDeedPerson).where(OwnDeedPerson.deed_id == deed.id)):
        session.delete(row)
    _people(session, actor, deed, values)
    audit.note(session, actor, "deed.change", deed, fields=sorted(values))


def delete(session: Session, actor: Actor, deed: OwnDeed) -> None:
    deed.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "deed.delete", deed)


def restore(session: Session, actor: Actor, deed: OwnDeed) -> None:
    """The undo of `delete`."""
    deed.deleted_at = None
    audit.note(session, actor, "deed.restore", deed)


def answered(catalogue: Catalogue) -> dict[str, Item]:
    """The items that a deed answers, each in its newest version."""
    return {item.id: item for item in catalogue.items if PLAIN in item.answers}


def _checked(session: Session, branch_id: int, catalogue: Catalogue, values: Values) -> Item:
    item = answered(catalogue).get(values.get("item") or "")
    found = rules.problems(values, item, names_of(session, branch_id), session.info["clock"].today())
    if found or item is None:
        raise Invalid(found)
    return item


def _columns(values: Values) -> dict[str, Any]:
    texts = {"text": values["text"], "voucher": values.get("voucher") or ""}
    return texts | {"done_on": values["done_on"], "belongs_to": values.get("belongs_to")}


def _people(session: Session, actor: Actor, deed: OwnDeed, values: Values) -> None:
    for person in sorted(set(values.get("people") or ())):
        row = OwnDeedPerson(
            deed_id=deed.id, person_id=person, created_by=actor.account_id, recorded_on=deed.recorded_on
        )
        session.add(row)
