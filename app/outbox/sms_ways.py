"""The SMS channel of this installation: which gateway, with what key, and what is still wanting."""

from __future__ import annotations

import secrets
import sys
from urllib.parse import urlsplit

from app.clock import Clock
from app.errors import Refusal
from app.outbox import sms_templates
from app.settings import Settings
from reminders.channels import Channel
from reminders.channels import aliyun as ali
from reminders.channels import tencent as ten
from reminders.channels.aliyun import Aliyun
from reminders.channels.console import ConsoleChannel
from reminders.channels.gateway import HttpGateway
from reminders.channels.hosts import on_loopback
from reminders.channels.http import HttpClient
from reminders.channels.log import LogChannel
from reminders.channels.signing import Key
from reminders.channels.sms import Gateway, SmsChannel
from reminders.channels.tencent import Tencent
from reminders.sms import Approved

GATEWAYS = ("console", "aliyun", "tencent", "http")
ENDPOINTS = {"aliyun": ali.ENDPOINT, "tencent": ten.ENDPOINT, "http": ""}
APPROVING = ("aliyun", "tencent")  # these send approved templates only
_NEEDED = {
    "sms_key": "网关的密钥编号",
    "sms_secret": "网关的密钥",
    "sms_sign": "短信签名（不带【】）",
    "sms_endpoint": "网关的地址",
    "sms_app": "腾讯云短信的 SdkAppId",
    "sms_templates": "审核通过的模板文件",
}
_WANTED = {
    "aliyun": ("sms_key", "sms_secret", "sms_sign", "sms_templates"),
    "tencent": ("sms_key", "sms_secret", "sms_sign", "sms_app", "sms_templates"),
    "http": ("sms_key", "sms_secret", "sms_sign", "sms_endpoint"),
}


def channel(settings: Settings) -> Channel | None:
    """None without a gateway. Log mode writes down, console prints; the others send."""
    if not settings.sms_gateway:
        return None
    _refuse_unknown(settings)
    if settings.delivery_mode == "log":
        return LogChannel("sms", batch=1)
    if settings.sms_gateway == "console":
        return ConsoleChannel("sms", sys.stderr)
    found = gateway(settings)
    approved(settings)  # a file that cannot be read stops us here, and not at the first message
    return None if found is None else SmsChannel(found, rate(settings))


def gateway(settings: Settings) -> Gateway | None:
    """The vendor's client, which also reads the receipts it pushes; None where nothing is sent over a network."""
    kind = settings.sms_gateway
    _refuse_unknown(settings)
    if kind not in _WANTED:
        return None
    for name in _WANTED[kind]:
        if not getattr(settings, name):
            raise _refusal(name, "没有设置，发不了短信", f"请填{_NEEDED[name]}，或把 QINGDAN_SMS_GATEWAY 留空")
    _refuse_misspelt(settings)
    http = HttpClient(_endpoint(settings), loopback=settings.delivery_mode != "live")
    key, now = Key(settings.sms_key, settings.sms_secret), Clock().now  # the real moment, in a demo too
    if kind == "aliyun":
        return Aliyun(http, key, settings.sms_sign, now=now, nonce=lambda: secrets.token_hex(16))
    if kind == "tencent":
        return Tencent(http, key, settings.sms_sign, settings.sms_app, now=now)
    return HttpGateway(http, key, settings.sms_sign, now=now)


def approved(settings: Settings) -> Approved | None:
    """What may be said: None where no gateway has to approve it. Without a file in log mode our own words stand."""
    if settings.sms_gateway not in APPROVING or not settings.sms_templates:
        return None
    return sms_templates.read(settings.sms_templates)


def sayable(settings: Settings) -> Approved | None:
    """The same for a writer: no page breaks for a bad file. The worker does not start with it, the
    settings page names it, and until it is mended nothing is approved."""
    try:
        return approved(settings)
    except Refusal:
        return Approved({})


def rate(settings: Settings) -> float:
    """Messages a second, all workers together; 0: as fast as it goes."""
    try:
        found = float(settings.sms_rate)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1000:
        raise _refusal("sms_rate", "应是 0 至 1000 的数", "每秒最多发几条，0 表示不限", settings.sms_rate)
    return found


