"""What a start refuses; the rest is held from outside in acceptance/test_serve.py."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Refusal
from app.outbox.ways import unreachable
from app.settings import read

LIVE = {
    "QINGDAN_DELIVERY_MODE": "live",
    "QINGDAN_SMTP_URL": "smtps://relay.example?from=a@relay.example",
    "QINGDAN_BASE_URL": "https://qingdan.example",
}


def test_a_demo_never_sends_for_real(tmp_path: Path) -> None:
    environment = LIVE | {"QINGDAN_DATA_DIR": str(tmp_path)}
    assert read(environment).problems() == []
    [(problem, _)] = read(environment, demo=True).problems()
    assert problem == "演示数据不能真实发送"


def test_every_setting_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "relay"
    secret.write_text(f"{LIVE['QINGDAN_SMTP_URL']}\n")
    found = read({"QINGDAN_DATA_DIR": str(tmp_path), "QINGDAN_SMTP_URL_FILE": str(secret)})
    assert found.smtp_url == LIVE["QINGDAN_SMTP_URL"]
    assert LIVE["QINGDAN_SMTP_URL"] not in found.shown().values()


def test_live_needs_an_address_that_its_letters_can_name(tmp_path: Path) -> None:
    [(problem, remedy)] = read({**LIVE, "QINGDAN_DATA_DIR": str(tmp_path), "QINGDAN_BASE_URL": ""}).problems()
    assert "地址" in problem
    assert "QINGDAN_BASE_URL" in remedy


def test_plain_http_is_refused_where_other_machines_can_reach_it(tmp_path: Path) -> None:
    environment = {"QINGDAN_DATA_DIR": str(tmp_path)}
    assert read(environment).problems() == []
    assert "不是 https" in read(environment).problems("192.0.2.7")[0][0]
    assert read({**environment, "QINGDAN_ALLOW_HTTP": "1"}).problems("192.0.2.7") == []


def test_the_password_of_the_database_is_not_shown(tmp_path: Path) -> None:
    url = "postgresql+psycopg://party:geheim@db/qingdan"
    shown = read({"QINGDAN_DATA_DIR": str(tmp_path), "QINGDAN_DATABASE_URL": url}).shown()
    assert shown["QINGDAN_DATABASE_URL"] == "postgresql+psycopg://party:***@db/qingdan"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAG", "."),
        ("LAG", "999999999999999999"),
        ("LAG", "86401"),
        ("LAG", "-1"),
        ("PRICE", "."),
        ("PRICE", "10.01"),
        ("PRICE", "1e1"),
        ("RATE", "abc"),
        ("RATE", "1001"),
        ("RATE", "nan"),
    ],
)
def test_a_number_is_a_number_in_every_mode(tmp_path: Path, name: str, value: str) -> None:
    [(problem, remedy)] = read({"QINGDAN_DATA_DIR": str(tmp_path), f"QINGDAN_SMS_{name}": value}).problems()
    assert problem.startswith(f"QINGDAN_SMS_{name} 的值“{value}”不是 0 至 ")
    assert remedy


@pytest.mark.parametrize(
    ("name", "value"), [("LAG", "0"), ("LAG", "86400"), ("PRICE", "0.045"), ("PRICE", ""), ("RATE", ""), ("RATE", ".5")]
)
def test_numbers_within_reason_pass(tmp_path: Path, name: str, value: str) -> None:
    assert read({"QINGDAN_DATA_DIR": str(tmp_path), f"QINGDAN_SMS_{name}": value}).problems() == []


def test_a_file_that_cannot_be_read_is_named_with_the_variable(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    with pytest.raises(Refusal) as caught:
        read({"QINGDAN_DATA_DIR": str(tmp_path), "QINGDAN_SMTP_URL_FILE": missing})
    assert (caught.value.place, caught.value.value) == ("QINGDAN_SMTP_URL_FILE", missing)
    assert caught.value.remedy
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(Refusal, match="UTF-8"):
        read({"QINGDAN_DATA_DIR": str(tmp_path), "QINGDAN_SMTP_URL_FILE": str(tmp_path / "binary")})


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("foo", "foo"),
        ("mysql://u:geheim@db/q", "…@db/q"),
        ("postgresql//u:geheim", "postgresql//u…"),
        ("postgresql+nodriver://u:geheim@db/q", "…@db/q"),
        ("postgresql+psycopg://u:geheim@db:port/q", "…@db:port/q"),
    ],
)
def test_an_address_that_is_no_database_is_refused_without_its_password(tmp_path: Path, url: str, shown: str) -> None:
    with pytest.raises(Refusal) as caught:
        read({"QINGDAN_DATA_DIR": str(tmp_path), "QINGDAN_DATABASE_URL": url})
    assert (caught.value.place, caught.value.value) == ("QINGDAN_DATABASE_URL", shown)
    assert "postgresql+psycopg://" in caught.value.remedy


RELAY = "?from=a@relay.example"


@pytest.mark.parametrize(
    ("mode", "url", "says"),
    [
        ("log", "", ""),
        ("log", "smtp://relay.example", "缺少发件人"),
        ("live", "smtp://relay.example", "缺少发件人"),
        ("loopback", "", "没有设置邮件服务器"),
        ("loopback", f"smtp://relay.example{RELAY}", "只向本机发信"),
        ("loopback", f"smtp://127.0.0.1:2525{RELAY}", ""),
        ("live", f"smtp://relay.example{RELAY}", ""),
    ],
)
def test_a_relay_that_can_take_no_letter_is_named(tmp_path: Path, mode: str, url: str, says: str) -> None:
    found = unreachable(replace(read({"QINGDAN_DATA_DIR": str(tmp_path)}), delivery_mode=mode, smtp_url=url))
    assert [says in problem and "QINGDAN_SMTP_URL" in problem and bool(remedy) for problem, remedy in found] == (
        [True] if says else []
    )
