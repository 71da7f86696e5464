"""Pages of stations: find, set up, open, correct, print."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.branches.stations import acts, forms, queries
from app.branches.stations.models import Station
from app.branches.stations.steps import NAV, opened
from app.branches.stations.steps import ROUTES as STEPS
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import action, page


@page("/stations", name="stations.list")
def list_stations(desk: AtDesk) -> Response[str]:
    ended = desk.query("show") == "ended"
    with desk.read() as session:
        words = queries.words_of(session, desk.branch)
        found = queries.listed(session, desk.in_branch, desk.today, words, ended=ended, before=desk.query("before"))
    return desk.page(
        "stations/list.html",
        "、".join(words.values()),
        nav=NAV,
        found=found,
        ended=ended,
        words=words,
        may=desk.may("stations.add"),
    )


@page("/stations/print", name="stations.print")
def print_stations(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        words = queries.words_of(session, desk.branch)
        rows = queries.printed(session, desk.branch or 0, desk.today, words) if desk.in_branch else ()
    title = f"{'、'.join(words.values())}登记表"
    return desk.page("stations/print.html", title, nav=NAV, rows=rows, today=desk.today)


@page("/stations/new", name="stations.new")
def new_station(desk: AtDesk) -> Response[str]:
    return _edit(desk, forms.STATION.blank(kind="pioneer", since=desk.today.isoformat()))


@action("/stations/new", name="stations.add")
def add_station(desk: AtDesk) -> Response[Any]:
    typed = forms.STATION.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            station = acts.add(session, desk.actor, branch.id, typed.checked())
            return desk.done(session, f"/stations/{station.id}", f"已设立“{station.name}”")
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), status=422)


@page("/stations/{station_id:int}", name="stations.show")
def show_station(desk: AtDesk, station_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        return opened(desk, session, record_for(session, desk.reach, Station, station_id))


@page("/stations/{station_id:int}/edit", name="stations.edit")
def edit_station(desk: AtDesk, station_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        station = record_for(session, desk.reach, Station, station_id)
    return _edit(desk, forms.shown(station), station)


@action("/stations/{station_id:int}/edit", name="stations.change")
def change_station(desk: AtDesk, station_id: FromPath[int]) -> Response[Any]:
    typed = forms.STATION.read(desk.form)
    try:
        with desk.write() as session:
            station = record_for(session, desk.reach, Station, station_id)
            acts.change(session, desk.actor, station, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/stations/{station_id}", f"已保存“{station.name}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            station = record_for(session, desk.reach, Station, station_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), station, status=422)
        conflict = desk.differences(forms.STATION, typed, forms.shown(station))
        return _edit(desk, typed, station, status=409, conflict=conflict)


@action("/stations/{station_id:int}/delete", name="stations.delete")
def delete_station(desk: AtDesk, station_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        station = record_for(session, desk.reach, Station, station_id)
        acts.delete(session, desk.actor, station)
        return desk.done(session, "/stations", f"已删除“{station.name}”", undo=f"/stations/{station_id}/restore")


@action("/stations/{station_id:int}/restore", name="stations.restore")
def restore_station(desk: AtDesk, station_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        station = record_for(session, desk.reach, Station, station_id, deleted=True)
        acts.restore(session, desk.actor, station)
        return desk.done(session, f"/stations/{station_id}", f"已恢复“{station.name}”")


def _edit(
    desk: Desk,
    typed: Typed,
    station: Station | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        words, people = queries.words_of(session, desk.branch), _names(session, desk)
    return desk.page(
        "stations/edit.html",
        f"修改“{station.name}”" if station else "设立先锋岗或责任区",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        station=station,
        kinds=list(words.items()),
        people=people,
        conflict=conflict or [],
    )


def _names(session: Session, desk: Desk) -> list[str]:
    return [row.name for row in roster(session, [desk.branch or 0], desk.today)]


ROUTES = [
    list_stations,
    print_stations,
    new_station,
    add_station,
    show_station,
    edit_station,
    change_station,
    delete_station,
    restore_station,
    *STEPS,
]
