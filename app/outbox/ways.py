"""The channels of this installation, and what every worker needs to write letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from app.clock import CHINA, Clock, local
from app.errors import Refusal
from app.outbox import sms_ways
from app.outbox.sms_ways import gateway, sms_problems
from app.settings import Settings
from reminders.channels import Channel
from reminders.channels.email import EmailChannel
from reminders.channels.log import LogChannel
from reminders.channels.smtp_url import Relay, RelayError, relay
from reminders.compose import Writer
from reminders.sms import Render, UnfitText, one_line

__all__ = ["NOBODY", "WAYS", "business", "channels", "gateway", "sms_problems", "unapproved", "unreachable", "writer"]
NOBODY = "清单 <qingdan@localhost>"  # the sender while nothing is sent
WAYS = {"email": "邮件", "sms": "短信"}


def channels(settings: Settings) -> Mapping[str, Channel]:
    """log writes letters down and sends nothing; loopback sends, but never off this machine (decisions.md 43)."""
    email: Channel = LogChannel("email")
    if settings.delivery_mode != "log":
        email = EmailChannel(_relay(settings), loopback=settings.delivery_mode != "live")
    sms = sms_ways.channel(settings)
    return {"email": email} if sms is None else {"email": email, "sms": sms}


def unreachable(settings: Settings) -> list[tuple[str, str]]:
    """(what is wrong, what to do) where an address can never be sent to: each would show only at its first letter."""
    found = sms_ways.off_trial(settings)
    if not settings.smtp_url and settings.delivery_mode != "loopback":
        return found
    try:
        to = _relay(settings)
    except Refusal as refusal:
        return [(f"{refusal.place}：{refusal.reason}", refusal.remedy), *found]
    if settings.delivery_mode == "loopback" and not to.on_loopback:
        remedy = "请把主机改为 127.0.0.1 或 localhost；要真实发送，把 QINGDAN_DELIVERY_MODE 改为 live"
        found.insert(0, ("QINGDAN_SMTP_URL：试用模式（loopback）只向本机发信，这台邮件服务器不是本机", remedy))
    return found


def writer(settings: Settings, render: Render) -> Writer:
    sender = _relay(settings).sender if settings.smtp_url else NOBODY
    return Writer(render, sender, settings.base_url, sms_ways.sayable(settings), settings.sms_sign)


def unapproved(settings: Settings, text: str) -> str:
    """Why the gateway will not take this text for a round; empty where it will."""
    approved = sms_ways.sayable(settings)
    try:
        if approved is not None:
            approved.round(one_line(text))
    except UnfitText as unfit:
        return str(unfit)
    return ""


def business(clock: Clock) -> datetime:
    """The moment of the business day: a demo's day at the hour on the wall. Letters and lateness go by it."""
    now = local(clock.now())
    return datetime.combine(clock.today(), now.time(), CHINA).astimezone(UTC)


def _relay(settings: Settings) -> Relay:
    if not settings.smtp_url:
        remedy = "请设置 QINGDAN_SMTP_URL，或把 QINGDAN_DELIVERY_MODE 改为 log"
        raise Refusal("没有设置邮件服务器，无法发信", remedy, place="QINGDAN_SMTP_URL")
    try:
        return relay(settings.smtp_url)
    except RelayError as error:
        raise Refusal(error.reason, error.remedy, place="QINGDAN_SMTP_URL") from error
