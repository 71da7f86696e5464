"""How each channel is doing: failures add up to a pause, a refused sign-in stops it until a person looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.outbox.models import ChannelRow
from app.outbox.statements import insert
from reminders.letters import ChannelState

WELL = {"stopped": False, "paused_until": None, "failures": 0, "reason": ""}


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


def accepted(session: Session, names: Iterable[str]) -> None:
    """A letter went through. A stop stays: another worker may have written it meanwhile."""
    troubled = or_(ChannelRow.failures > 0, ChannelRow.paused_until.is_not(None))
    well = update(ChannelRow).where(ChannelRow.name.in_(names), ChannelRow.stopped.is_(False), troubled)
    session.execute(well.values(WELL))
