"""Promises to a household: made, corrected, kept, and taken back when that was said too soon."""

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
from app.pairing.models import Commitment, Household
from app.pairing.queries import help
from app.pairing.routes import common
from app.web import action, page

Found = tuple[Household, Commitment]


@page("/pairs/{household_id:int}/promises/new", name="pairing.new_promise")
def new_promise(desk: AtDesk, household_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household = record_for(session, desk.reach, Household, household_id)
    owner = next((one.member for one in household.pairings if one.until is None), "")
    return _edit(desk, household, forms.PROMISE.blank(made_on=desk.today.isoformat(), owner=owner))


@action("/pairs/{household_id:int}/promises/new", name="pairing.add_promise")
def add_promise(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        household = record_for(session, desk.reach, Household, household_id)
        pairings.promise(session, desk.actor, household, values)
        return desk.done(session, f"/pairs/{household_id}", f"已记下对“{household.name}”家的承诺")

    def show(typed: Typed, status: int, _: common.Differences) -> Response[Any]:
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, household_id)
        return _edit(desk, household, typed, status=status)

    return common.attempt(desk, forms.PROMISE.read(desk.form), act, show)


@page("/commitments/{promise_id:int}", name="pairing.show_promise")
def show_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[str]:
    return _show(desk, promise_id, forms.KEPT.blank(kept_on=desk.today.isoformat()))


@action("/commitments/{promise_id:int}/keep", name="pairing.keep_promise")
def keep_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[Any]:
    typed = forms.KEPT.read(desk.form)

    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        made = record_for(session, desk.reach, Commitment, promise_id)
        pairings.keep(session, desk.actor, made, values["kept_on"], values["kept_note"] or "")
        undo = f"/commitments/{promise_id}/reopen"
        return desk.done(session, f"/pairs/{made.household_id}", "已登记兑现", undo=undo)

    return common.attempt(desk, typed, act, lambda typed, status, _: _show(desk, promise_id, typed, status))


@action("/commitments/{promise_id:int}/reopen", name="pairing.reopen_promise")
def reopen_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        made = record_for(session, desk.reach, Commitment, promise_id)
        pairings.reopen(session, desk.actor, made)
        return desk.done(session, f"/commitments/{promise_id}", "已撤销兑现，承诺仍待兑现")


@page("/commitments/{promise_id:int}/edit", name="pairing.edit_promise")
def edit_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household, made = _promise(session, desk, promise_id)
    return _edit(desk, household, forms.PROMISE.shown(made), made)


@action("/commitments/{promise_id:int}/edit", name="pairing.change_promise")
def change_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, found: Found, values: dict[str, Any]) -> Response[Any]:
        pairings.change_promise(session, desk.actor, found[1], values, desk.form.number("version"))
        return desk.done(session, f"/commitments/{promise_id}", "已保存承诺")

    return common.correct(
        desk,
        forms.PROMISE,
        lambda session: _promise(session, desk, promise_id),
        act,
        lambda typed, status, found, conflict: _edit(desk, found[0], typed, found[1], status, conflict),
        lambda _, found: forms.PROMISE.shown(found[1]),
    )


@action("/commitments/{promise_id:int}/delete", name="pairing.delete_promise")
def delete_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        made = record_for(session, desk.reach, Commitment, promise_id)
        pairings.delete_promise(session, desk.actor, made)
        undo = f"/commitments/{promise_id}/restore"
        return desk.done(session, f"/pairs/{made.household_id}", "已删除这条承诺", undo=undo)


@action("/commitments/{promise_id:int}/restore", name="pairing.restore_promise")
def restore_promise(desk: AtDesk, promise_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        made = record_for(session, desk.reach, Commitment, promise_id, deleted=True)
        pairings.restore_promise(session, desk.actor, made)
        return desk.done(session, f"/pairs/{made.household_id}", "已恢复这条承诺")


def _promise(session: Session, desk: Desk, promise_id: int) -> Found:
    made = record_for(session, desk.reach, Commitment, promise_id)
    return record_for(session, desk.reach, Household, made.household_id), made


def _show(desk: Desk, promise_id: int, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        household, made = _promise(session, desk, promise_id)
    name = common.names(desk, household.branch_id)(household.name)
    return desk.page(
        "pairing/promise.html",
        f"对{name}家的承诺",
        nav=common.NAV,
        status=status,
        household=household,
        name=name,
        promise=made,
        stands=help.promise_stands(made, desk.today),
        typed=typed,
        errors=typed.errors,
        may=common.may(desk, household.branch_id),
    )


def _edit(
    desk: Desk,
    household: Household,
    typed: Typed,
    made: Commitment | None = None,
    status: int = 200,
    conflict: common.Differences | None = None,
) -> Response[str]:
    with desk.read() as session:
        people = common.members(session, desk, household.branch_id)
    return desk.page(
        "pairing/promise_edit.html",
        f"修改对{household.name}家的承诺" if made else f"记下对{household.name}家的承诺",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        household=household,
        promise=made,
        people=people,
        conflict=conflict or [],
    )


ROUTES = [
    new_promise,
    add_promise,
    show_promise,
    keep_promise,
    reopen_promise,
    edit_promise,
    change_promise,
    delete_promise,
    restore_promise,
]
