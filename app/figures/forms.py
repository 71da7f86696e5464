"""The fields of the page of one quoted figure."""

from __future__ import annotations

from app.fields import Fields, Typed, field
from app.figures.models import ReferredFigure
from app.figures.rules import words
from checklists.ledgers.form import Kind

FIELDS = Fields(
    field("title", "指标名称", required=True),
    field("value", "数值", required=True),
    field("unit", "单位", required=True),
    field("basis", "统计口径", Kind.MULTILINE, required=True),
    field("period", "所属期间", required=True),
    field("as_of", "截至日期", Kind.DATE, required=True),
    field("department", "提供科室", required=True),
    field("provider", "提供人"),
    field("voucher", "凭据"),
    field("note", "备注", Kind.MULTILINE),
)
CARRIED = ("title", "unit", "basis", "period", "department", "provider")


def shown(figure: ReferredFigure) -> Typed:
    """The form of a figure, its period in words."""
    typed = FIELDS.shown(figure)
    typed.texts["period"] = words(figure.period)
    return typed


def newer(figure: ReferredFigure, as_of: str) -> Typed:
    """A new value of the same figure: what does not change is carried forward."""
    old = shown(figure)
    return FIELDS.blank(**{key: old.texts[key] for key in CARRIED} | {"as_of": as_of})
