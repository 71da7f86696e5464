"""A report as its page shows it: every number a link to exactly its records."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.errors import NotFound
from app.progress.places import page_of
from app.web import Link, short_day
from checklists.exporters.json_ import period as written_period
from checklists.report import Report
from checklists.sentences import Sentence


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the table: 指标, 数值, 口径, 其中."""

    title: str
    value: str
    unit: str
    href: str
    basis: str
    parts: tuple[tuple[str, str], ...]  # (words, address)


def address(report: Report, figure: str, part: str = "") -> str:
    """The page of the records behind one number."""
    query = {"period": written_period(report.period), "figure": figure} | ({"part": part} if part else {})
    return f"/reports/records?{urlencode(query)}"


def pieces(report: Report, sentence: Sentence) -> list[tuple[str, str]]:
    """(text, address) stretches; only numbers lead somewhere."""
    return [(f.text, address(report, f.figure, f.part) if f.figure else "") for f in sentence.fragments]


def figures_of(report: Report) -> list[FigureRow]:
    """The figures that hold something, then nothing: a page is read, a table of zeros is not."""
    return [
        FigureRow(
            figure.title,
            "" if figure.value is None else figure.shown,
            figure.unit.value,
            address(report, figure.key) if figure.value else "",
            figure.basis,
            tuple(
                (f"{part.title}{part.value}{part.unit}", address(report, figure.key, part.key))
                for part in figure.parts
                if part.value
            ),
        )
        for figure in report.figures
    ]


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
