"""What the system administrator's first page and the start say of keys that do not fit and letters that do not go."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.branches import members
from app.branches.models import Person
from app.branches.queries import mobiles
from app.cli.common import refuse_database
from app.clock import Clock
from app.crypto import Sealer, SubjectKey
from app.db import Database
from app.errors import Refusal
from app.findings import findings
from app.main import open_office
from app.outbox.store import SqlOutbox
from app.settings import Settings
from app.web import Office
from tests.harness.callers import Caller
from tests.harness.web import MOMENT
from tests.harness.world import OPERATOR, PASSWORD, World
from tests.web.letters import Written

NUMBER = "13800000001"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, sms_gateway="console")


def office(settings: Settings, db: Database, clock: Clock, **changed: str) -> Office:
    return open_office(replace(settings, database_url=db.url, **changed), clock)  # type: ignore[arg-type]


def sealed(db: Database, world: World, *names: str) -> list[int]:
    with db.write() as session:
        for number, name in enumerate(names):
            person = session.get_one(Person, world.people[name])
            members.change_member(session, OPERATOR, person, {"mobile": f"{int(NUMBER) + number}"})
    return [world.people[name] for name in names]


def test_a_wrong_field_key_is_named_and_nothing_starts_with_it(
    settings: Settings, db: Database, clock: Clock, world: World
) -> None:
    sealed(db, world, "林远帆")
    right, wrong = office(settings, db, clock), office(settings, db, clock, field_key="f" * 64)
    refuse_database(right)
    with pytest.raises(Refusal, match=r"QINGDAN_FIELD_KEY.*把原来的 field.key 放回"):
        refuse_database(wrong)
    assert "QINGDAN_FIELD_KEY" in str(findings(wrong))
    assert "_KEY 不是" not in str(findings(right))
    for each in (right, wrong):
        each.db.close()


def test_one_damaged_data_key_is_not_a_wrong_key(db: Database, settings: Settings) -> None:
    seal = Sealer.of(settings.field_key)
    with db.write() as session:
        assert seal.fits(session)  # nothing is sealed yet
        session.get_one(SubjectKey, seal.new_subject(session)).wrapped = b"\x01short"
        assert not seal.fits(session)
        seal.new_subject(session)
        assert seal.fits(session)


def test_a_wrong_secret_key_is_named(settings: Settings, db: Database, clock: Clock, world: World) -> None:
    right, wrong = office(settings, db, clock), office(settings, db, clock, secret_key="f" * 64)
    assert "QINGDAN_SECRET_KEY" in str(findings(wrong))
    assert "QINGDAN_SECRET_KEY" not in str(findings(right))
    for each in (right, wrong):
        each.db.close()


@pytest.mark.parametrize("damage", [b"\x01", b"\x01" + bytes(40)])
def test_a_number_that_cannot_be_opened_holds_up_nobody_else(
    db: Database, world: World, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    bad, good = sealed(db, world, "林远帆", "周晓禾")
    with db.write() as session:
        session.get_one(Person, bad).mobile_sealed = damage
    with db.read() as session, caplog.at_level(logging.ERROR):
        assert mobiles(session, [bad, good]) == {good: f"{int(NUMBER) + 1}"}
    assert f"person {bad} " in caplog.text
    assert NUMBER not in caplog.text


def test_the_first_page_says_that_letters_do_not_go(
    settings: Settings, db: Database, world: World, caller: Callable[[], Caller]
) -> None:
    (settings.data_dir / "keys" / "confirmed").write_text("")
    outbox = SqlOutbox(db, lambda: MOMENT)
    outbox.note_tick(outbox.take_lease("one", 30) or 0, MOMENT)
    keeper = caller()
    keeper.sign_in("system_admin", PASSWORD)
    assert "系统运行正常" in keeper.get("/system").text
    written = Written(db, world)
    for _ in range(2):
        written.letter(channel="sms", state="queued", due_at=MOMENT - timedelta(hours=1), sealed=None, tried=0)
    outbox.rest("sms", None, "网关欠费")
    page = keeper.get("/system").text
    assert "短信已停用：网关欠费。" in page
    assert '有2封提醒没有发出去，<a href="/duty">到发送值守处理</a>' in page
    assert "系统运行正常" not in page
