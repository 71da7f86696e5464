"""The fields of the page of one certificate."""

from __future__ import annotations

from app.activities.certificates.models import KINDS
from app.fields import Fields, coded, field
from checklists.ledgers.form import Kind

FIELDS = Fields(
    field("name", "姓名", Kind.NAME, required=True),
    field("title", "培训名称", required=True),
    coded("kind", "培训类别", KINDS, required=False),
    field("organiser", "举办单位"),
    field("starts_on", "开始日期", Kind.DATE),
    field("ends_on", "结束日期", Kind.DATE, required=True),
    field("tenth_hours", "学时", Kind.HOURS, required=True),
    field("number", "证书编号"),
    field("note", "备注", Kind.MULTILINE),
)
