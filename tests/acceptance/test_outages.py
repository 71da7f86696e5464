"""Alive through what an office's machine goes through: all at once, for most of the time is waiting (R7, R8, R16, R22)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.halting import Halted, halted
from tests.acceptance.outages import (
    GONE,
    LETTERS,
    RESTARTS,
    Crowd,
    Outage,
    Restarted,
    crowded,
    restarted,
    with_a_full_disk,
    without_postgres,
)
from tests.harness.database import TEMPLATE, make
from tests.harness.own_postgres import stoppable
from tests.harness.postgres import copied

DATABASES = ("sqlite", "postgresql")
SEED = 20250701
Runs = dict[str, Future[Any]]


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    base = tmp_path_factory.mktemp("outages")
    file, cluster = (request.getfixturevalue(f"_migrated_{each}") for each in ("file", "cluster"))
    with ExitStack() as stack, ThreadPoolExecutor(8) as pool:

        def place(name: str, database: str) -> tuple[Path, str]:
            data = base / f"{name}-{database}"
            if database == "sqlite":
                return data, f"sqlite:///{shutil.copy(file, data.with_suffix('.db'))}"
            return data, stack.enter_context(contextmanager(copied)(cluster, TEMPLATE))

        own = stack.enter_context(stoppable())
        own.cluster.execute("CREATE DATABASE gone TEMPLATE template0")
        make(own.cluster.url("gone"))
        found: Runs = {"full": pool.submit(with_a_full_disk, *place("full", "sqlite"), SEED)}
        for database in DATABASES:
            found[f"halted {database}"] = pool.submit(halted, *place("halted", database))
            found[f"restarted {database}"] = pool.submit(restarted, *place("restarted", database), SEED)
        found["gone"] = pool.submit(without_postgres, base / "gone", own.cluster.url("gone"), own, SEED)
        found["crowded"] = pool.submit(crowded, *place("crowded", "sqlite"))
        yield found
        pool.shutdown()


@pytest.mark.parametrize("database", DATABASES)
def test_a_ticker_halted_past_its_lease_is_followed_within_45_seconds_and_writes_no_more(
    runs: Runs, database: str
) -> None:
    found: Halted = runs[f"halted {database}"].result()
    print(f"{database}: followed after {found.after:.1f} s, {found.refused} refused")
    assert found.after <= 45 + 1  # a second for a busy machine
    assert found.new_token > found.old_token
    assert found.refused == 1
    assert len(found.expected) > 8
    assert found.told == dict.fromkeys(found.expected, 1)
    assert set(found.carried) == {1}
    assert found.waiting == 0
    assert found.codes == [0, 0, 0]


def test_four_web_processes_never_tick_beside_the_one_worker(runs: Runs) -> None:
    found: Crowd = runs["crowded"].result()
    assert found.web == 4
    assert found.holders == {found.worker}
    assert found.tokens == {1}
    assert found.office.told() == dict.fromkeys(found.office.expected, 1)
    assert found.office.waiting() == 0
    found.office.db.close()


def survived(found: Outage) -> None:
    assert found.same_processes
    assert found.begun < LETTERS / 2  # the outage met it at work
    assert found.again <= 60
    assert found.well <= 60
    assert found.a_minute <= 10
    assert found.figures.lost == 0
    assert found.figures.stuck == 0
    assert found.figures.outcomes == {"sent": found.figures.letters}
    assert found.figures.copies <= found.figures.in_flight
    assert found.figures.beyond == 0
    assert found.figures.sms_copies == 0


def test_without_its_database_it_waits_and_goes_on_within_a_minute(runs: Runs) -> None:
    found: Outage = runs["gone"].result()
    print(f"PostgreSQL gone for {GONE:.0f} s: {found}")
    survived(found)
    status, said = found.meanwhile
    assert status == 503
    assert said["database"] is False
    assert found.before_it_ended[1]["ready"] is False


def test_with_a_full_disk_it_waits_and_goes_on_within_a_minute(runs: Runs) -> None:
    found: Outage = runs["full"].result()
    print(f"a full disk: {found}")
    survived(found)
    status, said = found.before_it_ended
    assert status == 503
    assert said["ticking"] is False
    assert found.sound == "ok"


@pytest.mark.parametrize("database", DATABASES)
def test_ended_in_order_twenty_times_while_it_sends_it_loses_and_doubles_nothing(runs: Runs, database: str) -> None:
    found: Restarted = runs[f"restarted {database}"].result()
    print(f"{database}: {found}")
    assert found.codes == [0] * RESTARTS
    assert found.at_work == RESTARTS
    assert found.slowest <= 30
    assert found.figures.outcomes == {"sent": found.figures.letters}
    assert found.figures.lost == 0
    assert found.figures.in_flight == 0
    assert found.figures.copies == 0
    assert found.figures.sms_copies == 0
