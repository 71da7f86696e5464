"""Pages of the rules in force: adopt or end a local pack, exempt an item, say why one was missed."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.errors import Invalid, NotFound
from app.fields import Typed
from app.packs import acts, forms, shown, steps
from app.packs.deeds import routes as deeds
from app.packs.models import PackAdoption
from app.packs.overrides import routes as parameters
from app.packs.own import routes as own
from app.packs.own.queries import catalogue_of
from app.web import action, page
from checklists.catalogue import Catalogue
from checklists.items import Item, Pack

NAV = "branch"
HOME = "/settings/packs"


@page(HOME, name="packs.show")
def show_packs(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        catalogue = catalogue_of(session, desk.office.catalogue, branch.id)
        found = shown.packs(session, branch.id, catalogue, desk.today)
        reasons = shown.reasons(session, branch.id, catalogue)
    may = desk.user.has("secretary", branch.id)
    return desk.page("packs/show.html", "规则和依据", nav=NAV, packs=found, reasons=reasons, may=may)


@page("/settings/packs/{pack_id:str}/adopt", name="packs.adoption")
def show_adoption(desk: AtDesk, pack_id: FromPath[str]) -> Response[str]:
    pack = _pack(desk, pack_id)
    return _adoption(desk, pack, forms.ADOPTION.blank(since=desk.today.isoformat()))


@action("/settings/packs/{pack_id:str}/adopt", name="packs.adopt")
def adopt(desk: AtDesk, pack_id: FromPath[str]) -> Response[Any]:
    pack, typed = _pack(desk, pack_id), forms.ADOPTION.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            adoption = acts.adopt(session, desk.actor, branch.id, pack, typed.checked())
            undo = f"/settings/packs/adoptions/{adoption.id}/delete"
            return desk.done(session, HOME, f"已启用“{pack.title}”", undo=undo)
    except Invalid as invalid:
        return _adoption(desk, pack, typed.refused(invalid), status=422)


@page("/settings/packs/adoptions/{adoption_id:int}/end", name="packs.ending")
def show_ending(desk: AtDesk, adoption_id: FromPath[int]) -> Response[str]:
    return _ending(desk, adoption_id, forms.ENDING.blank(until=desk.today.isoformat()))


@action("/settings/packs/adoptions/{adoption_id:int}/end", name="packs.end")
def end(desk: AtDesk, adoption_id: FromPath[int]) -> Response[Any]:
    typed = forms.ENDING.read(desk.form)
    try:
        with desk.write() as session:
            adoption = record_for(session, desk.reach, PackAdoption, adoption_id)
            acts.end(session, desk.actor, adoption, typed.checked())
            message = f"“{_pack(desk, adoption.pack).title}”已定停止执行的日期，此前应办的事项不变"
            return desk.done(session, HOME, message, undo=f"/settings/packs/adoptions/{adoption_id}/go-on")
    except Invalid as invalid:
        return _ending(desk, adoption_id, typed.refused(invalid), status=422)


@page("/settings/packs/items/{item_id:str}/exempt", name="packs.exemption")
def show_exemption(desk: AtDesk, item_id: FromPath[str]) -> Response[str]:
    item = _item(desk, item_id)
    return _exemption(desk, item, forms.EXEMPTION.blank(since=desk.today.isoformat()))


@action("/settings/packs/items/{item_id:str}/exempt", name="packs.exempt")
def exempt(desk: AtDesk, item_id: FromPath[str]) -> Response[Any]:
    item, typed = _item(desk, item_id), forms.EXEMPTION.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            exemption = acts.exempt(session, desk.actor, branch.id, item, typed.checked())
            undo = f"/settings/packs/exemptions/{exemption.id}/delete"
            return desk.done(session, HOME, f"“{item.title}”已登记免办", undo=undo)
    except Invalid as invalid:
        return _exemption(desk, item, typed.refused(invalid), status=422)


@page("/packs/excuse", name="packs.reason")
def show_reason(desk: AtDesk) -> Response[str]:
    item, period = _asked(desk, desk.query("item"), desk.query("period"))
    return _reason(desk, item, period, forms.REASON.blank())


@action("/packs/excuse", name="packs.excuse")
def excuse(desk: AtDesk) -> Response[Any]:
    """From 今天要办, or from its own page: why the item was not held in that period."""
    item, period = _asked(desk, desk.form["item"], desk.form["period"])
    typed = forms.REASON.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            said = acts.excuse(session, desk.actor, branch.id, item, period, typed.checked()["reason"])
            message = f"已写明{shown.period_words(period)}{item.title}未按期开展的原因，不再提醒"
            return desk.done(session, "/", message, undo=f"/packs/reasons/{said.id}/delete")
    except Invalid as invalid:
        return _reason(desk, item, period, typed.refused(invalid), status=422)


def _rules(desk: Desk) -> Catalogue:
    """All rules of the chosen branch, with those it wrote itself."""
    with desk.read() as session:
        return catalogue_of(session, desk.office.catalogue, desk.branch or 0)


def _pack(desk: Desk, pack_id: str) -> Pack:
    for pack in _rules(desk).packs:
        if pack.id == pack_id:
            return pack
    raise NotFound("没有找到这套规则")


def _item(desk: Desk, item_id: str) -> Item:
    try:
        return _rules(desk).item(item_id)
    except KeyError:
        raise NotFound("没有找到这项要求") from None


def _asked(desk: Desk, item_id: str, period: str) -> tuple[Item, int]:
    if not period.isdecimal() or not shown.period_words(int(period)):
        raise NotFound("没有找到这个期间")
    return _item(desk, item_id), int(period)


def _adoption(desk: Desk, pack: Pack, typed: Typed, status: int = 200) -> Response[str]:
    title = f"启用“{pack.title}”"
    return desk.page("packs/adopt.html", title, nav=NAV, status=status, pack=pack, typed=typed, errors=typed.errors)


def _ending(desk: Desk, adoption_id: int, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        adoption = record_for(session, desk.reach, PackAdoption, adoption_id)
    title = f"停止执行“{_pack(desk, adoption.pack).title}”"
    return desk.page(
        "packs/end.html", title, nav=NAV, status=status, adoption=adoption, typed=typed, errors=typed.errors
    )


def _exemption(desk: Desk, item: Item, typed: Typed, status: int = 200) -> Response[str]:
    title = f"免办“{item.title}”"
    return desk.page("packs/exempt.html", title, nav=NAV, status=status, item=item, typed=typed, errors=typed.errors)


def _reason(desk: Desk, item: Item, period: int, typed: Typed, status: int = 200) -> Response[str]:
    title = f"{shown.period_words(period)}{item.title}未按期开展的原因"
    values = {"item": item, "period": period, "typed": typed, "errors": typed.errors}
    return desk.page("packs/reason.html", title, nav="today", status=status, **values)


ROUTES = [
    show_packs,
    show_adoption,
    adopt,
    show_ending,
    end,
    show_exemption,
    exempt,
    show_reason,
    excuse,
    *steps.ROUTES,
    *own.ROUTES,
    *parameters.ROUTES,
    *deeds.ROUTES,
]
