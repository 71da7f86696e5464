"""Databases with the product's schema: migrated once a run, a cheap copy for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.once import once
from tests.harness.postgres import Cluster, copied

TEMPLATE = "migrated"


def make(url: str) -> None:
    from app.db import Database  # here, so that the tests of the lower floors do not load app
    from app.migrate import upgrade

    database = Database(url)
    upgrade(database)
    database.close()


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = once(tmp_path_factory, "migrated", lambda made: make(f"sqlite:///{made / 'qingdan.db'}"))
    return folder / "qingdan.db"


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of the test's own."""
    return f"sqlite:///{shutil.copy(_migrated_file, tmp_path / 'qingdan.db')}"


@pytest.fixture(scope="session")
def _migrated_cluster(postgres: Cluster) -> Cluster:
    postgres.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    make(postgres.url(TEMPLATE))
    return postgres


@pytest.fixture
def postgres_url(_migrated_cluster: Cluster) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    yield from copied(_migrated_cluster, TEMPLATE)


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(request.param))
