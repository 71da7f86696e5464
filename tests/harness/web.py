"""The application in this process: a fixed day, a fresh database, and people who call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.harness.callers import URL, Caller

if TYPE_CHECKING:
    from app.clock import Clock
    from app.db import Database
    from app.settings import Settings

DAY = date(2025, 7, 1)  # a Tuesday, the business day of the demo
MOMENT = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)  # nine in the morning in China


@pytest.fixture
def clock() -> Clock:
    """Tuesday 1 July 2025, nine in the morning."""
    from app.clock import Clock

    return Clock(moment=MOMENT, day=DAY)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings as a first start makes them, in a data folder of the test's own."""
    from app.settings import read

    return read({"QINGDAN_DATA_DIR": str(tmp_path / "data")})


@pytest.fixture
def db(settings: Settings, clock: Clock, sqlite_url: str) -> Iterator[Database]:
    """A migrated SQLite database with nothing in it, opened as the product opens it."""
    yield from _opened(settings, clock, sqlite_url)


@pytest.fixture
def any_db(settings: Settings, clock: Clock, any_url: str) -> Iterator[Database]:
    """The test runs twice: on SQLite and on PostgreSQL."""
    yield from _opened(settings, clock, any_url)


def _opened(settings: Settings, clock: Clock, url: str) -> Iterator[Database]:
    from app.main import open_database

    database = open_database(replace(settings, database_url=url), clock)
    yield database
    database.close()


@pytest.fixture
def caller(db: Database, settings: Settings, clock: Clock) -> Iterator[Callable[[], Caller]]:
    """caller() → somebody new at the pages of the application that uses `db`.

    One client runs the application; everybody has cookies of their own and shares its transport,
    since two clients of one application wait for each other at the end.
    """
    from httpx import Client
    from litestar.testing import TestClient

    from app.main import create_app

    application = create_app(replace(settings, database_url=db.url), clock)
    with TestClient(application, base_url=URL, raise_server_exceptions=False) as running:
        yield lambda: Caller(Client(base_url=URL, transport=running._transport))
