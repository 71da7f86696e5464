"""A report or a record as .docx, on our paper or the user's own; a template may lay out and never run code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, is_zipfile

from checklists.facts import Event
from checklists.figures import Figure
from checklists.report import Report
from checklists.units import Amount
from checklists.wording.told import INTRODUCTION, day

PAPERS = Path(__file__).parent / "papers"
NAME = "report.docx"
MANY = 40  # records of one figure; more are told by the month, or the paper has sixty pages of visits
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]+")  # XML cannot hold them, Word would cut the text there


_SLIPS = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, OSError)  # of one who writes a template


class PaperError(ValueError):
    """The template cannot be filled; the message says which one and what to do."""


def write(report: Report, own: Path | None = None) -> bytes:
    """`own` is the folder of the user's templates; one named report.docx there wins over ours."""
    return fill(NAME, context(report), own)


def fill(name: str, words: dict[str, Any], own: Path | None = None) -> bytes:
    """A paper of ours, or the user's own of that name, filled with words. Raises PaperError."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    mine = own / name if own else None
    paper = mine if mine and mine.is_file() else PAPERS / name
    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    filled = BytesIO()
    try:
        if not is_zipfile(paper):
            raise ValueError("它不是 .docx 文件")
        template = DocxTemplate(str(paper))
        template.render(_clean(words), sandbox)
        template.save(filled)
    except (TemplateError, BadZipFile, SyntaxError, *_SLIPS) as error:
        remedy = "请按说明改正模板，或把它移走，改用自带的模板。"
        raise PaperError(f"模板 {paper.name} 不能使用：{error}。{remedy}") from error
    return filled.getvalue()


def context(report: Report) -> dict[str, Any]:
    """What a template may name: words, lists and tables of words, and nothing that acts."""
    return {
        "title": report.title,
        "subject": report.subject,
        "signature": report.signature,
        "date": day(report.as_of),
        "as_of": day(report.as_of),
        "period": report.period.title,
        "introduction": INTRODUCTION,
        "sections": [
            {"heading": it.heading, "level": it.level, "sentences": [str(said) for said in it.sentences]}
            for it in report.sections
        ],
        "figures": [*map(_figure, report.figures), *_referred(report)],
        "records": [_counted(figure) for figure in report.figures if figure.value],
        "unreviewed": "、".join(f"{day(it.date)}{it.title}" for it in report.unreviewed),
        "fingerprint": report.fingerprint,
    }


def _figure(it: Figure) -> dict[str, str]:
    return {"title": it.title, "value": it.shown or "—", "unit": it.unit.value, "basis": it.basis}


def _referred(report: Report) -> Iterator[dict[str, str]]:
    for it in report.referred:
        basis = f"业务科室提供（{it.department}，截至{day(it.as_of)}）：{it.basis}"
        yield {"title": it.title, "value": it.value, "unit": it.unit, "basis": basis}


def _counted(figure: Figure) -> dict[str, Any]:
    """A figure with its rows; whatever is counted, what each row adds comes to the figure."""
    rows: list[dict[str, str]] = []
    seen: list[Event] = []
    for when, title, events in _rows(figure):
        before = figure.of(seen)
        seen.extend(events)
        rows.append({"date": when, "title": title, "amount": Amount(figure.of(seen) - before, figure.unit).shown})
    return {"title": f"{figure.title} {figure.shown}{figure.unit.value}", "unit": figure.unit.value, "rows": rows}


def _rows(figure: Figure) -> Iterator[tuple[str, str, list[Event]]]:
    """Record by record, or month by month where there are many."""
    if len(figure.events) <= MANY:
        for event in figure.events:
            yield day(event.on), event.title, [event]
        return
    for (year, month), found in groupby(figure.events, lambda event: (event.on.year, event.on.month)):
        events = list(found)
        yield f"{year}年{month}月", f"共{len(events)}条记录", events


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(it) for key, it in value.items()}
    if isinstance(value, list):
        return [_clean(it) for it in value]
    return _UNPRINTABLE.sub(" ", value) if isinstance(value, str) else value
