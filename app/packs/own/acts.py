"""Every change to a pack that a branch wrote itself, and to its items before they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid, Refusal
from app.packs.models import OwnPack
from app.packs.own import rules
from app.packs.own.queries import asks_since, own_packs
from app.packs.own.reading import copied
from app.packs.own.versions import add_item
from checklists.catalogue import Catalogue
from checklists.items import Item

Values = Mapping[str, Any]


def add_pack(session: Session, actor: Actor, branch_id: int, catalogue: Catalogue, values: Values) -> OwnPack:
    """An empty pack; it asks nothing until it has items and is adopted."""
    _hold(rules.pack_problems(values, _titles(session, branch_id, catalogue)))
    pack = OwnPack(
        branch_id=branch_id,
        title=values["title"],
        basis=values["basis"],
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(pack)
    session.flush()
    audit.note(session, actor, "own_pack.add", pack, title=pack.title)
    return pack


def begin_with(session: Session, actor: Actor, pack: OwnPack, items: Iterable[Item]) -> None:
    """Items of a packaged pack, copied to be changed: an example binds nobody."""
    for item in items:
        if (values := copied(item)) is not None:
            add_item(session, actor, pack, values | {"basis": pack.basis})


def change_pack(
    session: Session, actor: Actor, pack: OwnPack, catalogue: Catalogue, values: Values, version: int | None
) -> None:
    expect_version(pack, version, values)
    _hold(rules.pack_problems(values, _titles(session, pack.branch_id, catalogue, pack)))
    pack.title, pack.basis = values["title"], values["basis"]
    audit.note(session, actor, "own_pack.change", pack, fields=sorted(values))


def delete_pack(session: Session, actor: Actor, pack: OwnPack) -> None:
    """Only what has never bound the branch: what asked something stays, to answer for the past."""
    if asks_since(session, pack) is not None:
        raise Refusal(f"“{pack.title}”已经启用，不能删除", "请用“停止执行”，以前的期间会保留原来的要求")
    pack.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "own_pack.delete", pack)


def restore_pack(session: Session, actor: Actor, pack: OwnPack) -> None:
    """The undo of `delete_pack`; its items were never gone."""
    pack.deleted_at = None
    audit.note(session, actor, "own_pack.restore", pack)


def _titles(session: Session, branch_id: int, catalogue: Catalogue, own: OwnPack | None = None) -> set[str]:
    here = {pack.title for pack in own_packs(session, branch_id) if pack is not own}
    return here | {pack.title for pack in catalogue.packs if pack.scope != "own"}


def _hold(problems: Mapping[str, str]) -> None:
    if problems:
        raise Invalid(problems)
