"""Needs: the list; raised, corrected, deleted and brought back."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.fields import Typed
from app.pairing import forms
from app.pairing.acts import needs
from app.pairing.models import Household, Need
from app.pairing.queries import help as lists
from app.pairing.routes import common
from app.pairing.words import NEED_KINDS
from app.web import action, page

SHOWS = [("open", "未办结"), ("met", "已办结")]


@page("/needs", name="pairing.needs")
def list_needs(desk: AtDesk) -> Response[str]:
    words, kind, show = desk.query("words"), desk.query("kind"), desk.query("show")
    with desk.read() as session:
        names, before = common.names(desk, desk.branch), desk.query("before")
        found, stands = lists.needs(
            session, desk.in_branch, desk.today, names, words=words, kind=kind, show=show, before=before
        )
    return desk.page(
        "pairing/needs.html",
        "需求清单",
        nav=common.NAV,
        found=found,
        stands=stands,
        words=words,
        kind=kind,
        kinds=list(NEED_KINDS.items()),
        show=show,
        shows=SHOWS,
        may=common.may(desk, desk.branch),
    )


@page("/needs/new", name="pairing.new_need")
def new_need(desk: AtDesk) -> Response[str]:
    texts = {"raised_on": desk.today.isoformat(), "surveyor": desk.user.name}
    household: Household | None = None
    if desk.query("household").isdecimal():
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, int(desk.query("household")))
        texts["name"] = household.persons[0].name if household.persons else household.name
    return _edit(desk, forms.NEED.blank(**texts), home=household)


@action("/needs/new", name="pairing.add_need")
def add_need(desk: AtDesk) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        need = needs.add(session, desk.actor, branch.id, values | _from_household(session, desk))
        return desk.done(session, f"/needs/{need.id}", f"已登记“{need.name}”的需求")

    def show(typed: Typed, status: int, _: common.Differences) -> Response[Any]:
        with desk.read() as session:
            home = _from_household(session, desk).get("household_id")
            household = session.get(Household, home) if home else None
        return _edit(desk, typed, status, home=household)

    return common.attempt(desk, forms.NEED.read(desk.form), act, show)


@page("/needs/{need_id:int}/edit", name="pairing.edit_need")
def edit_need(desk: AtDesk, need_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        need = record_for(session, desk.reach, Need, need_id)
    return _edit(desk, forms.NEED.shown(need), need=need)


@action("/needs/{need_id:int}/edit", name="pairing.change_need")
def change_need(desk: AtDesk, need_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, need: Need, values: dict[str, Any]) -> Response[Any]:
        needs.change(session, desk.actor, need, values, desk.form.number("version"))
        return desk.done(session, f"/needs/{need_id}", f"已保存“{need.name}”的需求")

    def find(session: Session) -> Need:
        return record_for(session, desk.reach, Need, need_id)

    return common.correct(desk, forms.NEED, find, act, partial(_edit, desk))


@action("/needs/{need_id:int}/delete", name="pairing.delete_need")
def delete_need(desk: AtDesk, need_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        need = record_for(session, desk.reach, Need, need_id)
        needs.delete(session, desk.actor, need)
        return desk.done(session, "/needs", f"已删除“{need.name}”的需求", undo=f"/needs/{need_id}/restore")


@action("/needs/{need_id:int}/restore", name="pairing.restore_need")
def restore_need(desk: AtDesk, need_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        need = record_for(session, desk.reach, Need, need_id, deleted=True)
        needs.restore(session, desk.actor, need)
        return desk.done(session, f"/needs/{need_id}", f"已恢复“{need.name}”的需求")


def _from_household(session: Session, desk: Desk) -> dict[str, int]:
    """The household whose page the form was opened from."""
    id_ = desk.form.number("household")
    return {"household_id": record_for(session, desk.reach, Household, id_).id} if id_ is not None else {}


def _edit(
    desk: Desk,
    typed: Typed,
    status: int = 200,
    need: Need | None = None,
    conflict: common.Differences | None = None,
    home: Household | None = None,
) -> Response[str]:
    branch = need.branch_id if need else desk.branch or 0
    with desk.read() as session:
        people = common.members(session, desk, branch)
        persons = lists.person_names(session, frozenset({branch}))
    return desk.page(
        "pairing/need_edit.html",
        f"修改“{need.name}”的需求" if need else "登记需求",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        need=need,
        home=home,
        people=people,
        persons=persons,
        kinds=list(NEED_KINDS.items()),
        conflict=conflict or [],
    )


ROUTES = [
    list_needs,
    new_need,
    add_need,
    edit_need,
    change_need,
    delete_need,
    restore_need,
]
