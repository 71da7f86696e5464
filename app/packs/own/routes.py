"""Pages of a pack that a branch writes itself: begin, name, read, see what it will ask and what changed."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.packs.models import OwnPack
from app.packs.own import acts, forms, items, preview, queries
from app.packs.own.reading import read
from app.packs.queries import in_force
from app.web import action, page
from checklists.catalogue import Catalogue

NAV, HOME = "branch", "/settings/packs"


@page(f"{HOME}/new", name="own_packs.new")
def new_pack(desk: AtDesk) -> Response[str]:
    return _edit(desk, forms.PACK.blank(), start=desk.query("start") or forms.EXAMPLE)


@action(f"{HOME}/new", name="own_packs.add")
def add_pack(desk: AtDesk) -> Response[Any]:
    typed, start = forms.PACK.read(desk.form), desk.form["start"]
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            pack = acts.add_pack(session, desk.actor, branch.id, _rules(desk, session, branch.id), typed.checked())
            if start == forms.EXAMPLE:
                acts.begin_with(session, desk.actor, pack, desk.office.catalogue.pack(forms.EXAMPLE).items)
            undo = f"{HOME}/own/{pack.id}/delete"
            return desk.done(session, f"{HOME}/own/{pack.id}", f"已新建“{pack.title}”，还没有启用", undo=undo)
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), start=start, status=422)


@page(f"{HOME}/own/{{own_id:int}}", name="own_packs.show")
def show_pack(desk: AtDesk, own_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        pack = record_for(session, desk.reach, OwnPack, own_id)
        branch = branch_for(session, desk.reach, pack.branch_id)
        rows, names = queries.items_of(session, pack), queries.names_of(session, branch.id)
        made = read(pack, rows, names)
        ahead = preview.year_ahead(session, branch, made, desk.today, desk.office.workdays)
        adoption = in_force(session, branch.id, made.id, desk.today)
        began = queries.asks_since(session, pack)
    return desk.page(
        "packs/own/show.html",
        pack.title,
        nav=NAV,
        pack=pack,
        id=made.id,
        items=preview.written(pack, rows, names, desk.today),
        ahead=ahead,
        adoption=adoption,
        began=began,
        may=desk.user.has("secretary", pack.branch_id),
    )


@page(f"{HOME}/own/{{own_id:int}}/changes", name="own_packs.changes")
def show_changes(desk: AtDesk, own_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        pack = record_for(session, desk.reach, OwnPack, own_id)
        rows, names = queries.items_of(session, pack), queries.names_of(session, pack.branch_id)
    steps = preview.history(pack, rows, names)
    return desk.page("packs/own/changes.html", f"“{pack.title}”改过什么", nav=NAV, pack=pack, steps=steps)


@page(f"{HOME}/own/{{own_id:int}}/edit", name="own_packs.edit")
def edit_pack(desk: AtDesk, own_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        pack = record_for(session, desk.reach, OwnPack, own_id)
    return _edit(desk, forms.PACK.shown(pack), pack)


@action(f"{HOME}/own/{{own_id:int}}/edit", name="own_packs.change")
def change_pack(desk: AtDesk, own_id: FromPath[int]) -> Response[Any]:
    typed = forms.PACK.read(desk.form)
    try:
        with desk.write() as session:
            pack = record_for(session, desk.reach, OwnPack, own_id)
            rules = _rules(desk, session, pack.branch_id)
            acts.change_pack(session, desk.actor, pack, rules, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"{HOME}/own/{own_id}", f"已保存“{pack.title}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            pack = record_for(session, desk.reach, OwnPack, own_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), pack, status=422)
        conflict = desk.differences(forms.PACK, typed, forms.PACK.shown(pack))
        return _edit(desk, typed, pack, status=409, conflict=conflict)


@action(f"{HOME}/own/{{own_id:int}}/delete", name="own_packs.delete")
def delete_pack(desk: AtDesk, own_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        pack = record_for(session, desk.reach, OwnPack, own_id)
        acts.delete_pack(session, desk.actor, pack)
        return desk.done(session, HOME, f"已删除“{pack.title}”", undo=f"{HOME}/own/{own_id}/restore")


@action(f"{HOME}/own/{{own_id:int}}/restore", name="own_packs.restore")
def restore_pack(desk: AtDesk, own_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        pack = record_for(session, desk.reach, OwnPack, own_id, deleted=True)
        acts.restore_pack(session, desk.actor, pack)
        return desk.done(session, f"{HOME}/own/{own_id}", f"已恢复“{pack.title}”")


def _rules(desk: Desk, session: Session, branch: int) -> Catalogue:
    return queries.catalogue_of(session, desk.office.catalogue, branch)


def _edit(
    desk: Desk,
    typed: Typed,
    pack: OwnPack | None = None,
    *,
    start: str = "",
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    return desk.page(
        "packs/own/edit.html",
        f"修改“{pack.title}”" if pack else "写一套本支部的规则",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        pack=pack,
        start=start,
        starts=forms.STARTS,
        conflict=conflict,
    )


ROUTES = [new_pack, add_pack, show_pack, show_changes, edit_pack, change_pack, delete_pack, restore_pack, *items.ROUTES]
