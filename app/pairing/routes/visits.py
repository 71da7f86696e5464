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
from app.pairing.models import Campaign, Household, Visit
from app.pairing.queries import visits as lists
from app.pairing.routes import common
from app.pairing.routes.visit_form import edit, household_of
from app.pairing.words import ORGANISERS, WAYS
from app.web import action, page

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
    return edit(desk, forms.VISIT.blank(**texts))


@action("/visits/new", name="pairing.add_visit")
def add_visit(desk: AtDesk) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        given = _given(values)
        visits.check(session, given)
        home = household_of(session, desk, branch.id, values)
        visit = visits.add(session, desk.actor, branch.id, home, given)
        word = "走访" if visit.way == "home" else "联系"
        return desk.done(session, f"/visits/{visit.id}", f"已记下对“{values['person']}”家的{word}")

    return common.attempt(desk, forms.VISIT.read(desk.form), act, lambda typed, status, _: edit(desk, typed, status))


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
    return edit(desk, reading.visit_shown(visit, household.name, campaign), visit=visit)


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

    return common.correct(desk, forms.VISIT, find, act, partial(edit, desk), shown)


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


def _visit(session: Session, desk: Desk, visit_id: int) -> tuple[Visit, Household, str]:
    visit = record_for(session, desk.reach, Visit, visit_id)
    household = record_for(session, desk.reach, Household, visit.household_id)
    campaign = session.get(Campaign, visit.campaign_id) if visit.campaign_id else None
    return visit, household, campaign.name if campaign else ""


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
