"""How each channel is doing: failures add up to a pause, a refused sign-in stops it until a person looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from app.outbox.models import ChannelRow
from app.outbox.statements import insert, table
from reminders.letters import ChannelState

WELL = {"stopped": False, "paused_until": None, "failures": 0, "reason": ""}

_ROW = table(ChannelRow)
_TROUBLED = _ROW.c.stopped.is_(False), or_(_ROW.c.failures > 0, _ROW.c.paused_until.is_not(None))
_WELL_AGAIN = update(_ROW).where(_ROW.c.name == bindparam("b_name"), *_TROUBLED).values(WELL)

_WENT = update(_ROW).where(_ROW.c.name == bindparam("b_name")).values(accepted_at=bindparam("b_at"))


def channel(session: Session, name: str) -> ChannelState:
    row = session.get(ChannelRow, name)
    return ChannelState(row.stopped, row.paused_until, row.failures, row.reason) if row else ChannelState()


def rest(session: Session, name: str, until: datetime | None, reason: str) -> None:
    said = {"stopped": until is None, "paused_until": until, "reason": reason}
    new = insert(session, ChannelRow).values(name=name, failures=1, **said)
    more = {**said, "failures": ChannelRow.failures + 1}
    session.execute(new.on_conflict_do_update(index_elements=["name"], set_=more))


def resume(session: Session, name: str) -> None:
    session.execute(update(ChannelRow).where(ChannelRow.name == name).values(WELL))


def slot(session: Session, name: str, rate: float, now: datetime) -> float:
    """Seconds until the turn that is reserved by this."""
    turn = timedelta(seconds=1 / rate)
    session.execute(insert(session, ChannelRow).values(name=name, **WELL).on_conflict_do_nothing())
    row = session.scalars(select(ChannelRow).where(ChannelRow.name == name).with_for_update()).one()
    at = max(row.free_at or now, now)
    row.free_at = at + turn
    return (at - now).total_seconds()


def sent(session: Session, names: Iterable[str], real: datetime) -> None:
    """When a letter last went; what was only logged went nowhere."""
    for name in names:
        if not session.connection().execute(_WENT, {"b_name": name, "b_at": real}).rowcount:
            new = insert(session, ChannelRow).values(name=name, **WELL, accepted_at=real)
            session.execute(new.on_conflict_do_update(index_elements=["name"], set_={"accepted_at": real}))


def well(session: Session, names: Iterable[str]) -> None:
    """A letter went through. A stop stays: another worker may have written it meanwhile."""
    for name in names:
        session.connection().execute(_WELL_AGAIN, {"b_name": name})
