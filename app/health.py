"""Whether this installation is alive and does its work, for a supervisor to ask; nothing personal in it."""

from __future__ import annotations

import logging
from typing import Any

from litestar import MediaType, Request, Response, get
from sqlalchemy.exc import SQLAlchemyError

from app import migrate
from app.outbox import listing
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
    try:
        found["migrations"] = migrate.is_current(office.db)
        found["database"] = True
        if found["migrations"]:
            found |= _ticks(office)
    except SQLAlchemyError:
        log.exception("the database cannot be read")
    well = all(found[part] for part in ("database", "migrations", "ticking"))
    return Response({"ready": well, **found}, status_code=200 if well else 503)


def _ticks(office: Office) -> dict[str, Any]:
    now = office.clock.now()
    with office.db.read() as session:
        ticked_at = listing.pulse(session)
    age = None if ticked_at is None else round((now - ticked_at).total_seconds())
    return {"ticking": not listing.is_stale(ticked_at, now), "last_tick_seconds": age}


ROUTES = [live, ready]
