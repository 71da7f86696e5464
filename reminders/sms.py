"""Notices → a sealed SMS: a template a gateway can approve, its variables, and the text they make."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reminders.nouns import Notice, Round, Stage
from reminders.rows import Row

# Our templates: what they are called for people, and the variables they may use. A round is its whole text.
OFFERED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "digest": ("工作提醒", ("count",)),
    "issue_ahead": ("整改即将到期", ("number", "due", "left")),
    "issue_today": ("整改今天到期", ("number", "due")),
    "issue_overdue": ("整改超期", ("number", "due")),
}
ROUND = "round"
# A link also where Chinese stands right before and after it.
LINK = re.compile(
    r"https?:|www\.|://|[a-z0-9]\.(?:cn|com|net|org|cc|top|vip|xyz|info|ltd|me|io)(?![a-z0-9])", re.IGNORECASE
)
VARIABLE = re.compile(r"\$\{(\w+)\}")
LONGEST_VALUE = 35  # characters, as gateways allow
_FILE = "QINGDAN_SMS_TEMPLATES"


class UnfitText(ValueError):
    """An SMS that may not go as it is; the words say what to do."""


class Render(Protocol):
    """app's one template environment."""

    def __call__(self, name: str, /, **values: object) -> str: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Template:
    """What a gateway approved: its code there, and its text, with ${count} where a value goes."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Approved:
    """All that a gateway approved: by our names, and the texts of rounds."""

    templates: Mapping[str, Template]
    rounds: tuple[Template, ...] = ()

    def template(self, name: str) -> Template:
        try:
            return self.templates[name]
        except KeyError as error:
            title, _ = OFFERED[name]
            remedy = f"请送审后写入 {_FILE}，再重新发送"
            raise UnfitText(f"短信模板“{title}”（{name}）没有登记审核通过的文字，{remedy}") from error

    def round(self, text: str) -> Template:
        for each in self.rounds:
            if one_line(each.text) == text:
                return each
        remedy = f"请送审后写入 {_FILE} 的 rounds，再重新发送"
        raise UnfitText(f"这条廉政提醒的短信文字与审核通过的都不一致，{remedy}")


def sms(
    notices: Sequence[Notice], render: Render, approved: Approved | None = None, planned: Round | None = None
) -> bytes:
    """Neutral words without names, contents or links; the 【signature】 is the gateway's to add.

    Without approved templates the words are ours, and no code is sealed.
    """
    if planned:
        return _sealed(ROUND, {}, planned.sms, approved.round(one_line(planned.sms)).code if approved else "")
    name, values = _chosen(notices)
    return _written(name, values, render, approved)


def counted(count: int, render: Render, approved: Approved | None = None) -> bytes:
    """That so many matters wait."""
    return _written("digest", {"count": str(count)}, render, approved)


def _written(name: str, values: Mapping[str, str], render: Render, approved: Approved | None) -> bytes:
    if approved is None:
        return _sealed(name, values, render(f"sms/{name}.txt", **values))
    found = approved.template(name)
    used = {each: values[each] for each in VARIABLE.findall(found.text)}  # in the order of the text
    return _sealed(name, used, VARIABLE.sub(lambda match: used[match[1]], found.text), found.code)


def _chosen(notices: Sequence[Notice]) -> tuple[str, dict[str, str]]:
    """One problem under rectification is named by its number; all else is only counted."""
    (notice, *others) = notices
    number = notice.subject.rpartition("issue:")[2]
    if others or not notice.issue or not number.isdigit():
        return "digest", {"count": str(len(notices))}
    values = {"number": number, "due": Row.of(notice).due}
    if notice.stage is Stage.OVERDUE or notice.left < 0:
        return "issue_overdue", values
    if notice.left == 0:
        return "issue_today", values
    return "issue_ahead", {**values, "left": str(notice.left)}


def _sealed(name: str, values: Mapping[str, str], text: str, code: str = "") -> bytes:
    text = one_line(text)
    if not text:
        raise UnfitText("没有写短信文字，请补写后重新发送")
    if LINK.search(text):
        raise UnfitText("短信里不能带网址，收到的人会当作诈骗；请删去网址")
    sealed = {"template": name, "code": code, "values": {each: _value(said) for each, said in values.items()}}
    return json.dumps({**sealed, "text": text}, ensure_ascii=False).encode()


def _value(said: str) -> str:
    value = one_line(said)
    if LINK.search(value) or len(value) > LONGEST_VALUE:
        raise UnfitText(f"短信变量不能带网址，也不能超过{LONGEST_VALUE}个字")
    return value


def one_line(text: str) -> str:
    """Words with single spaces between them, and nothing that cannot be seen."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
