"""A report as Markdown: the text to go on writing with, and its figures as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checklists.report import Report
from checklists.wording.told import INTRODUCTION, day

_MEANT = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write(report: Report) -> bytes:
    return ("\n\n".join(_blocks(report)) + "\n").encode()


def _blocks(report: Report) -> Iterator[str]:
    yield f"# {_plain(report.title)}"
    yield INTRODUCTION
    for section in report.sections:
        yield f"{'#' * (section.level + 1)} {_plain(section.heading)}"
        yield from (_plain(str(sentence)) for sentence in section.sentences)
    yield f"{_plain(report.signature)}\\\n{day(report.as_of)}"
    yield "## 数据一览"
    rows = [(it.title, it.shown or "—", it.unit.value, it.basis) for it in report.figures]
    rows += [(it.title, it.value, it.unit, f"业务科室提供（{it.department}）：{it.basis}") for it in report.referred]
    yield "\n".join([_row("指标", "数值", "单位", "口径"), "| --- | ---: | --- | --- |", *(_row(*row) for row in rows)])
    if report.unreviewed:
        yield "已召开、未归档：" + "、".join(_plain(f"{day(it.date)}{it.title}") for it in report.unreviewed) + "。"
    yield f"数据截至{day(report.as_of)}。核对码（SHA-256）：`{report.fingerprint}`"


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(words: str) -> str:
    """What people wrote stays what they wrote: no markup, no line of its own."""
    return _MEANT.sub(r"\\\1", " ".join(words.split()))
