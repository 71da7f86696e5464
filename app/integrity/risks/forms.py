"""The fields of the pages of risk points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.fields import Fields, Typed, coded, field
from app.integrity.models import CONCLUSIONS, RISK_KINDS, RiskPoint
from app.integrity.risks.rules import ADJUSTED, LEVEL_WORDS
from app.web import Form
from checklists.ledgers.form import Kind

FIELDS = Fields(
    field("department", "单位/科室", required=True),
    field("post", "岗位"),
    field("power", "职权事项"),
    field("step", "重要环节"),
    coded("kind", "风险类别", RISK_KINDS),
    field("point", "风险点", required=True),
    field("manifestation", "表现形式", Kind.MULTILINE, required=True),
    coded("level", "风险等级", LEVEL_WORDS),
    field("measures", "防控措施", Kind.MULTILINE, required=True),
    field("indicator", "监测指标"),
    field("owner", "直接责任人", Kind.NAME, required=True),
    field("head", "部门负责人", Kind.NAME),
    field("leader", "责任领导", Kind.NAME),
    field("since", "排查日期", Kind.DATE, required=True),
    field("year", "排查年度", Kind.INT),
    field("published_on", "公示日期", Kind.DATE),
    field("note", "备注", Kind.MULTILINE),
)
REVIEW = Fields(
    field("reviewed_on", "复核日期", Kind.DATE, required=True),
    coded("conclusion", "复核结论", CONCLUSIONS),
    field("measures", "调整后的防控措施", Kind.MULTILINE),
    field("note", "说明", Kind.MULTILINE),
)
CONCLUSION_CHOICES = [
    ("stands", "仍存在"),
    ("gone", "已消除", "从复核日期起不再列入，以前的记录保留。"),
    ("adjusted", "措施调整", "在下面写明调整后的措施，原来的措施随这次复核保留。"),
]


def review(typed: Typed) -> dict[str, Any]:
    """The values of one review; measures are asked for only where they are adjusted."""
    return _asked(typed.checked())


def reviews(form: Form, risks: Iterable[RiskPoint], reviewed_on: date | None) -> dict[RiskPoint, dict[str, Any]]:
    """The rows that were answered; nothing is answered beforehand, and the others wait."""
    answered: dict[RiskPoint, dict[str, Any]] = {}
    for risk in risks:
        conclusion = form[f"conclusion-{risk.id}"]
        if conclusion in CONCLUSIONS:
            values = {key: form[f"{key}-{risk.id}"] for key in ("measures", "note")}
            answered[risk] = _asked({"reviewed_on": reviewed_on, "conclusion": conclusion, **values})
    return answered


def _asked(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "measures" or values["conclusion"] == ADJUSTED}
