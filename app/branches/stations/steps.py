"""One station opened, and what is done on its page: a record added or struck out, ended, resumed; the branch's own words."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.stations import acts, forms, queries, records
from app.branches.stations.models import Station
from app.branches.stations.rules import Entry
from app.errors import Invalid
from app.fields import Typed
from app.web import action, page

NAV = "branch"


def opened(
    desk: Desk,
    session: Session,
    station: Station,
    record: Typed | None = None,
    ending: Typed | None = None,
) -> Response[str]:
    """The page of a station; a form on it that failed keeps what was typed."""
    today = desk.today.isoformat()
    record, ending = record or forms.RECORD.blank(kept_on=today), ending or forms.ENDING.blank(until=today)
    errors = record.errors | ending.errors
    return desk.page(
        "stations/show.html",
        station.name,
        nav=NAV,
        status=422 if errors else 200,
        station=station,
        kind=queries.words_of(session, station.branch_id)[station.kind],
        names=queries.names(station),
        stood=queries.stood(station),
        published=queries.published(station),
        record=record,
        ending=ending,
        errors=errors,
        may=desk.may("stations.change"),
    )


@action("/stations/{station_id:int}/records", name="stations.add_record")
def add_record(desk: AtDesk, station_id: FromPath[int]) -> Response[Any]:
    typed = forms.RECORD.read(desk.form)
    try:
        with desk.write() as session:
            station = record_for(session, desk.reach, Station, station_id)
            values = typed.checked()
            entry = Entry(values["kept_on"], values["text"] or "", values["written_by"] or "")
            made = records.write_down(session, desk.actor, station, [entry])
            said = "已记下这次践诺" if made else "这一条已经记过，没有重复登记"
            return desk.done(session, f"/stations/{station_id}", said)
    except Invalid as invalid:
        with desk.read() as session:
            station = record_for(session, desk.reach, Station, station_id)
            return opened(desk, session, station, record=typed.refused(invalid))


@action("/stations/{station_id:int}/records/{record_id:int}/delete", name="stations.delete_record")
def delete_record(desk: AtDesk, station_id: FromPath[int], record_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        station = record_for(session, desk.reach, Station, station_id)
        records.strike(session, desk.actor, records.record_of(session, station, record_id))
        address = f"/stations/{station_id}"
        return desk.done(session, address, "已删除这条践诺记录", undo=f"{address}/records/{record_id}/restore")


@action("/stations/{station_id:int}/records/{record_id:int}/restore", name="stations.restore_record")
def restore_record(desk: AtDesk, station_id: FromPath[int], record_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        station = record_for(session, desk.reach, Station, station_id)
        records.bring_back(session, desk.actor, records.record_of(session, station, record_id, deleted=True))
        return desk.done(session, f"/stations/{station_id}", "已恢复这条践诺记录")


@action("/stations/{station_id:int}/end", name="stations.end")
def end_station(desk: AtDesk, station_id: FromPath[int]) -> Response[Any]:
    typed = forms.ENDING.read(desk.form)
    try:
        with desk.write() as session:
            station = record_for(session, desk.reach, Station, station_id)
            acts.end(session, desk.actor, station, typed.checked()["until"])
            address = f"/stations/{station_id}"
            return desk.done(session, address, f"“{station.name}”已撤销", undo=f"{address}/resume")
    except Invalid as invalid:
        with desk.read() as session:
            station = record_for(session, desk.reach, Station, station_id)
            return opened(desk, session, station, ending=typed.refused(invalid))


@action("/stations/{station_id:int}/resume", name="stations.resume")
def resume_station(desk: AtDesk, station_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        station = record_for(session, desk.reach, Station, station_id)
        acts.resume(session, desk.actor, station)
        return desk.done(session, f"/stations/{station_id}", f"“{station.name}”继续在册")


@page("/stations/words", name="stations.words")
def show_words(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        return _words(desk, forms.WORDS.shown(queries.words_of(session, desk.branch)))


@action("/stations/words", name="stations.call")
def call_them(desk: AtDesk) -> Response[Any]:
    typed = forms.WORDS.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            acts.call(session, desk.actor, branch.id, typed.checked())
            return desk.done(session, "/stations", "已保存本支部的叫法")
    except Invalid as invalid:
        return _words(desk, typed.refused(invalid))


def _words(desk: Desk, typed: Typed) -> Response[str]:
    status = 422 if typed.errors else 200
    return desk.page("stations/words.html", "本支部的叫法", nav=NAV, status=status, typed=typed, errors=typed.errors)


ROUTES = [
    add_record,
    delete_record,
    restore_record,
    end_station,
    resume_station,
    show_words,
    call_them,
]
