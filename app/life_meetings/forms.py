"""The fields of a finding."""

from __future__ import annotations

from app.fields import Fields, Typed, coded, field
from app.life_meetings.models import KINDS, LifeFinding
from checklists.ledgers.form import Kind

FIELDS = Fields(
    coded("kind", "种类", KINDS),
    field("text", "内容", Kind.MULTILINE, required=True),
    field("person", "涉及的党员", Kind.NAME),
    field("measure", "整改措施", Kind.MULTILINE),
    field("owner", "责任人", Kind.NAME),
    field("due_on", "完成时限", Kind.DATE),
    field("done_on", "落实日期", Kind.DATE),
)


def shown(finding: LifeFinding, person: str) -> Typed:
    values = {column.key: getattr(finding, column.key, None) for column in FIELDS.columns}
    return FIELDS.shown(values | {"person": person})
