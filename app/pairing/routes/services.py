"""Services: the list, and one service by kind and stage."""

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
from app.pairing.acts import services
from app.pairing.models import Household, Service
from app.pairing.queries import help as lists
from app.pairing.routes import common
from app.pairing.words import SERVICE_KINDS, STAGES
from app.web import action, page


@page("/services", name="pairing.services")
def list_services(desk: AtDesk) -> Response[str]:
    words, kind = desk.query("words"), desk.query("kind")
    with desk.read() as session:
        names, before = common.names(desk, desk.branch), desk.query("before")
        found = lists.services(session, desk.in_branch, names, words=words, kind=kind, before=before)
    return desk.page(
        "pairing/services.html",
        "服务登记",
        nav=common.NAV,
        found=found,
        words=words,
        kind=kind,
        kinds=list(SERVICE_KINDS.items()),
        may=common.may(desk, desk.branch),
    )


@page("/services/new", name="pairing.new_service")
def new_service(desk: AtDesk) -> Response[str]:
    texts = {"served_on": desk.today.isoformat(), "stage": "done", "server": desk.user.name}
    household: Household | None = None
    if desk.query("household").isdecimal():
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, int(desk.query("household")))
        texts["name"] = household.persons[0].name if household.persons else household.name
    return _edit(desk, forms.SERVICE.blank(**texts), home=household)


@action("/services/new", name="pairing.add_service")
def add_service(desk: AtDesk) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        home = _household(session, desk)
        chosen = {"household_id": home.id} if home else {}
        service = services.add(session, desk.actor, branch.id, values | chosen)
        return desk.done(session, f"/services/{service.id}", f"已登记对“{service.name}”的服务")

    def show(typed: Typed, status: int, _: common.Differences) -> Response[Any]:
        with desk.read() as session:
            home = _household(session, desk)
        return _edit(desk, typed, status, home=home)

    return common.attempt(desk, forms.SERVICE.read(desk.form), act, show)


@page("/services/{service_id:int}", name="pairing.show_service")
def show_service(desk: AtDesk, service_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        service = record_for(session, desk.reach, Service, service_id)
    name = common.names(desk, service.branch_id)(service.name)
    return desk.page(
        "pairing/service.html",
        f"对{name}的服务",
        nav=common.NAV,
        service=service,
        name=name,
        kind=SERVICE_KINDS[service.kind],
        stage=STAGES[service.stage],
        may=common.may(desk, service.branch_id),
    )


@page("/services/{service_id:int}/edit", name="pairing.edit_service")
def edit_service(desk: AtDesk, service_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        service = record_for(session, desk.reach, Service, service_id)
    return _edit(desk, forms.SERVICE.shown(service), service=service)


@action("/services/{service_id:int}/edit", name="pairing.change_service")
def change_service(desk: AtDesk, service_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, service: Service, values: dict[str, Any]) -> Response[Any]:
        services.change(session, desk.actor, service, values, desk.form.number("version"))
        return desk.done(session, f"/services/{service_id}", f"已保存对“{service.name}”的服务")

    def find(session: Session) -> Service:
        return record_for(session, desk.reach, Service, service_id)

    return common.correct(desk, forms.SERVICE, find, act, partial(_edit, desk))


@action("/services/{service_id:int}/delete", name="pairing.delete_service")
def delete_service(desk: AtDesk, service_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        service = record_for(session, desk.reach, Service, service_id)
        services.delete(session, desk.actor, service)
        undo = f"/services/{service_id}/restore"
        return desk.done(session, "/services", f"已删除对“{service.name}”的服务", undo=undo)


@action("/services/{service_id:int}/restore", name="pairing.restore_service")
def restore_service(desk: AtDesk, service_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        service = record_for(session, desk.reach, Service, service_id, deleted=True)
        services.restore(session, desk.actor, service)
        return desk.done(session, f"/services/{service_id}", f"已恢复对“{service.name}”的服务")


def _household(session: Session, desk: Desk) -> Household | None:
    """The household whose page the form was opened from."""
    id_ = desk.form.number("household")
    return record_for(session, desk.reach, Household, id_) if id_ is not None else None


def _edit(
    desk: Desk,
    typed: Typed,
    status: int = 200,
    service: Service | None = None,
    conflict: common.Differences | None = None,
    home: Household | None = None,
) -> Response[str]:
    branch = service.branch_id if service else desk.branch or 0
    with desk.read() as session:
        people = common.members(session, desk, branch)
        persons = lists.person_names(session, frozenset({branch}))
    return desk.page(
        "pairing/service_edit.html",
        f"修改对“{service.name}”的服务" if service else "登记一次服务",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        service=service,
        home=home,
        people=people,
        persons=persons,
        kinds=list(SERVICE_KINDS.items()),
        stages=list(STAGES.items()),
        conflict=conflict or [],
    )


ROUTES = [
    list_services,
    new_service,
    add_service,
    show_service,
    edit_service,
    change_service,
    delete_service,
    restore_service,
]
