"""The file that says which approved template of the gateway stands for which of ours (QINGDAN_SMS_TEMPLATES)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from app.errors import Refusal
from reminders.sms import LINK, OFFERED, VARIABLE, Approved, Template

PLACE = "QINGDAN_SMS_TEMPLATES"
_SHAPE = "请照 docs/sms.md 的样子写：templates 下每个模板写 code 和 text，rounds 下逐条写 code 和 text"


def read(path: str) -> Approved:
    """Refuses what it does not understand, with the place, the value and what to write instead."""
    found = _loaded(path)
    extra = set(found) - {"templates", "rounds"}
    if extra:
        raise _wrong(PLACE, "不认识", _SHAPE, min(map(str, extra)))
    templates, rounds = found.get("templates", {}), found.get("rounds", [])
    if not isinstance(templates, dict) or not isinstance(rounds, list):
        raise _wrong(PLACE, "templates 应是“名称: {code, text}”，rounds 应是一列 {code, text}", _SHAPE)
    named = {str(name): _named(str(name), value) for name, value in templates.items()}
    listed = tuple(_template(f"{PLACE} rounds 第{n}条", value, ()) for n, value in enumerate(rounds, 1))
    return Approved(named, listed)


def missing(approved: Approved) -> list[str]:
    """The titles of our templates that no approved one stands for."""
    return [title for name, (title, _) in OFFERED.items() if name not in approved.templates]


def _loaded(path: str) -> dict[Any, Any]:
    try:
        found = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(PLACE, "打不开这个文件", "请核对路径，并让本程序可读", path) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{PLACE} 第{mark.line + 1}行" if mark else PLACE
        raise _wrong(where, "不是 UTF-8 的 YAML 文件", "请核对冒号、缩进和引号", path) from error
    if not isinstance(found, dict):
        raise _wrong(PLACE, "里面没有模板", _SHAPE, path)
    return found


def _named(name: str, value: object) -> Template:
    if name not in OFFERED:
        raise _wrong(f"{PLACE} templates", "没有这个模板", f"可写的有：{'、'.join(OFFERED)}", name)
    return _template(f"{PLACE} templates.{name}", value, OFFERED[name][1])


def _template(place: str, value: object, variables: tuple[str, ...]) -> Template:
    if not isinstance(value, dict) or set(value) != {"code", "text"}:
        raise _wrong(place, "要写 code 和 text 两项", _SHAPE)
    code, text = (str(value[key]).strip() if value[key] is not None else "" for key in ("code", "text"))
    if not code or not text:
        raise _wrong(place, "code 和 text 都不能空", "请填网关控制台里的模板编号和审核通过的全文")
    if LINK.search(text):
        raise _wrong(place, "短信里不能带网址", "请改用不带网址的模板", text)
    for name in VARIABLE.findall(text):
        if name not in variables:
            offered = "、".join(f"${{{each}}}" for each in variables)
            remedy = f"这个模板可用的变量：{offered}" if offered else "廉政提醒的短信不用变量，请写全文"
            raise _wrong(place, "没有这个变量", remedy, f"${{{name}}}")
    return Template(code, text)


def _wrong(place: str, reason: str, remedy: str, value: str = "") -> Refusal:
    return Refusal(reason, remedy, place=place, value=value)
