"""A report as a file to hand in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from litestar import Response

from app.errors import NotFound, Refusal
from app.web import WORD, Office, attachment
from checklists.exporters import docx, file_name, json_, markdown
from checklists.report import Report

FORMATS = (("docx", "Word"), ("md", "文本"), ("json", "数据（JSON）"))
MEDIA = {"docx": WORD, "md": "text/markdown; charset=utf-8", "json": "application/json"}


def written(report: Report, kind: str, templates: Path | None = None) -> bytes:
    """The report in one of FORMATS; a user's own paper template in the data folder wins."""
    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: docx.write(report, templates),
        "json": lambda: json_.write(report),
        "md": lambda: markdown.write(report),
    }
    if kind not in writers:
        raise NotFound(f"没有“{kind}”这种格式")
    try:
        return writers[kind]()
    except docx.PaperError as error:
        raise Refusal(str(error)) from error


def download(report: Report, kind: str, office: Office, day: date) -> Response[Any]:
    content = written(report, kind, office.settings.data_dir / "papers")
    name = file_name(report.branch, "党建工作总结", report.period.title, day, kind)
    return attachment(content, name, MEDIA[kind])
