"""Pages of deeds: what was done for a branch's own items, written down in one short form."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.packs.deeds import acts, forms, queries, rules
from app.packs.models import OwnDeed
from app.packs.own.queries import catalogue_of
from app.web import action, page
from checklists.catalogue import Catalogue

NAV = "meetings"


@page("/deeds", name="deeds.list")
def list_deeds(desk: AtDesk) -> Response[str]:
    wanted = desk.query("item")
    with desk.read() as session:
        catalogue = _rules(desk, session, desk.branch or 0)
        found = queries.listed(session, desk.in_branch, catalogue, item=wanted, before=desk.query("before"))
    items = [(item.id, item.title) for item in acts.answered(catalogue).values()]
    may = desk.may("deeds.add")
    return desk.page("packs/deeds/list.html", "办理记录", nav=NAV, found=found, items=items, wanted=wanted, may=may)


@page("/deeds/new", name="deeds.new")
def new_deed(desk: AtDesk) -> Response[str]:
    """From 今天要办: of that item, and for the period that was missed."""
    item, period = desk.query("item"), desk.query("period")
    with desk.read() as session:
        known = acts.answered(_rules(desk, session, desk.branch or 0)).get(item)
    passed = {str(one.code) for one in rules.makeable(known, desk.today)} if known else set()
    texts = {"item": item if known else "", "done_on": desk.today.isoformat()}
    return _edit(desk, forms.blank(**texts, belongs_to=period if period in passed else ""))


@action("/deeds/new", name="deeds.add")
def add_deed(desk: AtDesk) -> Response[Any]:
    typed = forms.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            deed = acts.add(session, desk.actor, branch.id, _rules(desk, session, branch.id), typed.checked())
            return desk.done(session, f"/deeds/{deed.id}", "已记下", undo=f"/deeds/{deed.id}/delete")
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), status=422)


@page("/deeds/{deed_id:int}", name="deeds.show")
def show_deed(desk: AtDesk, deed_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        deed = record_for(session, desk.reach, OwnDeed, deed_id)
        item = acts.answered(_rules(desk, session, deed.branch_id)).get(deed.item)
        people = queries.people_of(session, [deed.id]).get(deed.id, {})
    return desk.page(
        "packs/deeds/show.html",
        item.title if item else "办理记录",
        nav=NAV,
        deed=deed,
        people="、".join(people.values()),
        period=rules.period_words(deed.belongs_to),
        citation=str(item.citation) if item else "",
        may=desk.may("deeds.change") and deed.branch_id in desk.in_branch,
    )


@page("/deeds/{deed_id:int}/edit", name="deeds.edit")
def edit_deed(desk: AtDesk, deed_id: FromPath[int]) -> Response[str]:
    deed, typed = _opened(desk, deed_id)
    return _edit(desk, typed, deed)


@action("/deeds/{deed_id:int}/edit", name="deeds.change")
def change_deed(desk: AtDesk, deed_id: FromPath[int]) -> Response[Any]:
    typed = forms.read(desk.form)
    try:
        with desk.write() as session:
            deed = record_for(session, desk.reach, OwnDeed, deed_id)
            catalogue = _rules(desk, session, deed.branch_id)
            acts.change(session, desk.actor, deed, catalogue, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/deeds/{deed_id}", "已保存")
    except (Invalid, Conflict) as problem:
        deed, now = _opened(desk, deed_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), deed, status=422)
        return _edit(desk, typed, deed, status=409, conflict=desk.differences(forms.FIELDS, typed, now))


@action("/deeds/{deed_id:int}/delete", name="deeds.delete")
def delete_deed(desk: AtDesk, deed_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        acts.delete(session, desk.actor, record_for(session, desk.reach, OwnDeed, deed_id))
        return desk.done(session, "/deeds", "已删除这条办理记录", undo=f"/deeds/{deed_id}/restore")


@action("/deeds/{deed_id:int}/restore", name="deeds.restore")
def restore_deed(desk: AtDesk, deed_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        acts.restore(session, desk.actor, record_for(session, desk.reach, OwnDeed, deed_id, deleted=True))
        return desk.done(session, f"/deeds/{deed_id}", "已恢复这条办理记录")


def _rules(desk: Desk, session: Session, branch: int) -> Catalogue:
    return catalogue_of(session, desk.office.catalogue, branch)


def _opened(desk: Desk, deed_id: int) -> tuple[OwnDeed, Typed]:
    with desk.read() as session:
        deed = record_for(session, desk.reach, OwnDeed, deed_id)
        return deed, forms.shown(deed, queries.people_of(session, [deed_id]).get(deed_id, {}))


def _edit(
    desk: Desk,
    typed: Typed,
    deed: OwnDeed | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    branch = deed.branch_id if deed else desk.branch or 0
    with desk.read() as session:
        items = acts.answered(_rules(desk, session, branch))
        people = [(row.person_id, row.name) for row in roster(session, [branch], desk.today)]
    chosen = items.get(typed.texts["item"])
    passed = rules.makeable(chosen, desk.today) if chosen else ()
    return desk.page(
        "packs/deeds/edit.html",
        "修改办理记录" if deed else "记一笔",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        deed=deed,
        items=[(item.id, item.title) for item in items.values()],
        people=people,
        periods=[(period.code, period.title) for period in passed],
        citation=str(chosen.citation) if chosen else "",
        clause=chosen.fill(chosen.clause, chosen.at_least) if chosen else "",
        each=chosen is not None and chosen.each != "branch",
        conflict=conflict,
    )


ROUTES = [list_deeds, new_deed, add_deed, show_deed, edit_deed, change_deed, delete_deed, restore_deed]
