"""What a start refuses; the rest is held from outside in acceptance/test_serve.py."""

from __future__ import annotations

from pathlib import Path

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
