"""The items of a branch's own pack and their versions: a change closes the old from a day and opens the new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import POSTS
from app.db import expect_version
from app.errors import Invalid, Refusal
from app.packs.models import OwnItem, OwnPack
from app.packs.own import rules
from app.packs.own.queries import asks_since, names_of, versions_of
from app.packs.own.reading import read
from checklists.fields import DefinitionError

Values = Mapping[str, Any]
WORDS = ("title", "verb", "clause", "cadence", "at_least", "measure", "each", "strength", "grace", "evidence", "basis")
# A definition's field → the field of the page that it is made of.
PLACES = {"ask": "title", "citation": "basis", "citation.basis": "basis", "unit": "measure", "marks": "answers"}


def add_item(session: Session, actor: Actor, pack: OwnPack, values: Values) -> OwnItem:
    """Another item; in a pack that already asks, from a day on."""
    since = values.get("since") if not free(session, pack) else None
    kept = _checked(session, pack, values)
    if not free(session, pack) and (said := rules.since_problem(since, _today(session), None)):
        raise Invalid({"since": said})
    last = select(func.max(OwnItem.number)).where(OwnItem.pack_id == pack.id)
    number = (session.scalar(last.execution_options(with_deleted=True)) or 0) + 1
    return _kept(session, actor, pack, kept | {"number": number, "since": since}, "own_item.add")


def change_item(
    session: Session, actor: Actor, pack: OwnPack, item: OwnItem, values: Values, version: int | None
) -> OwnItem:
    """What has not asked yet is corrected where it stands; else a new version holds from the day given."""
    expect_version(item, version, WORDS)
    kept = _checked(session, pack, values)
    if free(session, pack, item):
        for key, value in kept.items():
            setattr(item, key, value)
        audit.note(session, actor, "own_item.change", item, fields=sorted(kept))
        return item
    if item.until is not None:
        raise Refusal("这一项已经停办或换成新的要求，这一版不能再改", "请打开现在的要求修改，或先取消停办")
    since = values.get("since")
    if said := rules.since_problem(since, _today(session), item.since):
        raise Invalid({"since": said})
    item.until = since
    return _kept(session, actor, pack, kept | {"number": item.number, "since": since}, "own_item.change")


def end_item(session: Session, actor: Actor, item: OwnItem, until: date | None) -> None:
    """From `until` on it is asked no more; what fell due before stays."""
    if item.until is not None:
        raise Refusal("这一项已经停办或换成新的要求", "请打开现在的要求，或先取消停办")
    if said := rules.until_problem(until, _today(session), item.since):
        raise Invalid({"until": said})
    item.until = until
    audit.note(session, actor, "own_item.end", item, until=until)


def go_on_item(session: Session, actor: Actor, item: OwnItem) -> None:
    """The undo of `end_item`."""
    if versions_of(session, item)[-1] is not item:
        raise Refusal("这一项后来又改过，不能恢复这一版", "请打开现在的要求修改")
    item.until = None
    audit.note(session, actor, "own_item.go_on", item)


def delete_item(session: Session, actor: Actor, pack: OwnPack, item: OwnItem) -> None:
    """What has not asked yet; the version before it, where there is one, goes on."""
    if not free(session, pack, item):
        raise Refusal(f"“{item.title}”已经有到期的期间，不能删除", "请用“停办”，以前的期间会保留原来的要求")
    if (before := _before(session, item)) is not None:
        before.until = item.until
    item.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "own_item.delete", item)


def restore_item(session: Session, actor: Actor, item: OwnItem) -> None:
    """The undo of `delete_item`. Refused when the item was changed again meanwhile."""
    if (before := _before(session, item)) is not None:
        if before.until != item.until:
            raise Refusal("这一项后来又改过，不能恢复这一版", "请打开现在的要求修改")
        before.until = item.since
    item.deleted_at = None
    audit.note(session, actor, "own_item.restore", item)


def free(session: Session, pack: OwnPack, item: OwnItem | None = None) -> bool:
    """Whether nothing has fallen due yet under the pack, or under this version of an item."""
    adopted = asks_since(session, pack)
    begins = [day for day in (adopted, item.since if item else None) if day]
    return adopted is None or max(begins) >= rules.first_open(_today(session))


def _before(session: Session, item: OwnItem) -> OwnItem | None:
    if item.since is None:
        return None
    earlier = [row for row in versions_of(session, item) if row is not item and (row.since or date.min) < item.since]
    return earlier[-1] if earlier else None


def _checked(session: Session, pack: OwnPack, values: Values) -> dict[str, Any]:
    """The columns, once the rules and the reader of definitions have nothing to say against them."""
    if problems := rules.item_problems(values):
        raise Invalid(problems)
    names = names_of(session, pack.branch_id)
    kept = {key: values[key] if values.get(key) is not None else "" for key in WORDS}
    kept |= {"grace": values.get("grace") or 0, "answers": ",".join(values["answers"])}
    kept |= _owner(values.get("owner") or "", names)
    trial = OwnItem(branch_id=pack.branch_id, pack_id=pack.id, number=0, **kept)
    try:
        read(pack, [trial], names)
    except DefinitionError as error:
        raise Invalid({PLACES.get(error.field, error.field): error.reason}) from error
    return kept


def _owner(owner: str, names: Mapping[int, str]) -> dict[str, Any]:
    """`post:discipline`, `person:3` of this branch, or nobody: then the secretary is told."""
    kind, _, named = owner.partition(":")
    if not owner or (kind == "post" and named in POSTS):
        return {"owner_post": named, "owner_id": None}
    if kind == "person" and named.isdecimal() and int(named) in names:
        return {"owner_post": "", "owner_id": int(named)}
    raise Invalid({"owner": "没有找到这名负责人，请从列表里选择"})


def _kept(session: Session, actor: Actor, pack: OwnPack, columns: dict[str, Any], action: str) -> OwnItem:
    today = _today(session)
    row = OwnItem(branch_id=pack.branch_id, pack_id=pack.id, created_by=actor.account_id, recorded_on=today, **columns)
    session.add(row)
    session.flush()
    audit.note(session, actor, action, row, title=row.title, since=row.since)
    return row


def _today(session: Session) -> date:
    today: date = session.info["clock"].today()
    return today
