"""Pages of one item of a branch's own pack: write, change from a day on, end."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.packs.models import OwnItem, OwnPack
from app.packs.own import forms, queries, versions
from app.packs.own.rules import CADENCES, EACH, MEASURES, STRENGTHS
from app.packs.own.ways import WAYS
from app.web import action, page

NAV, HOME = "branch", "/settings/packs/own"


@page(f"{HOME}/{{own_id:int}}/items/new", name="own_items.new")
def new_item(desk: AtDesk, own_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        pack = record_for(session, desk.reach, OwnPack, own_id)
    return _edit(desk, forms.blank(pack, desk.today.isoformat()), pack)


@action(f"{HOME}/{{own_id:int}}/items/new", name="own_items.add")
def add_item(desk: AtDesk, own_id: FromPath[int]) -> Response[Any]:
    typed = forms.ITEM.read(desk.form)
    try:
        with desk.write() as session:
            pack = record_for(session, desk.reach, OwnPack, own_id)
            item = versions.add_item(session, desk.actor, pack, typed.checked())
            undo = f"{HOME}/items/{item.id}/delete"
            return desk.done(session, f"{HOME}/{own_id}", f"已写入“{item.title}”", undo=undo)
    except Invalid as invalid:
        with desk.read() as session:
            pack = record_for(session, desk.reach, OwnPack, own_id)
        return _edit(desk, typed.refused(invalid), pack, status=422)


@page(f"{HOME}/items/{{own_item_id:int}}/edit", name="own_items.edit")
def edit_item(desk: AtDesk, own_item_id: FromPath[int]) -> Response[str]:
    pack, item = _opened(desk, own_item_id)
    return _edit(desk, forms.shown(item, desk.today.isoformat()), pack, item)


@action(f"{HOME}/items/{{own_item_id:int}}/edit", name="own_items.change")
def change_item(desk: AtDesk, own_item_id: FromPath[int]) -> Response[Any]:
    typed = forms.ITEM.read(desk.form)
    try:
        with desk.write() as session:
            old = record_for(session, desk.reach, OwnItem, own_item_id)
            pack = record_for(session, desk.reach, OwnPack, old.pack_id)
            version = desk.form.number("version")
            item = versions.change_item(session, desk.actor, pack, old, typed.checked(), version)
            undo = f"{HOME}/items/{item.id}/delete" if item is not old else ""
            return desk.done(session, f"{HOME}/{pack.id}", f"已保存“{item.title}”", undo=undo)
    except (Invalid, Conflict) as problem:
        pack, item = _opened(desk, own_item_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), pack, item, status=422)
        conflict = desk.differences(forms.ITEM, typed, forms.shown(item, typed.texts["since"]))
        return _edit(desk, typed, pack, item, status=409, conflict=conflict)


@page(f"{HOME}/items/{{own_item_id:int}}/end", name="own_items.ending")
def show_ending(desk: AtDesk, own_item_id: FromPath[int]) -> Response[str]:
    return _ending(desk, own_item_id, forms.ENDING.blank(until=desk.today.isoformat()))


@action(f"{HOME}/items/{{own_item_id:int}}/end", name="own_items.end")
def end_item(desk: AtDesk, own_item_id: FromPath[int]) -> Response[Any]:
    typed = forms.ENDING.read(desk.form)
    try:
        with desk.write() as session:
            item = record_for(session, desk.reach, OwnItem, own_item_id)
            versions.end_item(session, desk.actor, item, typed.checked()["until"])
            undo = f"{HOME}/items/{own_item_id}/go-on"
            message = f"“{item.title}”已定停办的日期，此前应办的不变"
            return desk.done(session, f"{HOME}/{item.pack_id}", message, undo=undo)
    except Invalid as invalid:
        return _ending(desk, own_item_id, typed.refused(invalid), status=422)


@action(f"{HOME}/items/{{own_item_id:int}}/go-on", name="own_items.go_on")
def go_on_item(desk: AtDesk, own_item_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        item = record_for(session, desk.reach, OwnItem, own_item_id)
        versions.go_on_item(session, desk.actor, item)
        return desk.done(session, f"{HOME}/{item.pack_id}", f"“{item.title}”继续办")


@action(f"{HOME}/items/{{own_item_id:int}}/delete", name="own_items.delete")
def delete_item(desk: AtDesk, own_item_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        item = record_for(session, desk.reach, OwnItem, own_item_id)
        versions.delete_item(session, desk.actor, record_for(session, desk.reach, OwnPack, item.pack_id), item)
        undo = f"{HOME}/items/{own_item_id}/restore"
        return desk.done(session, f"{HOME}/{item.pack_id}", f"已删除“{item.title}”的这一版要求", undo=undo)


@action(f"{HOME}/items/{{own_item_id:int}}/restore", name="own_items.restore")
def restore_item(desk: AtDesk, own_item_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        item = record_for(session, desk.reach, OwnItem, own_item_id, deleted=True)
        versions.restore_item(session, desk.actor, item)
        return desk.done(session, f"{HOME}/{item.pack_id}", f"已恢复“{item.title}”")


def _opened(desk: Desk, own_item_id: int) -> tuple[OwnPack, OwnItem]:
    with desk.read() as session:
        item = record_for(session, desk.reach, OwnItem, own_item_id)
        return record_for(session, desk.reach, OwnPack, item.pack_id), item


def _edit(
    desk: Desk,
    typed: Typed,
    pack: OwnPack,
    item: OwnItem | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        free = versions.free(session, pack, item)
        people = {row.person_id: row.name for row in roster(session, [pack.branch_id], desk.today)}
        names = queries.names_of(session, pack.branch_id)
    if item and item.owner_id and item.owner_id not in people:  # somebody who has left stays to be seen
        people[item.owner_id] = names.get(item.owner_id, "")
    return desk.page(
        "packs/own/item.html",
        f"修改“{item.title}”" if item else "写一项",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        pack=pack,
        item=item,
        free=free,
        owners=forms.owners(people),
        verbs=forms.VERBS,
        cadences=list(CADENCES.items()),
        each=list(EACH.items()),
        measures=list(MEASURES.items()),
        strengths=list(STRENGTHS.items()),
        ways=[(code, way.words) for code, way in WAYS.items()],
        conflict=conflict,
    )


def _ending(desk: Desk, own_item_id: int, typed: Typed, status: int = 200) -> Response[str]:
    _, item = _opened(desk, own_item_id)
    values = {"item": item, "typed": typed, "errors": typed.errors}
    return desk.page("packs/own/end.html", f"停办“{item.title}”", nav=NAV, status=status, **values)


ROUTES = [
    new_item,
    add_item,
    edit_item,
    change_item,
    show_ending,
    end_item,
    go_on_item,
    delete_item,
    restore_item,
]