def sms_problems(settings: Settings) -> list[tuple[str, str]]:
    """(what is wrong, what to do), for the settings page and the doctor; empty when SMS can go or is not wanted."""
    found: list[tuple[str, str]] = []
    for look in (gateway, approved):  # the rate is among settings.problems
        try:
            look(settings)
        except Refusal as refusal:
            found.append(
                (f"{refusal.place}{f'“{refusal.value}”' if refusal.value else ''}：{refusal.reason}", refusal.remedy)
            )
    if not found and (listed := approved(settings)):
        lacking = sms_templates.missing(listed)
        if lacking:
            remedy = "请把模板送审，通过后写入 QINGDAN_SMS_TEMPLATES；在此之前这几种短信发不出"
            found.append((f"没有登记短信模板：{'、'.join(lacking)}", remedy))
        if not listed.rounds:
            found.append(("没有登记廉政提醒的短信文字", "用短信发廉政提醒前，请把全文送审后写入 rounds"))
    return found


def off_trial(settings: Settings) -> list[tuple[str, str]]:
    """(what is wrong, what to do) where a trial has a gateway on another machine: it would refuse every message."""
    if settings.delivery_mode != "loopback" or settings.sms_gateway not in ENDPOINTS or not _endpoint(settings):
        return []
    try:
        _refuse_misspelt(settings)
    except Refusal:
        return []  # told by sms_problems, and refused where the channels are made
    host = urlsplit(_endpoint(settings)).hostname or ""
    if on_loopback(host):
        return []
    remedy = "请把 QINGDAN_SMS_ENDPOINT 改为本机的地址，或把 QINGDAN_SMS_GATEWAY 改为 console"
    return [(f"QINGDAN_SMS_ENDPOINT：试用模式（loopback）只向本机发短信，{host} 不是本机", remedy)]


def _endpoint(settings: Settings) -> str:
    return (settings.sms_endpoint or ENDPOINTS[settings.sms_gateway]).rstrip("/")


def _refuse_unknown(settings: Settings) -> None:
    if settings.sms_gateway and settings.sms_gateway not in GATEWAYS:
        remedy = f"可填 {'、'.join(GATEWAYS)}，不发短信就留空"
        raise _refusal("sms_gateway", "不认识这个短信网关", remedy, settings.sms_gateway)


def _refuse_misspelt(settings: Settings) -> None:
    """What would only show when the first message is on its way."""
    for name in ("sms_key", "sms_secret", "sms_app"):
        value = getattr(settings, name)
        if not (value.isascii() and value.isprintable()) or " " in value:
            raise _refusal(name, "里面有空格、换行或中文", "请从网关控制台重新复制")
    if "【" in settings.sms_sign or "】" in settings.sms_sign:
        raise _refusal("sms_sign", "不要带【】", "网关会自动加上", settings.sms_sign)
    _refuse_address(settings)


def _refuse_address(settings: Settings) -> None:
    try:
        where = urlsplit(_endpoint(settings))
        odd = where.query or where.fragment or where.username or where.port == 0
    except ValueError:  # brackets, or a port that is no number
        where, odd = urlsplit(""), True
    if odd or where.scheme not in ("http", "https") or not where.hostname:
        raise _refusal("sms_endpoint", "写法不对", "请写成 https://主机/路径", settings.sms_endpoint)
    if where.scheme == "http" and not on_loopback(where.hostname):
        raise _refusal(
            "sms_endpoint", "不是 https", "短信网关不在本机时，地址须以 https:// 开头", settings.sms_endpoint
        )
    if settings.sms_gateway in APPROVING and where.path:
        raise _refusal("sms_endpoint", "不能带路径", "请只写 https://主机，或留空用默认地址", settings.sms_endpoint)


def _refusal(name: str, reason: str, remedy: str, value: str = "") -> Refusal:
    return Refusal(reason, remedy, place=f"QINGDAN_{name.upper()}", value=value)
