"""The promises of tests/contracts/promises.py over the tables, on SQLite and on PostgreSQL (R2, R3, R4)."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import event

from app import settings as app_settings
from app.audit import Actor
from app.branches.acts import add_branch
from app.branches.members import add_member
from app.clock import Clock as RealClock
from app.db import Database
from app.main import open_database
from tests.contracts.fakes import Clock
from tests.contracts.histories import BEGIN, Office
from tests.contracts.history_steps import histories
from tests.contracts.promises import Promises
from tests.db.sql_seen import SqlSeen

PHASES = (Phase.generate, Phase.shrink)  # explaining a failure would take minutes
EXAMPLES = int(os.environ.get("QINGDAN_TEST_HISTORIES", "2000")) * 3 // 100


@pytest.fixture
def peopled(settings: app_settings.Settings, any_url: str) -> Iterator[Database]:
    """Branch 1 and persons 1 to 3, of whom histories tell."""
    operator = Actor(None, "测试")
    db = open_database(replace(settings, database_url=any_url), RealClock(moment=datetime(2026, 1, 5, tzinfo=UTC)))
    with db.write() as session:
        branch = add_branch(session, operator, {"name": "第一党支部"})
        for number in (1, 2, 3):
            values = {"name": f"测试{number}", "joined_on": date(2010, 1, 1)}
            assert add_member(session, operator, branch.id, values).id == number
    if db.sqlite:  # no power is cut here, and thousands of flushes to the disk take a minute
        event.listen(db.writer, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        db.writer.dispose()
    logging.disable()
    yield db
    logging.disable(logging.NOTSET)
    db.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(history=histories)
def test_no_history_loses_or_doubles_anything(peopled: Database, history: Sequence[Any]) -> None:
    clock = Clock(BEGIN)
    Promises(Office(SqlSeen(peopled, clock.elapsed), clock)).play(history)
