"""What must hold of a round of reminders, and where it stands; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from app.integrity.models import NODES, WAYS
from app.web import short_day
from reminders.sms import LINK

Values = Mapping[str, Any]
SENT_AS = ("email", "sms")  # how the program itself sends a round; all other ways are entered by hand
NEXT_YEARS = ("new_year", "spring")  # festivals whose rounds may go in the last months of the year before


def joined(codes: Iterable[str], order: Mapping[str, str]) -> str:
    """Codes as they are kept: each once, in the order of the year."""
    chosen = set(codes)
    return ",".join(code for code in order if code in chosen)


def split(codes: str) -> tuple[str, ...]:
    return tuple(code for code in codes.split(",") if code)


def node_words(codes: Iterable[str]) -> str:
    """中秋、国庆"""
    return "、".join(NODES.get(code, code) for code in codes)


def way_words(codes: Iterable[str]) -> str:
    return "、".join(WAYS.get(code, code) for code in codes)


def title_of(nodes: str, year: int, subject: str = "") -> str:
    """2025年中秋、国庆廉政提醒; where no node has a name, what the round is about."""
    named = [code for code in split(nodes) if code != "other"]
    if subject and not named:
        return subject
    return f"{year}年{node_words(named)}廉政提醒"


def year_of(nodes: Collection[str], day: date) -> int:
    """The year of the festival: a 元旦 round of 30 December is the next year's."""
    ahead = day.month >= 11 and any(code in nodes for code in NEXT_YEARS)
    return day.year + 1 if ahead else day.year


def problems(values: Values, today: date, *, by_hand: bool) -> dict[str, str]:
    """Field → words with the remedy; empty when the round may be kept."""
    found: dict[str, str] = {}
    nodes, day = values.get("nodes") or (), values.get("day")
    if not nodes or any(node not in NODES for node in nodes):
        found["nodes"] = "请选择提醒节点"
    if not day:
        found["day"] = "请填写提醒日期" if by_hand else "请填写发送日期"
    elif by_hand and day > today:
        found["day"] = f"{short_day(day)}还没有到，提醒过以后再登记；要由本系统发送，请用“准备提醒”"
    elif not by_hand and day < today:
        found["day"] = f"发送日期{short_day(day)}已经过去；已用其他方式提醒过的，请用“登记已做的提醒”"
    if not values.get("text"):
        found["text"] = "请填写提醒内容"
    return found | (_hand_problems(values) if by_hand else _letter_problems(values))


def _letter_problems(values: Values) -> dict[str, str]:
    found: dict[str, str] = {}
    ways = values.get("ways", SENT_AS[:1])
    if not ways or any(way not in SENT_AS for way in ways):
        found["ways"] = "请选择怎样发：邮件、短信，或两样都选"
    if "email" in ways and not values.get("subject"):
        found["subject"] = "请填写邮件主题"
    if "sms" in ways and not values.get("sms_text"):
        found["sms_text"] = "选了发短信，请填写短信文字"
    if LINK.search(values.get("sms_text") or ""):
        found["sms_text"] = "短信里不能带网址，收到的人会当作诈骗；请删去网址"
    return found


def _hand_problems(values: Values) -> dict[str, str]:
    found: dict[str, str] = {}
    if not values.get("ways") or any(way not in WAYS for way in values["ways"]):
        found["ways"] = f"请选择提醒的方式，可选：{'、'.join(WAYS.values())}"
    if not values.get("audience"):
        found["audience"] = "请填写对象范围，如全体党员"
    due, delivered, failed = (values.get(key) for key in ("stated_due", "stated_delivered", "stated_failed"))
    if due is not None and delivered is not None and delivered > due:
        found["stated_delivered"] = f"成功{delivered}人多于应发{due}人，请核对两个人数"
    elif due is not None and failed is not None and failed + (delivered or 0) > due:
        found["stated_failed"] = f"成功、失败合计多于应发{due}人，请核对三个人数"
    return found
