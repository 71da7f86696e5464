"""Whether this installation is alive and does its work, for a supervisor to ask; nothing personal in it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from litestar import MediaType, Request, Response, get
from sqlalchemy.exc import SQLAlchemyError

from app import migrate
from app.outbox import duty
from app.outbox.ways import business
from app.web import Office

log = logging.getLogger("qingdan")


@get("/health/live", name="health.live", media_type=MediaType.JSON, sync_to_thread=True)
def live() -> dict[str, bool]:
    """This process answers."""
    return {"alive": True}


@get("/health/ready", name="health.ready", media_type=MediaType.JSON, sync_to_thread=True)
def ready(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """503 when the database cannot be read, has not the newest schema, or nobody ticks (R6)."""
    office: Office = request.app.state.office
    found: dict[str, Any] = {"database": False, "migrations": False, "ticking": False, "last_tick_seconds": None}
    found |= {"clock_leapt": False, "channels": {}}
    try:
        found["migrations"] = migrate.is_current(office.db)
        found["database"] = True
        if found["migrations"]:
            found |= _ticks(office)
    except SQLAlchemyError:
        log.warning("the database cannot be read")  # the worker says why, and this is asked every few seconds
    well = all(found[part] for part in ("database", "migrations", "ticking"))
    return Response({"ready": well, **found}, status_code=200 if well else 503)


def _ticks(office: Office) -> dict[str, Any]:
    now = office.clock.now()
    with office.db.read() as session:
        pulse = duty.pulse(session)
        ways = duty.ways(session, office.settings.ways, business(office.clock))
    return {
        "ticking": not pulse.stale(now),
        "last_tick_seconds": _age(pulse.ticked_at, now),
        "clock_leapt": pulse.leapt(now),
        "channels": {way.name: _channel(way, now) for way in ways},
    }


def _channel(way: duty.Way, now: datetime) -> dict[str, Any]:
    """A relay that is down is no reason to take the pages away: it is said, and `ready` stays."""
    return {
        "well": way.look == "met" and not way.late,
        "stopped": way.stopped,
        "last_accepted_seconds": _age(way.accepted_at, now),
        "waiting": way.waiting,
        "late": way.late,
    }


def _age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else round((now - moment).total_seconds())


ROUTES = [live, ready]
