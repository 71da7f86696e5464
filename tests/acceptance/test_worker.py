"""The worker as its operator runs it: the Spring Festival round of 2026 through a real relay on loopback."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from app import migrate
from app.branches.models import Person
from app.clock import Clock
from app.db import Database
from app.main import open_database
from app.outbox.models import AttemptRow, LetterRow
from app.settings import read
from tests.db.outbox_office import spring
from tests.harness.server import ROOT, environment, free_port, qingdan
from tests.harness.smtp import Mailbox
from tests.harness.world import PEOPLE, build

EVE, THE_DAY = "2026-02-11T09:00+08:00", "2026-02-12T09:00+08:00"
EVERYBODY = {f"m{number}@yunling.example" for number in range(1, len(PEOPLE) + 1)}


class Federation:
    """A data folder with one branch of eight and their round."""

    def __init__(self, data: Path, **round_: object) -> None:
        self.data = data
        settings = read({"QINGDAN_DATA_DIR": str(data)})
        self.db: Database = open_database(settings, Clock())
        migrate.upgrade(self.db)
        with self.db.write() as session:
            self.world = build(session)
            spring(session, self.world.home, **round_)

    def sending(self, relay: Mailbox) -> dict[str, str]:
        return {"QINGDAN_DELIVERY_MODE": "loopback", "QINGDAN_SMTP_URL": relay.url}

    def worker(self, relay: Mailbox, at: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
        return qingdan(self.data, "worker", "--once", "--at", at, check=check, **self.sending(relay))


@pytest.fixture
def federation(empty_data: Path) -> Iterator[Federation]:
    made = Federation(empty_data)
    yield made
    made.db.close()


def of_round(relay: Mailbox) -> Counter[str]:
    """The round's letters by recipient; digests of the day are not counted."""
    return Counter(m.recipients[0] for m in relay.mails if m.message["Subject"] == "春节期间廉洁过节提醒")


def test_the_round_goes_on_its_day_once_to_every_member_with_an_address(
    federation: Federation, mailbox: Mailbox
) -> None:
    with federation.db.write() as session:
        session.execute(update(Person).where(Person.name == "叶清源").values(email=""))
    federation.worker(mailbox, EVE)
    assert not of_round(mailbox)
    said = [federation.worker(mailbox, THE_DAY).stdout for _ in range(3)]
    assert of_round(mailbox) == dict.fromkeys(EVERYBODY - {"m8@yunling.example"}, 1)
    assert all("已发出" in each for each in said)


def test_unapproved_nothing_of_it_goes_and_the_secretary_is_reminded_to_approve(
    empty_data: Path, mailbox: Mailbox
) -> None:
    federation = Federation(empty_data, approved_on=None)
    federation.worker(mailbox, THE_DAY)
    federation.db.close()
    assert not of_round(mailbox)
    (digest,) = [m for m in mailbox.mails if m.recipients == ("m1@yunling.example",)]
    body = digest.message.get_body(("plain",))
    assert body is not None
    assert "批准后才会发送" in body.get_content()


def test_in_log_mode_no_relay_hears_of_it(federation: Federation, mailbox: Mailbox) -> None:
    said = qingdan(federation.data, "worker", "--once", "--at", THE_DAY, QINGDAN_SMTP_URL=mailbox.url).stdout
    assert "仅记录未发送" in said
    assert not mailbox.mails


def test_the_moment_cannot_be_before_the_last_tick_except_in_a_demo(federation: Federation, mailbox: Mailbox) -> None:
    federation.worker(mailbox, THE_DAY)
    refused = federation.worker(mailbox, EVE, check=False)
    assert refused.returncode == 1
    assert "早于数据库已运行到的2026年2月12日 09:00" in refused.stderr
    (federation.data / "demo").write_text("演示")
    assert federation.worker(mailbox, EVE).returncode == 0


