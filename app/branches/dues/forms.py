"""The fields of the pages of dues."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.branches.dues.acts.payments import How
from app.branches.dues.models import WAYS, DuesPayment
from app.errors import NotFound
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import Kind
from checklists.periods import PeriodError, cadence_of

_WAY = (coded("way", "交纳方式", WAYS), field("consent", "支部同意的情况"))
MARK = Fields(field("paid_on", "交纳日期", Kind.DATE, required=True), *_WAY)
PAY = Fields(field("paid_on", "交纳日期", Kind.DATE, required=True), *_WAY, field("note", "备注", Kind.MULTILINE))
PAYMENT = Fields(
    field("amount", "实交", Kind.MONEY, required=True),
    field("paid_on", "交纳日期", Kind.DATE),
    *_WAY,
    field("note", "备注", Kind.MULTILINE),
)
RATE = Fields(
    field("since", "从哪个月起", Kind.MONTH, required=True),
    field("monthly", "月应交", Kind.MONEY, required=True),
    field("basis", "依据"),
)
RATES = Fields(field("since", "从哪个月起", Kind.MONTH, required=True), field("basis", "依据"))
PUBLICATION = Fields(
    field("published_on", "公布日期", Kind.DATE, required=True),
    field("place", "公布地点或会议", required=True),
    field("total", "公布的合计", Kind.MONEY, required=True),
    field("note", "备注", Kind.MULTILINE),
)
CHOICES = list(WAYS.items())


def how(values: dict[str, Any]) -> How:
    return How(values["paid_on"], *(values.get(name) or "" for name in ("way", "consent", "note")))


def shown(payment: DuesPayment) -> Typed:
    return PAYMENT.shown(
        {"amount": payment.amount_fen} | {name: getattr(payment, name) or None for name in How._fields}
    )


def year_of(text: str, today: date) -> int:
    """The year asked for, this one where none is."""
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else today.year


def known_year(year: int) -> int:
    if not 2000 <= year <= 2100:
        raise NotFound("没有这一年")
    return year


def known_month(month: int) -> int:
    """A month as the address has it. 404 for what is none."""
    try:
        known = 2000 <= month // 100 <= 2100 and cadence_of(month) == "month"
    except PeriodError:
        known = False
    if not known:
        raise NotFound("没有这个月份")
    return month


def ids(text: str) -> list[int]:
    """3.4.7 in an address of undoing."""
    return [int(one) for one in text.split(".") if one.isdecimal()]
