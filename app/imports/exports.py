"""A ledger as a file in the import's own layout; what is sensitive is masked unless it was asked for with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Refusal
from app.imports.registry import Door
from checklists.exporters import Head, csv_, file_name, xlsx
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.form import Form, Mask
from checklists.periods import Period, PeriodError, parse

FORMATS = {"xlsx": "Excel（.xlsx）", "csv": "文本（.csv）"}
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def asked_period(text: str) -> Period:
    try:
        return parse(text)
    except PeriodError as error:
        raise Refusal(
            "不是期间", "请写成 2025、2025H1、2025Q2、2025-03 或 2025-01-01..2025-06-15", place="期间", value=text
        ) from error


def rows(session: Session, door: Door, branches: frozenset[int], period: Period) -> list[dict[str, Any]]:
    return [door.ledger.row(session, record) for record in door.ledger.rows(session, branches, period)]


def written(
    door: Door, found: Iterable[Mapping[str, Any]], kind: str, head: Head, *, names: bool = False, reveal: bool = False
) -> bytes:
    """The file. `names` leaves the names of helped persons plain, for their own branch (decisions.md 34)."""
    if kind not in FORMATS:
        raise Refusal("不能写成这种文件", f"可用：{'、'.join(FORMATS)}", place="格式", value=kind)
    form = _with_names(door.form) if names else door.form
    try:
        if kind == "csv":
            return csv_.write_ledger(form, found, reveal=reveal)
        return xlsx.write_ledger(form, found, head, reveal=reveal)
    except LedgerError as error:
        raise Refusal(error.value, error.remedy, place=error.place) from error


def name_of(branch: str, door: Door, period: str, day: date, kind: str) -> str:
    return file_name(branch, door.form.title, period, day, kind)


def _with_names(form: Form) -> Form:
    plain = (replace(column, sensitive=None) if column.sensitive is Mask.NAME else column for column in form.columns)
    return replace(form, columns=tuple(plain))


def period_choices(today: date) -> list[tuple[str, str]]:
    """This year and last, whole, by halves and quarters, and this year's months so far."""
    texts = [
        f"{year}{part}" for year in (today.year, today.year - 1) for part in ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4")
    ]
    texts += [f"{today.year}-{month:02d}" for month in range(1, today.month + 1)]
    return [(text, parse(text).title) for text in texts]