def test_where_the_day_stands_still_nothing_waits_for_a_morning(federation: Federation) -> None:
    """A demo is looked at in the evening, too."""
    (federation.data / "demo").write_text("演示")
    said = qingdan(federation.data, "worker", "--once").stdout
    assert said.startswith("2025年7月1日 ")
    assert "等待发送" not in said


def test_the_moment_cannot_be_chosen_where_letters_go_for_real(federation: Federation, mailbox: Mailbox) -> None:
    live = {"QINGDAN_DELIVERY_MODE": "live", "QINGDAN_SMTP_URL": mailbox.url}
    refused = qingdan(federation.data, "worker", "--once", "--at", THE_DAY, check=False, **live)
    assert refused.returncode == 1
    assert "live" in refused.stderr
    assert not mailbox.mails


def test_a_relay_that_is_down_is_said_and_the_letters_wait(federation: Federation, mailbox: Mailbox) -> None:
    down = {"QINGDAN_DELIVERY_MODE": "loopback", "QINGDAN_SMTP_URL": f"smtp://127.0.0.1:{free_port()}?from=a@b.example"}
    failed = qingdan(federation.data, "worker", "--once", "--at", THE_DAY, check=False, **down)
    assert failed.returncode == 1
    assert "连不上邮件服务器" in failed.stderr
    federation.worker(mailbox, "2026-02-12T09:30+08:00")
    assert of_round(mailbox) == dict.fromkeys(EVERYBODY, 1)


def test_a_dry_run_says_what_would_go_to_whom_and_writes_nothing(federation: Federation) -> None:
    told = qingdan(federation.data, "remind", "--on", "2026-02-11", "--days", "2", "--json").stdout
    rounds = [each for each in json.loads(told) if each["stage"] == "send"]
    assert rounds[0] == {
        "day": "2026-02-12",
        "person": "林远帆",
        "subject": "2026年春节廉政提醒",
        "stage": "send",
        "channels": ["email"],
        "text": "春节将至，请廉洁过节。",
    }
    assert {each["person"] for each in rounds} == set(PEOPLE)
    with federation.db.read() as session:
        assert session.scalar(select(LetterRow)) is None


class Slow(Mailbox):
    """A relay that takes its time over each letter, as real ones do."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.15)
        return answer


@contextmanager
def slow_relay() -> Iterator[Slow]:
    box = Slow(free_port())
    relay = Controller(box, hostname="127.0.0.1", port=box.port, server_hostname="relay.invalid")
    relay.start()
    yield box
    relay.stop()


def test_killed_in_the_middle_it_loses_nothing_and_doubles_only_what_was_in_flight(federation: Federation) -> None:
    with slow_relay() as relay:
        command = [sys.executable, "-m", "app", "worker", "--once", "--at", THE_DAY]
        env = environment(federation.data, **federation.sending(relay))
        process = subprocess.Popen(command, cwd=ROOT, env=env)
        deadline = monotonic() + 60
        while len(relay.mails) < 3 and monotonic() < deadline:
            sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        arrived = len(relay.mails)
        _let_leases_run_out(federation.db)
        federation.worker(relay, THE_DAY)
        rounds = [m for m in relay.mails if m.message["Subject"] == "春节期间廉洁过节提醒"]
    assert 3 <= arrived < len(EVERYBODY)
    assert {mail.recipients[0] for mail in rounds} == EVERYBODY
    assert len(rounds) - len(EVERYBODY) <= arrived
    assert len({mail.message["Message-ID"] for mail in rounds}) == len(EVERYBODY)
    with federation.db.read() as session:
        assert set(session.scalars(select(LetterRow.state))) == {"sent"}
        results = Counter(session.scalars(select(AttemptRow.result)))
    assert results[None] > 0  # those begun before the kill: how they ended nobody knows


def _let_leases_run_out(db: Database) -> None:
    """As if the minute had passed for which a claim holds."""
    with db.write() as session:
        for letter in session.scalars(select(LetterRow).where(LetterRow.state == "inflight")):
            assert letter.lease_until is not None
            letter.lease_until -= timedelta(seconds=60)
