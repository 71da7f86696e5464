"""Households: find, enrol, open one, correct, delete and bring back."""

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
from app.pairing.acts import enrol, households
from app.pairing.models import Household
from app.pairing.queries import households as lists
from app.pairing.routes import common
from app.pairing.routes.card import card
from app.pairing.words import DISABILITIES, GRADES, POLICIES, RELATIONS
from app.web import action, page


@page("/pairs", name="pairing.list")
def list_households(desk: AtDesk) -> Response[str]:
    words, village, show = desk.query("words"), desk.query("village"), desk.query("show") or "paired"
    names = common.names(desk, desk.branch)
    with desk.read() as session:
        found = lists.listed(
            session,
            desk.in_branch,
            desk.today,
            names,
            words=words,
            village=village,
            show=show,
            after=desk.query("after"),
        )
        places = lists.villages(session, desk.in_branch)
    return desk.page(
        "pairing/list.html",
        "结对帮扶",
        nav=common.NAV,
        found=found,
        words=words,
        village=village,
        show=show,
        shows=list(lists.SHOWN.items()),
        villages=[(place, place) for place in places],
        may=common.may(desk, desk.branch),
    )


@page("/pairs/new", name="pairing.new")
def new_household(desk: AtDesk) -> Response[str]:
    typed = forms.ENROL.blank(relation="paired", since=desk.today.isoformat())
    return _edit(desk, typed)


@action("/pairs/new", name="pairing.add")
def add_household(desk: AtDesk) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        made = enrol.enrol(session, desk.actor, branch.id, *reading.enrolment(values))
        return desk.done(session, f"/pairs/{made.id}", f"已登记“{made.name}”家")

    return common.attempt(desk, forms.ENROL.read(desk.form), act, lambda typed, status, _: _edit(desk, typed, status))


@page("/pairs/{household_id:int}", name="pairing.show")
def show_household(desk: AtDesk, household_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household = record_for(session, desk.reach, Household, household_id)
        return card(desk, session, household)


@page("/pairs/{household_id:int}/edit", name="pairing.edit")
def edit_household(desk: AtDesk, household_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household = record_for(session, desk.reach, Household, household_id)
        return _edit(desk, reading.household_shown(session, household), household=household)


@action("/pairs/{household_id:int}/edit", name="pairing.change")
def change_household(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, household: Household, values: dict[str, Any]) -> Response[Any]:
        households.change(session, desk.actor, household, reading.stored(values), desk.form.number("version"))
        return desk.done(session, f"/pairs/{household_id}", f"已保存“{household.name}”家")

    def find(session: Session) -> Household:
        return record_for(session, desk.reach, Household, household_id)

    return common.correct(desk, forms.HOUSEHOLD, find, act, partial(_edit, desk), reading.household_shown)


@action("/pairs/{household_id:int}/delete", name="pairing.delete")
def delete_household(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    """Undo beats confirmation: the next page offers to bring it back."""
    with desk.write() as session:
        household = record_for(session, desk.reach, Household, household_id)
        households.delete(session, desk.actor, household)
        words = f"已删除“{household.name}”家，它的走访和承诺不再计数"
        return desk.done(session, "/pairs", words, undo=f"/pairs/{household_id}/restore")


@action("/pairs/{household_id:int}/restore", name="pairing.restore")
def restore_household(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        household = record_for(session, desk.reach, Household, household_id, deleted=True)
        households.restore(session, desk.actor, household)
        return desk.done(session, f"/pairs/{household_id}", f"已恢复“{household.name}”家")


def _edit(
    desk: Desk,
    typed: Typed,
    status: int = 200,
    household: Household | None = None,
    conflict: common.Differences | None = None,
) -> Response[str]:
    with desk.read() as session:
        people = common.members(session, desk, household.branch_id if household else None)
        villages = lists.villages(session, desk.in_branch)
    kept = [(word, word) for word in typed.policies if word not in POLICIES]  # words of a ledger beyond ours
    relations = [
        *RELATIONS.items(),
        *([(typed.relation, typed.relation)] if typed.relation not in ("", *RELATIONS) else []),
    ]
    return desk.page(
        "pairing/edit.html",
        f"修改“{household.name}”家" if household else "登记帮扶家庭",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        household=household,
        people=people,
        villages=villages,
        policies=[*POLICIES.items(), *kept],
        relations=relations,
        disabilities=[(word, word) for word in DISABILITIES],
        grades=[(word, word) for word in GRADES],
        conflict=conflict or [],
    )


ROUTES = [
    list_households,
    new_household,
    add_household,
    show_household,
    edit_household,
    change_household,
    delete_household,
    restore_household,
]
