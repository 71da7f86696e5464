"""A database full of letters that are due, and a mail sink in C that takes them: for D1 to D3."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.branches.models import Branch, Membership, Person
from app.cli.wiring import desk_of
from app.clock import Clock
from app.crypto import SubjectKey
from app.integrity.models import ReminderRound
from app.main import open_office
from app.migrate import upgrade
from app.outbox.models import AttemptRow, LetterRow
from app.outbox.store import SqlOutbox
from app.outbox.worker import Stop
from app.settings import read
from reminders.channels import Channel
from reminders.channels.email import EmailChannel
from reminders.channels.smtp_url import relay
from reminders.delivery import deliver
from reminders.desk import Desk
from reminders.jobs import tick
from tests.contracts.fakes import moment

LETTERS = int(os.environ.get("LETTERS", "5000")) // 50 * 50  # 100000 for the figures that count
A_BRANCH = 50  # members
BYTES = 2000  # of one of these letters, about
THE_DAY = moment("2026-02-12 09:00")
POSTFIX = Path(".test/postfix")
TEXT = "同志们：\n\n春节将至。请严守中央八项规定及其实施细则精神，廉洁过节。\n\n遇有拿不准的事项，请事先报告支部。"
RECORDED: dict[str, Any] = {"recorded_on": date(2026, 2, 3), "version": 1}


@dataclass(frozen=True)
class Room:
    """A worker's desk over SQLite on disk, as the product wires it, at nine on the day of the round."""

    desk: Desk
    outbox: SqlOutbox
    session: Any

    def renewed(self) -> None:
        """All letters as they were before anything was tried."""
        self._back(state="queued", tried=0, sealed=None)

    def put_back(self) -> None:
        """All letters as after a relay that was busy: written and sealed, and to be tried again."""
        self._back(state="retry", tried=1)

    def _back(self, **values: object) -> None:
        with self.session() as session:
            session.execute(delete(AttemptRow))
            session.execute(update(LetterRow).values(sent_on=None, lease_token="", lease_until=None, **values))

    def drain(self, channel: Channel) -> None:
        """As a worker does it: look again until all are gone."""
        desk = replace(self.desk, channels={channel.name: channel})
        while self.sent() < LETTERS:
            deliver(desk)

    def sent(self) -> int:
        with self.session() as session:
            of_sent = select(func.count()).select_from(LetterRow).where(LetterRow.state == "sent")
            return int(session.scalars(of_sent).one())


@cache
def room() -> Room:
    """Made once: branches of fifty, each with an approved round to everybody."""
    folder = Path(mkdtemp(prefix="qingdan-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = open_office(read({"QINGDAN_DATA_DIR": str(folder)}), Clock(moment=THE_DAY))
    upgrade(office.db)
    with office.db.write() as session:
        _fill(session, max(LETTERS // A_BRANCH, 1))
    desk, outbox = desk_of(office, Stop())
    tick(desk)
    return Room(desk, outbox, office.db.write)


def relay_to_sink() -> EmailChannel:
    return EmailChannel(relay(f"smtp://127.0.0.1:{sink()}?from=q@unit.example"), loopback=True)


def _fill(session: Session, branches: int) -> None:
    key = session.scalars(insert(SubjectKey).values(wrapped=b"").returning(SubjectKey.id)).one()
    for number in range(1, branches + 1):
        branch = {"id": number, "name": f"测试第{number}党支部", "asked_from": THE_DAY.date(), **RECORDED}
        session.execute(insert(Branch).values(branch))
        people = range((number - 1) * A_BRANCH + 1, number * A_BRANCH + 1)
        session.execute(insert(Person), [_person(each, number, key) for each in people])
        session.execute(insert(Membership), [_membership(each, number) for each in people])
        session.execute(insert(ReminderRound).values(_round(number)))


def _person(number: int, branch: int, key: int) -> Mapping[str, object]:
    name = f"测试{number}"
    return {
        **RECORDED,
        **{"id": number, "branch_id": branch, "subject_key_id": key, "name": name, "sort_key": name},
        "email": f"p{number}@unit.example",
    }


def _membership(person: int, branch: int) -> Mapping[str, object]:
    return {**RECORDED, "branch_id": branch, "person_id": person, "category": "full", "since": date(2020, 1, 1)}


def _round(branch: int) -> Mapping[str, object]:
    return {
        **RECORDED,
        **{"id": branch, "branch_id": branch, "nodes": "spring", "year": 2026, "day": THE_DAY.date()},
        **{"ways": "email", "subject": "春节期间廉洁过节提醒", "text": TEXT, "approved_on": date(2026, 2, 5)},
    }


def tool(name: str) -> tuple[list[str], dict[str, str]]:
    """smtp-sink and smtp-source out of Debian's package, unpacked here: nothing of it is installed or runs."""
    if not (POSTFIX / "usr/sbin" / name).exists():
        POSTFIX.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(["apt-get", "download", "-qq", "postfix"], cwd=POSTFIX, check=True)
        except (OSError, subprocess.CalledProcessError):
            sys.exit("D1 to D3 need smtp-sink: put Debian's postfix_*.deb into .test/postfix")
        subprocess.run(["dpkg", "-x", next(POSTFIX.glob("postfix_*.deb")).name, "."], cwd=POSTFIX, check=True)
    return [str(POSTFIX / "usr/sbin" / name)], {**os.environ, "LD_LIBRARY_PATH": str(POSTFIX / "usr/lib/postfix")}


@cache
def sink() -> int:
    """The port of a sink on loopback that runs until the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command, environment = tool("smtp-sink")
    user = ["-u", "nobody"] if os.geteuid() == 0 else ["-u", pwd.getpwuid(os.geteuid()).pw_name]
    running = subprocess.Popen([*command, *user, f"127.0.0.1:{port}", "256"], env=environment)
    atexit.register(running.wait)
    atexit.register(running.terminate)
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return port
        time.sleep(0.05)
    sys.exit("smtp-sink did not start")


def source(letters: int, *options: str) -> None:
    """smtp-source sends as many letters of the same size, by default each over a connection of its own."""
    command, environment = tool("smtp-source")
    addresses = ["-f", "q@unit.example", "-t", "p@unit.example"]
    about = ["-l", str(BYTES), "-m", str(letters), *options]
    subprocess.run([*command, *about, *addresses, f"127.0.0.1:{sink()}"], env=environment, check=True)
