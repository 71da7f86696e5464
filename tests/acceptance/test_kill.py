"""Letters are never lost: real workers killed at random moments, one and three of them, on both databases (R10)."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.killed import Figures
from tests.acceptance.killing import killed
from tests.acceptance.stopping import Stopped, stopped
from tests.harness.database import TEMPLATE
from tests.harness.postgres import copied

# `make soak` takes more of both; a seed that was printed can be given again.
LETTERS = int(os.environ.get("QINGDAN_TEST_LETTERS", "200"))
KILLS = int(os.environ.get("QINGDAN_TEST_KILLS", "40"))
SEEDS = (20250701, int(os.environ.get("QINGDAN_TEST_SEED") or secrets.randbelow(10**9)))
DATABASES = ("sqlite", "postgresql")
Runs = dict[tuple[str, int], Future[Any]]


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """All at once: most of the time they wait for a lease of the dead to run out."""
    base = tmp_path_factory.mktemp("kill")
    file, cluster = (request.getfixturevalue(f"_migrated_{each}") for each in ("file", "cluster"))
    with ExitStack() as stack, ThreadPoolExecutor(6) as pool:

        def url(database: str, data: Path) -> str:
            if database == "sqlite":
                return f"sqlite:///{shutil.copy(file, data.with_suffix('.db'))}"
            return stack.enter_context(contextmanager(copied)(cluster, TEMPLATE))

        found: Runs = {}
        for database in DATABASES:
            for workers in (1, 3):
                data = base / f"{database}-{workers}"
                place = data, url(database, data)
                found[database, workers] = pool.submit(killed, *place, workers, LETTERS, KILLS, SEEDS)
            data = base / f"{database}-stopped"
            found[database, 0] = pool.submit(stopped, data, url(database, data), SEEDS[0])
        yield found
        pool.shutdown()


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("database", DATABASES)
def test_killed_at_random_moments_workers_lose_no_letter(runs: Runs, database: str, workers: int) -> None:
    found: Figures = runs[database, workers].result()
    print(f"{database}, {workers} workers, seeds {SEEDS}: {asdict(found)}")
    assert found.letters >= LETTERS
    assert found.kills >= KILLS
    assert found.lost == 0
    assert found.stuck == 0
    assert found.outcomes == {"sent": found.letters}
    assert found.seconds <= 90
    assert found.in_flight > 0  # kills that met nobody at work would show nothing
    assert found.sms >= LETTERS // 2 - 10
    assert found.sms_copies == 0
    assert found.copies <= found.in_flight
    assert found.beyond == 0
    assert found.altered == 0


def test_kills_left_sms_in_doubt_and_the_gateway_was_asked(runs: Runs) -> None:
    """No copies would show nothing had no kill met an SMS on its way."""
    killed_ones = [future.result() for (_, workers), future in runs.items() if workers]
    assert sum(found.asked for found in killed_ones) > 0


@pytest.mark.parametrize("database", DATABASES)
def test_a_worker_stopped_past_its_lease_takes_nothing_back_when_it_goes_on(runs: Runs, database: str) -> None:
    """R11: what another has settled meanwhile stays, and of what it still held it sends at most the one in hand."""
    found: Stopped = runs[database, 0].result()
    print(f"{database}: {found}")
    assert found.before == found.after
    assert {state for _, state, *_ in found.after} == {"sent"}
    assert found.late_copies <= 1
    assert found.sms_copies == 0
    assert found.unsettled == 0
    assert found.second_attempts > 0
