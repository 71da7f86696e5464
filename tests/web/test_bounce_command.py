"""`qingdan bounce`: a mail that came back makes its letter fail; anything else is passed over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from app.__main__ import main
from app.cli import mail
from app.clock import Clock
from app.db import Database
from app.main import open_office
from app.outbox.models import AttemptRow, LetterRow
from app.settings import Settings
from tests.contracts import bounces
from tests.harness.web import DAY, MOMENT
from tests.harness.world import World
from tests.web.letters import Written


@pytest.fixture
def letter(db: Database, world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> int:
    number = Written(db, world).letter(sent_on=DAY)
    with db.write() as session:
        session.add(AttemptRow(letter_id=number, token="t", message_id=bounces.OURS, started_at=MOMENT, result="sent"))
    monkeypatch.setattr(mail, "office", lambda: open_office(replace(settings, database_url=db.url), Clock()))
    return number


def piped(raw: bytes) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["bounce"], input=raw)
    return found.exit_code, found.output


def test_a_bounce_from_a_pipe_makes_its_letter_fail_once(letter: int, db: Database) -> None:
    assert piped(bounces.POSTFIX) == (0, "读到1个回执，新记下1个\n")
    assert piped(bounces.POSTFIX) == (0, "读到1个回执，新记下0个\n")
    with db.read() as session:
        assert session.get_one(LetterRow, letter).state == "failed"


@pytest.mark.parametrize("raw", [b"", b"\xff\x00", b"Subject: hello\n\nworld"])
def test_whatever_else_comes_there_is_no_fault(letter: int, raw: bytes) -> None:
    assert piped(raw) == (0, "这不是退信，或退信里没有本系统所发的信，没有要记的\n")
