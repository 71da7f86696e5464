"""What was done for a promise (践诺记录): written down, struck out, brought back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.stations import rules
from app.branches.stations.models import Station, StationRecord
from app.branches.stations.rules import Entry
from app.errors import Invalid, NotFound


def write_down(session: Session, actor: Actor, station: Station, entries: Iterable[Entry]) -> list[StationRecord]:
    """Those not there yet; a line read a second time is the same record. Raises Invalid."""
    known, made = {entry_of(record).line for record in station.records}, []
    for entry in entries:
        entry = entry._replace(text=rules.one_line(entry.text))
        if errors := rules.entry_problems(entry, session.info["clock"].today()):
            raise Invalid(errors)
        if entry.line in known:
            continue
        record = StationRecord(
            station_id=station.id,
            created_by=actor.account_id,
            recorded_on=session.info["clock"].today(),
            **entry._asdict(),
        )
        session.add(record)
        known.add(entry.line)
        made.append(record)
    if made:
        session.flush()
        session.expire(station, ["records"])
        for record in made:
            audit.note(session, actor, "station_record.add", record)
    return made


def entry_of(record: StationRecord) -> Entry:
    return Entry(record.kept_on, record.text, record.written_by)


def record_of(session: Session, station: Station, record_id: int, *, deleted: bool = False) -> StationRecord:
    """A record of this station, or 404."""
    query = select(StationRecord).where(StationRecord.id == record_id, StationRecord.station_id == station.id)
    query = query.where(StationRecord.deleted_at.is_not(None) if deleted else StationRecord.deleted_at.is_(None))
    record = session.scalar(query, execution_options={"with_deleted": deleted})
    if record is None:
        raise NotFound
    return record


def strike(session: Session, actor: Actor, record: StationRecord) -> None:
    record.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "station_record.delete", record)


def bring_back(session: Session, actor: Actor, record: StationRecord) -> None:
    """The undo of `strike`."""
    record.deleted_at = None
    audit.note(session, actor, "station_record.restore", record)
