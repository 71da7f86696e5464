"""A branch with members, a Spring Festival round, and what a worker needs to write to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.cli.wiring import desk_of
from app.clock import Clock
from app.db import Database
from app.integrity.models import ReminderRound
from app.main import open_office
from app.outbox.store import SqlOutbox
from app.outbox.worker import Stop
from app.settings import Settings
from app.web import Office
from reminders.channels import Channel
from reminders.desk import Desk
from tests.contracts.fakes import moment


def spring(session: Session, branch: int, **other: object) -> ReminderRound:
    """The round of Spring Festival 2026, to go on 12 February, approved a week before."""
    values: dict[str, object] = {
        "branch_id": branch,
        "nodes": "spring",
        "year": 2026,
        "day": date(2026, 2, 12),
        "ways": "email",
        "subject": "春节期间廉洁过节提醒",
        "text": "春节将至，请廉洁过节。",
        "approved_on": date(2026, 2, 5),
        "approved_by": "林远帆",
        "recorded_on": date(2026, 2, 3),
    }
    made = ReminderRound(**{**values, **other})
    session.add(made)
    session.flush()
    return made


class Worker:
    """One worker over a database, at whatever moment it is set to."""

    def __init__(self, db: Database, settings: Settings, channels: Mapping[str, Channel] | None = None) -> None:
        self.settings, self.channels = replace(settings, database_url=db.url), channels
        self.office: Office = open_office(self.settings, Clock())
        self.outbox = SqlOutbox(db, Clock().now)

    def at(self, text: str) -> Desk:
        """The desk at a moment such as "2026-02-12 09:00"."""
        when: datetime = moment(text)
        self.office = replace(self.office, clock=Clock(moment=when))
        desk, _ = desk_of(self.office, Stop())
        return replace(desk, channels=self.channels or desk.channels, outbox=self.outbox)
