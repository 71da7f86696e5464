"""The fields of a part, by its kind: a lecture has a lecturer, a 第一议题 its sources and measures."""

from __future__ import annotations

from typing import Any

from app.activities.models import Part
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import Kind

YES = {"yes": "是廉政党课"}
TAUGHT = (
    field("speaker", "主讲人"),
    field("speaker_post", "主讲人职务"),
    field("tenth_hours", "学时", Kind.HOURS),
)
OF_KIND = {
    "lecture": (*TAUGHT, coded("is_integrity", "廉政党课", YES, required=False, many=True)),
    "study": TAUGHT,
    "training_out": TAUGHT,
    "training_in": TAUGHT,
    "warning_education": TAUGHT,
    "study_visit": TAUGHT,
    "first_topic": (
        field("speaker", "领学人"),
        field("source", "来源文件", Kind.MULTILINE),
        field("articles", "学习篇目", Kind.INT),
        field("measures", "贯彻措施", Kind.MULTILINE),
    ),
    "member_meeting": (field("host", "这一环节的主持人"), field("agenda", "这一环节的议题", Kind.MULTILINE)),
}
ENDING = (field("minutes", "这一环节的记录", Kind.MULTILINE), field("reason", "更正的原因"))


def fields(kind: str) -> Fields:
    return Fields(
        field("topic", "主题", required=True), *OF_KIND.get(kind, (field("host", "这一环节的主持人"),)), *ENDING
    )


def shown(part: Part) -> Typed:
    made = fields(part.kind)
    plain = {column.key: getattr(part, column.key, None) or None for column in made.columns}
    return made.shown(plain | {"is_integrity": ["yes"] if part.is_integrity else []})


def values(typed: dict[str, Any]) -> dict[str, Any]:
    """As acts take them: a cleared field is empty, not unsaid."""
    typed.pop("reason", None)
    if "is_integrity" in typed:
        typed["is_integrity"] = bool(typed["is_integrity"])
    numbers = ("tenth_hours", "articles")
    return {key: (0 if key in numbers else "") if value is None else value for key, value in typed.items()}
