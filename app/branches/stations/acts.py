"""Every change to stations; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.queries import people_named
from app.branches.stations import rules
from app.branches.stations.models import KINDS, Station, StationPerson, StationWord
from app.branches.stations.queries import same, words_of
from app.branches.stations.records import write_down
from app.db import expect_version
from app.errors import Invalid

Values = Mapping[str, Any]
FIELDS = ("kind", "name", "since", "until", "promise", "published_from", "published_until", "assessment", "note")
DAYS = ("since", "until", "published_from", "published_until")


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> Station:
    """A station with its people, and what the sheet says was done. Raises Invalid."""
    people = _checked(session, branch_id, values)
    station = Station(branch_id=branch_id, **_stamp(session, actor), **_kept(values))
    session.add(station)
    session.flush()
    _seat(session, actor, station, people)
    audit.note(session, actor, "station.add", station, title=station.name)
    _write_down(session, actor, station, values)
    return station


def change(session: Session, actor: Actor, station: Station, values: Values, version: int | None) -> Station:
    """What was put down wrongly, or has become otherwise. Records are added, never taken away. Raises Conflict."""
    expect_version(station, version, values)
    merged = {key: getattr(station, key) for key in FIELDS} | {"people": _names(station)} | dict(values)
    people = _checked(session, station.branch_id, merged, station)
    changed = [key for key, value in _kept(merged).items() if getattr(station, key) != value]
    for key in changed:
        setattr(station, key, _kept(merged)[key])
    if _seat(session, actor, station, people):
        changed.append("people")
    if changed:
        audit.note(session, actor, "station.change", station, fields=sorted(changed))
    _write_down(session, actor, station, values)
    return station


def end(session: Session, actor: Actor, station: Station, until: date | None) -> None:
    """撤销 from a day: it stands no longer, its records stay."""
    if errors := rules.ending_problems(station.since, until):
        raise Invalid(errors)
    station.until = until
    audit.note(session, actor, "station.end", station, until=until)


def resume(session: Session, actor: Actor, station: Station) -> None:
    """The undo of `end`."""
    station.until = None
    audit.note(session, actor, "station.resume", station)


def delete(session: Session, actor: Actor, station: Station) -> None:
    station.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "station.delete", station)


def restore(session: Session, actor: Actor, station: Station) -> None:
    """The undo of `delete`. Raises Invalid when another has taken its name meanwhile."""
    _alone(session, station.branch_id, station.kind, station.name, station)
    station.deleted_at = None
    audit.note(session, actor, "station.restore", station)


def call(session: Session, actor: Actor, branch_id: int, words: Mapping[str, str]) -> None:
    """What this branch calls the two kinds on its pages and its paper."""
    words = {kind: "".join(words.get(kind, "").split()) for kind in KINDS}
    if errors := rules.word_problems(words):
        raise Invalid(errors)
    known = {row.kind: row for row in session.scalars(select(StationWord).where(StationWord.branch_id == branch_id))}
    for kind, word in words.items():
        row = known.get(kind)
        if row is None:
            row = StationWord(branch_id=branch_id, kind=kind, word=KINDS[kind], **_stamp(session, actor))
            session.add(row)
            session.flush()
        if row.word != word:
            row.word = word
            audit.note(session, actor, "station_word.change", row, name=word)


def _write_down(session: Session, actor: Actor, station: Station, values: Values) -> None:
    """The lines of the cell 践诺记录; what is wrong in one of them is said of the cell."""
    try:
        write_down(session, actor, station, rules.entries(values.get("records") or ""))
    except Invalid as invalid:
        raise Invalid({"records": "；".join(invalid.errors.values())}) from invalid


def _checked(session: Session, branch_id: int, values: Values, own: Station | None = None) -> list[StationPerson]:
    if errors := rules.problems(values):
        raise Invalid(errors)
    _alone(session, branch_id, values["kind"], values["name"], own)
    return _people(session, branch_id, values["people"])


def _alone(session: Session, branch_id: int, kind: str, name: str, own: Station | None) -> None:
    twin = same(session, branch_id, kind, name)
    if twin is not None and twin is not own:
        ended = "已撤销，可以打开那一条恢复" if twin.until else "请打开那一条修改，或换一个名称"
        raise Invalid({"name": f"已有{words_of(session, branch_id)[kind]}“{name}”，{ended}"})


def _people(session: Session, branch_id: int, names: Sequence[str]) -> list[StationPerson]:
    """Each name with its person; one that two people have is refused (decisions.md 37)."""
    made = []
    for name in dict.fromkeys(names):
        found = people_named(session, branch_id, name)
        if len(found) > 1:
            told = "、".join(f"{one.name}（{one.birth_month or one.job or '出生年月未填'}）" for one in found)
            raise Invalid({"people": f"支部有{len(found)}位“{name}”：{told}。请先在党员名册里把姓名区分开，再填写"})
        made.append(StationPerson(name=name, person_id=found[0].id if found else None))
    return made


def _seat(session: Session, actor: Actor, station: Station, people: Sequence[StationPerson]) -> bool:
    """Make these the people of the station; whether anything was different before."""
    wanted = [(person.name, person.person_id) for person in people]
    if [(row.name, row.person_id) for row in station.people] == wanted:
        return False
    for row in station.people:
        row.deleted_at = session.info["clock"].now()
    for name, person_id in wanted:
        session.add(StationPerson(station_id=station.id, name=name, person_id=person_id, **_stamp(session, actor)))
    session.flush()
    session.expire(station, ["people"])
    return True


def _names(station: Station) -> tuple[str, ...]:
    return tuple(row.name for row in station.people)


def _kept(values: Values) -> dict[str, Any]:
    return {key: values.get(key) or (None if key in DAYS else "") for key in FIELDS}


def _stamp(session: Session, actor: Actor) -> dict[str, Any]:
    return {"created_by": actor.account_id, "recorded_on": session.info["clock"].today()}
