"""What a start refuses; the rest is held from outside in acceptance/test_serve.py."""

from __future__ import annotations

from pathlib import Path

from app.settings import read

LIVE = {"QINGDAN_DELIVERY_MODE": "live", "QINGDAN_SMTP_URL": "smtps://relay.example?from=a@relay.example"}


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
