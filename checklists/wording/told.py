"""What a report may speak of, and its smallest stretches: words, numbers, blanks, dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from checklists import periods
from checklists.catalogue import Catalogue
from checklists.facts import Event, Line
from checklists.figures import Figure


class Fragment(NamedTuple):
    """A stretch of a sentence: words, a number that leads to its records, or a blank to be filled."""

    text: str
    figure: str = ""  # a figure's key, or "lines", or "referred"
    part: str = ""
    blank: bool = False


BLANK = Fragment("〔待补〕", blank=True)
INTRODUCTION = "〔导语待补〕"  # always written by hand


class Referred(NamedTuple):
    """业务数据引用: what a department counts and a report quotes; `value` as it was given (150余)."""

    title: str
    value: str
    unit: str
    basis: str
    as_of: date
    department: str
    provider: str = ""
    voucher: str = ""
    id: int = 0
    period: str = ""  # 所属期间 as written: "2025", "2025H1", or in words


@dataclass(frozen=True, slots=True)
class Told:
    """All that a sentence may speak of."""

    figures: Mapping[str, Figure]
    lines: Sequence[Line]
    referred: Sequence[Referred]
    appraisals: Sequence[Event]
    catalogue: Catalogue  # a line names its item by id; the sentence by its noun
    period: periods.Period
    closing: date
    several: bool = False  # branches: a superior's report


def text(words: str) -> Fragment:
    return Fragment(words)


def day(it: date, within: periods.Period | None = None) -> str:
    """2025年7月1日; without the year where the period leaves no doubt."""
    plain = within is not None and within.first.year == within.last.year == it.year
    return f"{it.month}月{it.day}日" if plain else f"{it.year}年{it.month}月{it.day}日"


def counted(name: str, word: str, told: Told) -> list[Fragment]:
    """`key` or `key.part` with its unit; nothing for a zero, a blank for what is unknown."""
    key, _, part = name.partition(".")
    figure = told.figures[key]
    if not part:
        if figure.value is None:
            return [BLANK, text(word or figure.unit.value)]
        number = [Fragment(figure.shown, key), text(word or figure.unit.value), *_asides(figure)]
        return number if figure.value else []
    found = figure.part(part)
    if found is None or found.value == 0:
        return []
    number = [BLANK] if found.value is None else [Fragment(str(found.value), key, part)]
    return [*number, text(word or found.unit)]


def _asides(figure: Figure) -> list[Fragment]:
    """（其中补开1次）"""
    said: list[Fragment] = []
    for part in figure.parts:
        if part.aside and part.value:
            said += [text("，" if said else "（"), text(part.aside)]
            said += [Fragment(str(part.value), figure.key, part.key), text(part.unit)]
    return [*said, text("）")] if said else []


def _span(told: Told) -> str:
    code = told.period.code
    return "全年" if code is not None and code % 100 == 0 else told.period.name


def _next(told: Told) -> str:
    """The period that follows, as it is called at the end of this one."""
    cadence = None if told.period.code is None else periods.cadence_of(told.period.code)
    if cadence is None:
        return "下一步"
    following = periods.containing(cadence, told.period.last + timedelta(days=1))
    return following.name if following.first.year == told.period.first.year else following.title


SPANS: dict[str, Callable[[Told], str]] = {
    "span": _span,
    "next": _next,
    "closing": lambda told: day(told.closing),
}
