"""The packs a branch wrote itself, as rules read them: only ever beside that branch's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Person
from app.packs.models import OwnItem, OwnPack, PackAdoption
from app.packs.own.reading import pack_id, read
from checklists.catalogue import Catalogue
from checklists.items import Pack


def packs(session: Session, branches: Iterable[int]) -> dict[int, tuple[Pack, ...]]:
    """Per branch, in one statement. Read anew each time: another process may have written since."""
    query = (
        select(OwnPack, OwnItem, Person.name)
        .outerjoin(OwnItem, OwnItem.pack_id == OwnPack.id)
        .outerjoin(Person, Person.id == OwnItem.owner_id)
        .where(OwnPack.branch_id.in_(list(branches)))
        .order_by(OwnPack.id, OwnItem.number, OwnItem.id)
    )
    rows: dict[int, tuple[OwnPack, list[OwnItem]]] = {}
    names: dict[int, str] = {}
    for pack, item, name in session.execute(query):
        items = rows.setdefault(pack.id, (pack, []))[1]
        if item is not None:
            items.append(item)
            names[item.owner_id or 0] = name or ""
    found: dict[int, tuple[Pack, ...]] = {}
    for pack, items in rows.values():
        found[pack.branch_id] = (*found.get(pack.branch_id, ()), read(pack, items, names))
    return found


def catalogues(session: Session, base: Catalogue, branches: Iterable[int]) -> dict[int, Catalogue]:
    """Per branch, all rules and its own beside them; those of no other branch."""
    wanted = list(branches)
    own = packs(session, wanted)
    return {branch: base.beside(own.get(branch, ())) for branch in wanted}


def catalogue_of(session: Session, base: Catalogue, branch: int) -> Catalogue:
    return catalogues(session, base, [branch])[branch]


def own_packs(session: Session, branch: int) -> tuple[OwnPack, ...]:
    return tuple(session.scalars(select(OwnPack).where(OwnPack.branch_id == branch).order_by(OwnPack.id)))


def items_of(session: Session, pack: OwnPack) -> tuple[OwnItem, ...]:
    """Every version of every item, the oldest version of each first."""
    rows = session.scalars(select(OwnItem).where(OwnItem.pack_id == pack.id)).all()
    return tuple(sorted(rows, key=lambda row: (row.number, str(row.since or ""))))


def versions_of(session: Session, item: OwnItem) -> tuple[OwnItem, ...]:
    same = (OwnItem.pack_id == item.pack_id, OwnItem.number == item.number)
    return tuple(sorted(session.scalars(select(OwnItem).where(*same)), key=lambda row: str(row.since or "")))


def asks_since(session: Session, pack: OwnPack) -> date | None:
    """The first day on which the pack bound its branch, or will."""
    query = select(PackAdoption.since).where(PackAdoption.branch_id == pack.branch_id)
    return min(session.scalars(query.where(PackAdoption.pack == pack_id(pack))), default=None)


def names_of(session: Session, branch: int) -> dict[int, str]:
    """The branch's people by id, those who have left too: an old version may name one."""
    return dict(session.execute(select(Person.id, Person.name).where(Person.branch_id == branch)).all())
