"""What must hold of a household, a promise, a visit, a need or a service, whatever door it came through; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.pairing.words import NEED_KINDS, ORGANISERS, SERVICE_KINDS, STAGES, WAYS

Values = Mapping[str, Any]
Problems = dict[str, str]  # field → words with the remedy; empty when the record may be kept

_LARGER = re.compile(r"街道(?:办事处)?|[省市县镇乡]|(?<!社)区")
_VILLAGE = re.compile(r"[一-鿿]{1,8}?(?:村|社区)")
_BRACKET = re.compile(r"(.+?)\s*[（(]\s*(.+?)\s*[）)]")


def household(values: Values) -> Problems:
    found = _filled(values, name="帮扶对象")
    if values.get("size") == 0:
        found["size"] = "家庭人口至少1人，请核对"
    return found


def pairing(values: Values) -> Problems:
    found = _filled(values, member="帮扶党员", since="结对时间")
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        found["until"] = f"结束日期{until}早于结对时间{since}，请核对"
    return found


def commitment(values: Values, today: date) -> Problems:
    found = _filled(values, text="帮扶承诺", made_on="承诺日期", due_on="承诺时限")
    found |= _not_after(values, today, made_on="承诺日期", kept_on="兑现日期")
    found |= _in_order(values, made_on="承诺日期", due_on="承诺时限")
    return found | _in_order(values, made_on="承诺日期", kept_on="兑现日期")


def visit(values: Values, today: date) -> Problems:
    found = _filled(values, visited_on="走访时间", visitors="走访人")
    found |= _known(values, way=("走访方式", WAYS), organiser=("组织主体", ORGANISERS))
    return found | _not_after(values, today, visited_on="走访时间")


def need(values: Values, today: date) -> Problems:
    found = _filled(values, name="残疾人", detail="具体需求", raised_on="提出日期")
    found |= _known(values, kind=("需求类别", NEED_KINDS))
    found |= _not_after(values, today, raised_on="提出日期", met_on="办结日期")
    return found | _in_order(values, raised_on="提出日期", met_on="办结日期")


def service(values: Values, today: date) -> Problems:
    found = _filled(values, name="服务对象", served_on="服务日期")
    found |= _known(values, kind=("服务类别", SERVICE_KINDS), stage=("阶段", STAGES))
    return found | _not_after(values, today, served_on="服务日期")


def village_of(address: str) -> str:
    """The village or community in an address (云岭区青石镇白鹭村3组 → 白鹭村): 走访单 are printed one a village."""
    found = [place for part in _LARGER.split(address) if (place := _VILLAGE.match(part.strip()))]
    return found[-1][0] if found else ""


def told_apart(text: str) -> tuple[str, str]:
    """张三（白鹭村） as the name and the village that tells two households of one name apart."""
    found = _BRACKET.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text.strip(), "")


def last_words(last: date | None, today: date) -> str:
    """The last visit and how long since, as a secretary would say it."""
    if last is None:
        return "还没有入户"
    days = (today - last).days
    year = f"{last.year}年" if last.year != today.year else ""
    return f"{year}{last.month}月{last.day}日（{f'{days}天前' if days > 0 else '今天'}）"


def _filled(values: Values, **headings: str) -> Problems:
    return {key: f"请填写{heading}" for key, heading in headings.items() if not values.get(key)}


def _known(values: Values, **choices: tuple[str, Mapping[str, str]]) -> Problems:
    return {
        key: f"{heading}“{values.get(key) or ''}”认不出，可选：{'、'.join(words.values())}"
        for key, (heading, words) in choices.items()
        if values.get(key) not in words
    }


def _not_after(values: Values, today: date, **headings: str) -> Problems:
    return {
        key: f"{heading}{values[key]}晚于今天{today}，请核对"
        for key, heading in headings.items()
        if values.get(key) and values[key] > today
    }


def _in_order(values: Values, **headings: str) -> Problems:
    """Two days, the earlier one first."""
    (first, before), (second, after) = headings.items()
    if values.get(first) and values.get(second) and values[second] < values[first]:
        return {second: f"{after}{values[second]}早于{before}{values[first]}，请核对"}
    return {}
