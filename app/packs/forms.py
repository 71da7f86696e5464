"""The fields of the pages about rules."""

from __future__ import annotations

from app.fields import Fields, field
from checklists.ledgers.form import Kind

ADOPTION = Fields(
    field("since", "开始执行的日期", Kind.DATE, required=True),
    field("basis", "启用的依据", Kind.MULTILINE, required=True),
)
ENDING = Fields(field("until", "停止执行的日期", Kind.DATE, required=True))
EXEMPTION = Fields(
    field("since", "免办起始日期", Kind.DATE, required=True),
    field("until", "免办截止日期", Kind.DATE, required=True),
    field("reason", "免办的理由", Kind.MULTILINE, required=True),
)
REASON = Fields(field("reason", "未按期开展的原因", Kind.MULTILINE, required=True))
