"""Visits and contacts: the list, the form for a phone, one record."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.fields import Typed
from app.pairing import forms, reading
from app.pairing.acts import visits
from app.pairing.known import known
from app.pairing.models import Campaign, Household, Visit
from app.pairing.queries import households as homes
from app.pairing.queries import visits as lists
from app.pairing.routes import common
from app.pairing.words import ORGANISERS, WAYS
from app.web import action, page

ASKED = [(code, word) if code == "home" else (code, word, "记为联系，不计户次") for code, word in WAYS.items()]
MINE = ("person", "household", "is_new", "village")  # fields of the page that are no fields of a visit


@page("/visits", name="pairing.visits")
def list_visits(desk: AtDesk) -> Response[str]:
    words, way, campaign = desk.query("words"), desk.query("way"), desk.query("campaign")
    names = common.names(desk, desk.branch)
    with desk.read() as session:
        query = {"words": words, "way": way, "campaign": campaign, "before": desk.query("before")}
        found = lists.listed(session, desk.in_branch, names, **query)
        campaigns = lists.campaigns(session, desk.in_branch)
    return desk.page(
        "pairing/visits.html",
        "走访记录",
        nav=common.NAV,
        found=found,
        words=words,
        way=way,
        ways=list(WAYS.items()),
        campaign=campaign,
        campaigns=campaigns,
        may=common.may(desk, desk.branch),
    )


@page("/visits/new", name="pairing.new_visit")
def new_visit(desk: AtDesk) -> Response[str]:
    """Today, by oneself, at home: what is most often true is filled in; ?household= names the household."""
    texts = {"visited_on": desk.today.isoformat(), "way": "home", "organiser": "branch", "visitors": desk.user.name}
    if desk.query("household").isdecimal():
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, int(desk.query("household")))
        texts |= {"person": household.name, "household": str(household.id)}
    return _edit(desk, forms.VISIT.blank(**texts))


@action("/visits/new", name="pairing.add_visit")
def add_visit(desk: AtDesk) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        given = _given(values)
        visits.check(session, given)
        home = _household(session, desk, branch.id, values)
        visit = visits.add(session, desk.actor, branch.id, home, given)
        word = "走访" if visit.way == "home" else "联系"
        return desk.done(session, f"/visits/{visit.id}", f"已记下对“{values['person']}”家的{word}")

    return common.attempt(desk, forms.VISIT.read(desk.form), act, lambda typed, status, _: _edit(desk, typed, status))


@page("/visits/{visit_id:int}", name="pairing.show_visit")
def show_visit(desk: AtDesk, visit_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        visit, household, campaign = _visit(session, desk, visit_id)
    name = common.names(desk, visit.branch_id)(household.name)
    return desk.page(
        "pairing/visit.html",
        f"{'入户走访' if visit.way == 'home' else '联系'}{name}家",
        nav=common.NAV,
        visit=visit,
        household=household,
        name=name,
        campaign=campaign,
        way=WAYS[visit.way],
        organiser=ORGANISERS[visit.organiser],
        money=lists.money(visit.gift_money),
        may=common.may(desk, visit.branch_id),
    )


@page("/visits/{visit_id:int}/edit", name="pairing.edit_visit")
def edit_visit(desk: AtDesk, visit_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        visit, household, campaign = _visit(session, desk, visit_id)
    return _edit(desk, reading.visit_shown(visit, household.name, campaign), visit=visit)


@action("/visits/{visit_id:int}/edit", name="pairing.change_visit")
def change_visit(desk: AtDesk, visit_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, visit: Visit, values: dict[str, Any]) -> Response[Any]:
        visits.change(session, desk.actor, visit, _given(values), desk.form.number("version"))
        return desk.done(session, f"/visits/{visit_id}", "已保存这次走访")

    def find(session: Session) -> Visit:
        return record_for(session, desk.reach, Visit, visit_id)

    def shown(session: Session, visit: Visit) -> Typed:
        _, household, campaign = _visit(session, desk, visit_id)
        return reading.visit_shown(visit, household.name, campaign)

    return common.correct(desk, forms.VISIT, find, act, partial(_edit, desk), shown)


@action("/visits/{visit_id:int}/delete", name="pairing.delete_visit")
def delete_visit(desk: AtDesk, visit_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        visit = record_for(session, desk.reach, Visit, visit_id)
        visits.delete(session, desk.actor, visit)
        undo = f"/visits/{visit_id}/restore"
        return desk.done(session, f"/pairs/{visit.household_id}", "已删除这次走访", undo=undo)


@action("/visits/{visit_id:int}/restore", name="pairing.restore_visit")
def restore_visit(desk: AtDesk, visit_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        visit = record_for(session, desk.reach, Visit, visit_id, deleted=True)
        visits.restore(session, desk.actor, visit)
        return desk.done(session, f"/visits/{visit_id}", "已恢复这次走访")


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return reading.stored({key: value for key, value in values.items() if key not in MINE})


def _household(session: Session, desk: Desk, branch_id: int, values: dict[str, Any]) -> int:
    """The household that was chosen, as long as the name beside it is still its own; else the one of that name."""
    name = values["person"]
    if values["household"] is not None:
        chosen = record_for(session, frozenset({branch_id}), Household, values["household"])
        if name in (chosen.name, known(session, branch_id).called(chosen.id)):
            return chosen.id
    create, village = bool(values["is_new"]), values["village"] or ""
    return visits.household_of(session, desk.actor, branch_id, name, create=create, village=village)


def _visit(session: Session, desk: Desk, visit_id: int) -> tuple[Visit, Household, str]:
    visit = record_for(session, desk.reach, Visit, visit_id)
    household = record_for(session, desk.reach, Household, visit.household_id)
    campaign = session.get(Campaign, visit.campaign_id) if visit.campaign_id else None
    return visit, household, campaign.name if campaign else ""


def _edit(
    desk: Desk,
    typed: Typed,
    status: int = 200,
    visit: Visit | None = None,
    conflict: common.Differences | None = None,
) -> Response[str]:
    branch = visit.branch_id if visit else desk.branch or 0
    with desk.read() as session:
        book = known(session, branch)
        same = book.households(typed.person)
        page_values = {
            "people": common.members(session, desk, branch),
            "households": homes.suggestions(session, frozenset({branch}), desk.today),
            "campaigns": [name for _, name in lists.campaigns(session, frozenset({branch}))],
            "choices": [(id_, book.called(id_)) for id_ in same] if len(same) > 1 else [],
            "unknown": bool(typed.person) and not same,
        }
    return desk.page(
        "pairing/visit_edit.html",
        "修改走访记录" if visit else "记一次走访",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        visit=visit,
        ways=ASKED,
        organisers=list(ORGANISERS.items()),
        conflict=conflict or [],
        **page_values,
    )


ROUTES = [
    list_visits,
    new_visit,
    add_visit,
    show_visit,
    edit_visit,
    change_visit,
    delete_visit,
    restore_visit,
]
