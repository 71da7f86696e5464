"""An SMS gateway that can never be called is named before the first message; what is signed is what is sent."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import Refusal
from app.outbox.ways import channels, sms_problems, unreachable
from app.settings import Settings, read
from reminders.channels.gateway import HttpGateway
from reminders.channels.http import HttpClient, Reply
from reminders.channels.signing import Key

NOW = datetime(2026, 2, 12, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(
        read({"QINGDAN_DATA_DIR": str(tmp_path)}),
        smtp_url="smtp://127.0.0.1:2525?from=a@example.org",
        sms_gateway="http",
        sms_key="AKTEST",
        sms_secret="geheim",
        sms_sign="测试残联",
    )


@pytest.mark.parametrize(
    ("endpoint", "fine"),
    [
        ("https://sms.example.org", True),
        ("http://127.0.0.1:8080/sms", True),
        ("http://sms.example.org", False),
        ("https://[sms.example.org", False),
        ("https://sms.example.org:port", False),
        ("https://sms.example.org:0", False),
    ],
)
def test_another_machine_is_called_by_https_only(settings: Settings, endpoint: str, fine: bool) -> None:
    found = sms_problems(replace(settings, delivery_mode="live", sms_endpoint=endpoint))
    assert [problem.split("“")[0] for problem, _ in found] == ([] if fine else ["QINGDAN_SMS_ENDPOINT"])
    if not fine:
        with pytest.raises(Refusal, match="QINGDAN_SMS_ENDPOINT"):
            channels(replace(settings, delivery_mode="live", sms_endpoint=endpoint))


@pytest.mark.parametrize(
    ("mode", "gateway", "endpoint", "named"),
    [
        ("loopback", "http", "https://sms.example.org", True),
        ("loopback", "aliyun", "", True),
        ("loopback", "http", "http://localhost:8080", False),
        ("loopback", "http", "", False),  # told as not set, once
        ("loopback", "http", "https://[bad", False),  # told as misspelt, once
        ("loopback", "console", "", False),
        ("loopback", "", "", False),
        ("live", "http", "https://sms.example.org", False),
        ("log", "http", "https://sms.example.org", False),
    ],
)
def test_a_trial_has_its_gateway_on_this_machine(
    settings: Settings, mode: str, gateway: str, endpoint: str, named: bool
) -> None:
    found = unreachable(replace(settings, delivery_mode=mode, sms_gateway=gateway, sms_endpoint=endpoint))
    assert ["只向本机" in problem and bool(remedy) for problem, remedy in found] == ([True] if named else [])


class Noted(HttpClient):
    """Keeps the request instead of sending it."""

    def post(self, body: bytes, headers: Mapping[str, str], *, path: str = "", query: str = "") -> Reply:
        self.asked = body, dict(headers)
        return Reply(200, b'{"code": "ok", "status": "unknown"}')


@pytest.mark.parametrize(
    ("endpoint", "path"),
    [
        ("https://sms.example.org", "/query"),
        ("https://sms.example.org/", "/query"),
        ("https://sms.example.org/a/", "/a/query"),
        ("https://sms.example.org/短信", "/%E7%9F%AD%E4%BF%A1/query"),
    ],
)
def test_the_path_is_signed_as_it_is_sent(endpoint: str, path: str) -> None:
    http = Noted(endpoint, loopback=False)
    HttpGateway(http, Key("k", "geheim"), "测试残联", now=lambda: NOW).ask("13800000000", "1", NOW)
    body, headers = http.asked
    signed = f"{int(NOW.timestamp())}\n{path}\n".encode() + body
    assert headers["X-Qingdan-Signature"] == hmac.new(b"geheim", signed, hashlib.sha256).hexdigest()


def test_an_address_without_a_path_is_asked_for_the_root() -> None:
    assert HttpClient("https://sms.example.org", loopback=False).path() == "/"
    assert HttpClient("https://sms.example.org/a", loopback=False).path() == "/a"
