"""The disabled persons of a household."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.errors import NotFound
from app.fields import Typed
from app.pairing import forms, reading
from app.pairing.acts import households
from app.pairing.models import AssistedPerson, Household
from app.pairing.routes import common
from app.pairing.words import DISABILITIES, GRADES
from app.web import action, page

Found = tuple[Household, AssistedPerson]


@page("/pairs/{household_id:int}/persons/new", name="pairing.new_person")
def new_person(desk: AtDesk, household_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household = record_for(session, desk.reach, Household, household_id)
    return _edit(desk, household, forms.PERSON.blank())


@action("/pairs/{household_id:int}/persons/new", name="pairing.add_person")
def add_person(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        household = record_for(session, desk.reach, Household, household_id)
        person = households.add_person(session, desk.actor, household, reading.stored(values))
        return desk.done(session, f"/pairs/{household_id}", f"已登记“{person.name}”")

    def show(typed: Typed, status: int, _: common.Differences) -> Response[Any]:
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, household_id)
        return _edit(desk, household, typed, status=status)

    return common.attempt(desk, forms.PERSON.read(desk.form), act, show)


@page("/pairs/{household_id:int}/persons/{person_id:int}/edit", name="pairing.edit_person")
def edit_person(desk: AtDesk, household_id: FromPath[int], person_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        household, person = _person(session, desk, household_id, person_id)
        return _edit(desk, household, reading.person_shown(session, person), person)


@action("/pairs/{household_id:int}/persons/{person_id:int}/edit", name="pairing.change_person")
def change_person(desk: AtDesk, household_id: FromPath[int], person_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, found: Found, values: dict[str, Any]) -> Response[Any]:
        household, person = found
        version = desk.form.number("version")
        households.change_person(session, desk.actor, household, person, reading.stored(values), version)
        return desk.done(session, f"/pairs/{household_id}", f"已保存“{person.name}”")

    return common.correct(
        desk,
        forms.PERSON,
        lambda session: _person(session, desk, household_id, person_id),
        act,
        lambda typed, status, found, conflict: _edit(desk, found[0], typed, found[1], status, conflict),
        lambda session, found: reading.person_shown(session, found[1]),
    )


@action("/pairs/{household_id:int}/persons/{person_id:int}/delete", name="pairing.delete_person")
def delete_person(desk: AtDesk, household_id: FromPath[int], person_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        household, person = _person(session, desk, household_id, person_id)
        households.delete_person(session, desk.actor, household, person)
        undo = f"/pairs/{household_id}/persons/{person_id}/restore"
        return desk.done(session, f"/pairs/{household_id}", f"已删除“{person.name}”", undo=undo)


@action("/pairs/{household_id:int}/persons/{person_id:int}/restore", name="pairing.restore_person")
def restore_person(desk: AtDesk, household_id: FromPath[int], person_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        household, person = _person(session, desk, household_id, person_id, deleted=True)
        households.restore_person(session, desk.actor, household, person)
        return desk.done(session, f"/pairs/{household_id}", f"已恢复“{person.name}”")


def _person(session: Session, desk: Desk, household_id: int, person_id: int, *, deleted: bool = False) -> Found:
    """A person is reached through the household, which has the branch."""
    household = record_for(session, desk.reach, Household, household_id)
    query = select(AssistedPerson).where(AssistedPerson.id == person_id, AssistedPerson.household_id == household.id)
    person = session.scalar(query.execution_options(with_deleted=deleted))
    if person is None or (person.deleted_at is not None) != deleted:
        raise NotFound
    return household, person


def _edit(
    desk: Desk,
    household: Household,
    typed: Typed,
    person: AssistedPerson | None = None,
    status: int = 200,
    conflict: common.Differences | None = None,
) -> Response[str]:
    return desk.page(
        "pairing/person.html",
        f"修改“{person.name}”" if person else f"登记“{household.name}”家的残疾人",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        household=household,
        person=person,
        disabilities=[(word, word) for word in DISABILITIES],
        grades=[(word, word) for word in GRADES],
        conflict=conflict or [],
    )


ROUTES = [new_person, add_person, edit_person, change_person, delete_person, restore_person]
