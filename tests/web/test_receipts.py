"""Receipts and bounces come by addresses nobody can guess, count once, and what is forged is refused (R21)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.db import Database
from app.outbox import receipt_routes
from app.outbox.models import AttemptRow, LetterRow, ReceiptRow
from app.settings import Settings
from reminders.channels.signing import plain
from tests.harness.callers import Caller
from tests.harness.web import DAY, MOMENT
from tests.harness.world import World
from tests.web.letters import Written

SECRET = "gateway-secret"
ALIYUN = [{"out_id": "m1", "success": True, "report_time": "2025-07-01 09:00:05", "err_code": "DELIVERED"}]


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    kind = getattr(request, "param", "http")
    return replace(
        settings,
        sms_gateway=kind,
        sms_endpoint="http://127.0.0.1:9/sms" if kind == "http" else "",
        sms_key="id",
        sms_secret=SECRET,
        sms_sign="云岭区残联",
        sms_app="1400000000",
        sms_templates="templates.yaml",  # needed to send only
    )


@pytest.fixture
def letter(db: Database, world: World) -> int:
    """An SMS that its gateway took, known to it as m1."""
    number = Written(db, world).letter(channel="sms", sent_on=DAY, sealed=b'{"text": "x"}')
    with db.write() as session:
        session.add(AttemptRow(letter_id=number, token="t", message_id="m1", started_at=MOMENT, result="sent"))
    return number


def pushed(visitor: Caller, path: str, body: bytes, at: int | None = None, secret: str = SECRET) -> int:
    """Signed as a gateway of the unit's own signs."""
    time = str(at or int(datetime.now(UTC).timestamp()))  # noqa: TID251
    headers = {"x-qingdan-time": time, "x-qingdan-signature": plain(secret, time, path, body)}
    return visitor.client.post(path, content=body, headers=headers).status_code


def delivered(status: str = "delivered") -> bytes:
    return json.dumps([{"id": "m1", "status": status, "at": "2025-07-01T09:00:05+08:00"}]).encode()


def state(db: Database, letter: int) -> tuple[str, bool, int]:
    with db.read() as session:
        row = session.get_one(LetterRow, letter)
        return row.state, row.delivered_at is not None, session.query(ReceiptRow).count()


def test_a_signed_receipt_counts_once_however_often_it_comes(
    caller: Callable[[], Caller], settings: Settings, db: Database, letter: int
) -> None:
    path = receipt_routes.path("sms", settings)
    assert [pushed(caller(), path, delivered()) for _ in range(3)] == [200] * 3
    assert pushed(caller(), path, delivered("failed")) == 200
    assert state(db, letter) == ("sent", True, 2)


def test_a_receipt_from_the_end_of_time_holds_up_no_other(
    caller: Callable[[], Caller], settings: Settings, db: Database, letter: int
) -> None:
    odd = [
        {"id": "m1", "status": "failed", "at": at} for at in ("0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00")
    ]
    body = json.dumps([*odd, *json.loads(delivered())]).encode()
    assert pushed(caller(), receipt_routes.path("sms", settings), body) == 200
    assert state(db, letter) == ("sent", True, 1)


def test_nothing_that_a_gateway_writes_reaches_who_runs_the_program(
    caller: Callable[[], Caller], settings: Settings, db: Database, letter: int
) -> None:
    entry = {"id": "m1", "status": "failed", "at": "2025-07-01T09:00:05+08:00"}
    words = {"message": "号码13812345678（秦小满）空号", "error": "UNDELIV"}
    assert pushed(caller(), receipt_routes.path("sms", settings), json.dumps([entry | words]).encode()) == 200
    with db.read() as session:
        assert session.get_one(LetterRow, letter).reason == "短信没有送达，请核对手机号（UNDELIV）"


def test_a_forged_an_old_or_a_misdirected_one_changes_nothing(
    caller: Callable[[], Caller], settings: Settings, db: Database, letter: int
) -> None:
    path = receipt_routes.path("sms", settings)
    long_ago = int(datetime.now(UTC).timestamp()) - 3600  # noqa: TID251
    assert pushed(caller(), path, delivered(), secret="another") == 401
    assert pushed(caller(), path, delivered(), at=long_ago) == 401
    assert caller().client.post(path, content=delivered()).status_code == 401
    assert pushed(caller(), path[:-1] + "x", delivered()) == 401
    assert pushed(caller(), path.replace("/sms/", "/email/"), delivered()) == 401
    assert pushed(caller(), path.replace("/sms/", "/other/"), delivered()) == 401
    assert pushed(caller(), path, b"\xff{") == 400
    time = str(int(datetime.now(UTC).timestamp())).encode()  # noqa: TID251
    assert (
        caller()
        .client.post(
            path, content=delivered(), headers={b"x-qingdan-time": time, b"x-qingdan-signature": "签名".encode()}
        )
        .status_code
        == 401
    )
    assert state(db, letter) == ("sent", False, 0)


@pytest.mark.parametrize("settings", ["tencent"], indirect=True)
def test_tencent_may_name_its_own_serial_number(
    caller: Callable[[], Caller], settings: Settings, db: Database, letter: int
) -> None:
    with db.write() as session:
        session.query(AttemptRow).update({"reply": "2019:538884"})
    entry = {"user_receive_time": "2025-07-01 09:00:05", "report_status": "SUCCESS", "sid": "2019:538884"}
    answer = caller().client.post(receipt_routes.path("sms", settings), json=[entry])
    assert answer.json() == {"code": 0, "msg": "OK", "result": 0, "errmsg": "OK", "new": 1}
    assert state(db, letter) == ("sent", True, 1)


@pytest.mark.parametrize("settings", ["aliyun"], indirect=True)
def test_what_aliyun_pushes_is_taken_by_its_address(
    caller: Callable[[], Caller], settings: Settings, db: Database, letter: int
) -> None:
    answer = caller().client.post(receipt_routes.path("sms", settings), json=ALIYUN)
    assert (answer.status_code, answer.json()["code"]) == (200, 0)
    assert state(db, letter) == ("sent", True, 1)


def test_a_bounce_makes_its_letter_fail(
    caller: Callable[[], Caller], settings: Settings, db: Database, world: World
) -> None:
    number = Written(db, world).letter(sent_on=DAY)
    with db.write() as session:
        session.add(
            AttemptRow(
                letter_id=number, token="t", message_id="<abc@qingdan.example>", started_at=MOMENT, result="sent"
            )
        )
    answer = caller().client.post(receipt_routes.path("email", settings), content=BOUNCE.encode())
    assert answer.json()["new"] == 1
    assert state(db, number)[0] == "failed"


BOUNCE = """From: MAILER-DAEMON@relay.example
To: qingdan@qingdan.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It came back.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Tue, 1 Jul 2025 09:00:00 +0800

Final-Recipient: rfc822; p1@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

From: qingdan@qingdan.example
To: p1@example.org
Message-ID: <abc@qingdan.example>
Subject: x

x
--b--
"""
