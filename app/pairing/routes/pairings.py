"""Who is paired with a household, from which day and, some time, until which."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.fields import Typed
from app.pairing import forms
from app.pairing.acts import pairings
from app.pairing.models import Household, Pairing
from app.pairing.routes import common
from app.web import action, page

Found = tuple[Pairing, Household]


@page("/pairs/{household_id:int}/pairings/new", name="pairing.new_pairing")
def new_pairing(desk: AtDesk, household_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household = record_for(session, desk.reach, Household, household_id)
    return _edit(desk, household, forms.PAIRING.blank(since=desk.today.isoformat()))


@action("/pairs/{household_id:int}/pairings/new", name="pairing.add_pairing")
def add_pairing(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        household = record_for(session, desk.reach, Household, household_id)
        made = pairings.pair(session, desk.actor, household, values)
        return desk.done(session, f"/pairs/{household_id}", f"{made.member}已与“{household.name}”家结对")

    def show(typed: Typed, status: int, _: common.Differences) -> Response[Any]:
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, household_id)
        return _edit(desk, household, typed, status=status)

    return common.attempt(desk, forms.PAIRING.read(desk.form), act, show)


@page("/pairings/{pairing_id:int}", name="pairing.show_pairing")
def show_pairing(desk: AtDesk, pairing_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        pairing, household = _pairing(session, desk, pairing_id)
    return _edit(desk, household, forms.PAIRING.shown(pairing), pairing)


@action("/pairings/{pairing_id:int}", name="pairing.change_pairing")
def change_pairing(desk: AtDesk, pairing_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, found: Found, values: dict[str, Any]) -> Response[Any]:
        pairing, household = found
        changed = {key: value for key, value in values.items() if key != "member"}
        pairings.change(session, desk.actor, pairing, changed, desk.form.number("version"))
        return desk.done(session, f"/pairs/{household.id}", f"已保存{pairing.member}的结对")

    return common.correct(
        desk,
        forms.PAIRING,
        lambda session: _pairing(session, desk, pairing_id),
        act,
        lambda typed, status, found, conflict: _edit(desk, found[1], typed, found[0], status, conflict),
        lambda _, found: forms.PAIRING.shown(found[0]),
    )


@action("/pairings/{pairing_id:int}/delete", name="pairing.delete_pairing")
def delete_pairing(desk: AtDesk, pairing_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        pairing = record_for(session, desk.reach, Pairing, pairing_id)
        pairings.delete(session, desk.actor, pairing)
        words, undo = f"已删除{pairing.member}的结对", f"/pairings/{pairing_id}/restore"
        return desk.done(session, f"/pairs/{pairing.household_id}", words, undo=undo)


@action("/pairings/{pairing_id:int}/restore", name="pairing.restore_pairing")
def restore_pairing(desk: AtDesk, pairing_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        pairing = record_for(session, desk.reach, Pairing, pairing_id, deleted=True)
        household = record_for(session, desk.reach, Household, pairing.household_id)
        pairings.restore(session, desk.actor, household, pairing)
        return desk.done(session, f"/pairs/{pairing.household_id}", f"已恢复{pairing.member}的结对")


def _pairing(session: Session, desk: Desk, pairing_id: int) -> Found:
    pairing = record_for(session, desk.reach, Pairing, pairing_id)
    return pairing, record_for(session, desk.reach, Household, pairing.household_id)


def _edit(
    desk: Desk,
    household: Household,
    typed: Typed,
    pairing: Pairing | None = None,
    status: int = 200,
    conflict: common.Differences | None = None,
) -> Response[str]:
    name = common.names(desk, household.branch_id)(household.name)
    with desk.read() as session:
        people = common.members(session, desk, household.branch_id)
    return desk.page(
        "pairing/pairing.html",
        f"{pairing.member}与{name}家结对" if pairing else f"与{name}家结对",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        household=household,
        pairing=pairing,
        people=people,
        may=common.may(desk, household.branch_id),
        conflict=conflict or [],
    )


ROUTES = [new_pairing, add_pairing, show_pairing, change_pairing, delete_pairing, restore_pairing]
