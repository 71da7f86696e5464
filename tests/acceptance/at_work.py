"""What is seen from outside of real processes at work: their health page, their children, their log."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple

from sqlalchemy import select

from app.db import Database
from app.outbox.models import LeaseRow

# A warning or worse of anybody but the pages: those say at each question that the database is gone.
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ (?:WARNING|ERROR|CRITICAL) (?!qingdan:)", re.MULTILINE)


class Family(NamedTuple):
    """The product's processes below the one that supervises them."""

    worker: int
    web: frozenset[int]


def family(pid: int) -> Family:
    found = subprocess.run(["pgrep", "-P", str(pid), "-a"], capture_output=True, text=True, check=True).stdout
    commands = [line.split(maxsplit=1) for line in found.splitlines()]
    (worker,) = [int(number) for number, command in commands if " worker " in command]
    return Family(worker, frozenset(int(number) for number, _ in commands) - {worker})


def ready(url: str) -> tuple[int, dict[str, Any]]:
    return health(url, "ready")


def health(url: str, which: str) -> tuple[int, dict[str, Any]]:
    """What the health page says; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"{url}/health/{which}", timeout=40) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)
    except OSError:
        return 0, {}


def lease(db: Database) -> LeaseRow | None:
    with db.read() as session:
        return session.scalar(select(LeaseRow))


def pid_of(holder: str) -> int:
    return int(holder.split(":")[1])


def logged(log: Path, since: int) -> int:
    """How many warnings and errors from that byte on."""
    return len(ENTRY.findall(log.read_bytes()[since:].decode()))


def stop(pid: int, db: Database) -> None:
    """Halted, and in no transaction of its delivery: on SQLite nobody else could write at all."""
    os.kill(pid, signal.SIGSTOP)
    while db.sqlite and not _writable(db):
        os.kill(pid, signal.SIGCONT)
        sleep(0.02)
        os.kill(pid, signal.SIGSTOP)


def _writable(db: Database) -> bool:
    connection = sqlite3.connect(db.url.removeprefix("sqlite:///"), timeout=0.2, isolation_level=None)
    with closing(connection):
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
    return True
