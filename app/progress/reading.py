"""A report as its page shows it: every number a link to exactly its records."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from app.errors import NotFound
from app.progress.places import page_of
from app.web import Link, Links, short_day
from checklists.exporters.json_ import period as written_period
from checklists.report import Report
from checklists.sentences import Sentence


def address(report: Report, figure: str, part: str = "") -> str:
    """The page of the records behind one number."""
    query = {"period": written_period(report.period), "figure": figure} | ({"part": part} if part else {})
    return f"/reports/records?{urlencode(query)}"


def pieces(report: Report, sentence: Sentence) -> list[tuple[str, str]]:
    """(text, address) stretches; only numbers lead somewhere."""
    return [(f.text, address(report, f.figure, f.part) if f.figure else "") for f in sentence.fragments]


def figures_of(report: Report) -> tuple[list[tuple[Any, ...]], list[str]]:
    """(rows of 指标, 数值, 口径, 其中, every number a link to its records; names of what nobody records yet)."""
    known = [figure for figure in report.figures if figure.value is not None]
    rows = [
        (
            figure.title,
            _number(report, figure.key, "", f"{figure.shown}{figure.unit.value}"),
            figure.basis,
            Links(
                Link(f"{part.title}{part.value}{part.unit}", address(report, figure.key, part.key))
                for part in figure.parts
                if part.value
            ),
        )
        for figure in known
    ]
    return rows, [figure.title for figure in report.figures if figure.value is None]


def referred_of(report: Report) -> list[tuple[Any, ...]]:
    """指标, 数值, 提供科室, 口径, 截至"""
    return [
        (
            quoted.title,
            _number(report, "referred", str(place), f"{quoted.value}{quoted.unit}"),
            quoted.department,
            quoted.basis,
            short_day(quoted.as_of),
        )
        for place, quoted in enumerate(report.referred)
    ]


def _number(report: Report, figure: str, part: str, words: str) -> Any:
    """Nothing lies behind a zero or an unknown figure."""
    return Link(words, address(report, figure, part)) if report.behind(figure, part) else words


def records_of(report: Report, figure: str, part: str) -> tuple[str, str, str, list[tuple[Link, str, str]]]:
    """(title, value, basis, rows) of one number; 404 for a figure nobody counts."""
    title, value, basis = _named(report, figure, part)
    rows = [
        (Link(record.title, page_of(record)), short_day(record.date), str(record.amount))
        for record in report.behind(figure, part)
    ]
    return title, value, basis, rows


def _named(report: Report, key: str, part: str) -> tuple[str, str, str]:
    if key == "lines":
        return "应办事项", f"{len(report.behind(key))}项", "到期未办结的整改和承诺"
    if key == "referred" and part.isdecimal() and int(part) < len(report.referred):
        quoted = report.referred[int(part)]
        return quoted.title, f"{quoted.value}{quoted.unit}", f"{quoted.department}提供：{quoted.basis}"
    for figure in report.figures:
        if figure.key == key:
            cut = figure.part(part) if part else None
            if part and cut is None:
                break
            if cut is not None:
                return f"{figure.title}：{cut.title}", f"{cut.value}{cut.unit}", figure.basis
            return figure.title, f"{figure.shown}{figure.unit.value}", figure.basis
    raise NotFound("没有这个指标")
