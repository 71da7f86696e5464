"""From the settings to the SMS channel: what is wanting is said before the first message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refusal
from app.outbox.sms_ways import gateway, rate, sms_problems
from app.outbox.ways import channels, writer
from app.settings import Settings, read
from reminders.channels import ChannelDown, Result
from reminders.channels.aliyun import Aliyun
from reminders.channels.console import ConsoleChannel
from reminders.channels.gateway import HttpGateway
from reminders.channels.log import LogChannel
from reminders.channels.sms import SmsChannel
from reminders.channels.tencent import Tencent
from reminders.sms import OFFERED, UnfitText
from tests.contracts.fakes import render

GOOD = """
templates:
  digest: {code: SMS_1, text: "您有${count}项工作需要办理或即将到期，请登录清单系统查看。"}
  issue_ahead: {code: SMS_2, text: "整改台账第${number}号事项应于${due}前完成，还有${left}天（自然日）。"}
  issue_today: {code: SMS_3, text: "整改台账第${number}号事项今天到期。"}
  issue_overdue: {code: SMS_4, text: "整改台账第${number}号事项已超期。"}
rounds:
  - {code: SMS_9, text: "春节将至，请严守廉洁纪律。祝节日安康。"}
"""
WANTED = {
    "aliyun": ("sms_key", "sms_secret", "sms_sign", "sms_templates"),
    "tencent": ("sms_key", "sms_secret", "sms_sign", "sms_app", "sms_templates"),
    "http": ("sms_key", "sms_secret", "sms_sign", "sms_endpoint"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "sms.yaml").write_text(GOOD, encoding="utf-8")
    return replace(
        read({"QINGDAN_DATA_DIR": str(tmp_path)}),
        delivery_mode="live",
        smtp_url="smtps://relay.example.org?from=a@example.org",
        sms_key="AKTEST",
        sms_secret="geheim",
        sms_sign="测试残联",
        sms_app="1400000000",
        sms_endpoint="https://sms.example.org",
        sms_templates=str(tmp_path / "sms.yaml"),
    )


def changed(settings: Settings, **values: Any) -> Settings:
    return replace(settings, **values)


def test_without_a_gateway_there_is_no_sms(settings: Settings) -> None:
    assert list(channels(settings)) == ["email"]
    assert gateway(settings) is None
    assert sms_problems(settings) == []


@pytest.mark.parametrize("kind", ["console", "aliyun", "tencent", "http"])
def test_log_mode_only_writes_down(settings: Settings, kind: str) -> None:
    sms = channels(replace(settings, sms_gateway=kind, delivery_mode="log"))["sms"]
    assert isinstance(sms, LogChannel)
    assert sms.send("13800000000", b"", "1").result is Result.LOGGED
    assert sms.batch == 1


@pytest.mark.parametrize("mode", ["loopback", "live"])
def test_console_prints(settings: Settings, mode: str) -> None:
    sms = channels(replace(settings, sms_gateway="console", delivery_mode=mode))["sms"]
    assert isinstance(sms, ConsoleChannel)


@pytest.mark.parametrize(("kind", "made"), [("aliyun", Aliyun), ("tencent", Tencent), ("http", HttpGateway)])
def test_a_gateway_is_made_as_set_and_on_trial_calls_no_other_machine(
    settings: Settings, kind: str, made: type
) -> None:
    trial = replace(settings, sms_gateway=kind, delivery_mode="loopback", sms_rate="2.5")
    assert isinstance(gateway(trial), made)
    sms = channels(trial)["sms"]
    assert isinstance(sms, SmsChannel)
    assert sms.rate == 2.5
    with pytest.raises(ChannelDown, match="只向本机"):
        sms.open()
    assert sms_problems(trial) == []


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in WANTED.items() for name in names])
def test_what_is_not_set_is_named(settings: Settings, kind: str, name: str) -> None:
    lacking = changed(settings, sms_gateway=kind, **{name: ""})
    with pytest.raises(Refusal, match=f"QINGDAN_{name.upper()}"):
        channels(lacking)
    [(problem, remedy)] = sms_problems(lacking)
    assert f"QINGDAN_{name.upper()}" in problem
    assert remedy


@pytest.mark.parametrize("kind", ["aliyun", "tencent"])
def test_a_vendors_own_address_need_not_be_set(settings: Settings, kind: str) -> None:
    assert gateway(replace(settings, sms_gateway=kind, sms_endpoint="")) is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sms_gateway", "aliyum"),
        ("sms_key", "AK TEST"),
        ("sms_secret", "geheim\r\nX-Other: 1"),
        ("sms_secret", "密钥"),
        ("sms_sign", "【测试残联】"),
        ("sms_endpoint", "sms.example.org"),
        ("sms_endpoint", "ftp://sms.example.org"),
        ("sms_endpoint", "https://user@sms.example.org"),
        ("sms_endpoint", "https://sms.example.org/path"),
        ("sms_endpoint", "https://sms.example.org?a=b"),
    ],
)
def test_what_is_misspelt_is_refused_before_it_reaches_a_header(settings: Settings, name: str, value: str) -> None:
    wrong = changed(settings, **{"sms_gateway": "aliyun", name: value})
    with pytest.raises(Refusal, match=f"QINGDAN_{name.upper()}"):
        channels(wrong)
    assert "geheim" not in str(sms_problems(wrong))


@pytest.mark.parametrize("value", ["", "ten", "-1", "nan", "1001"])
def test_a_rate_is_a_number(settings: Settings, value: str) -> None:
    with pytest.raises(Refusal, match="QINGDAN_SMS_RATE"):
        rate(replace(settings, sms_rate=value))


def test_the_writer_has_the_approved_words_only_where_a_gateway_asks_for_them(settings: Settings) -> None:
    vendor = writer(replace(settings, sms_gateway="aliyun"), render)
    assert (vendor.sign, set(vendor.approved.templates if vendor.approved else ())) == ("测试残联", set(OFFERED))
    assert writer(replace(settings, sms_gateway="http"), render).approved is None


def test_a_bad_file_stops_the_worker_and_no_page(settings: Settings) -> None:
    Path(settings.sms_templates).write_text("templates: [", encoding="utf-8")
    bad = replace(settings, sms_gateway="aliyun")
    with pytest.raises(Refusal, match="第1行"):
        channels(bad)
    approved = writer(bad, render).approved
    assert approved is not None
    with pytest.raises(UnfitText):
        approved.template("digest")


def test_templates_not_yet_approved_are_named(settings: Settings) -> None:
    Path(settings.sms_templates).write_text('templates:\n  digest: {code: A, text: "有${count}项"}\n', encoding="utf-8")
    (first, _), (second, _) = sms_problems(replace(settings, sms_gateway="tencent"))
    assert first == "没有登记短信模板：整改即将到期、整改今天到期、整改超期"
    assert "廉政提醒" in second
