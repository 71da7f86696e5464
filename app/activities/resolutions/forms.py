"""The fields of a resolution, and of saying that it is done."""

from __future__ import annotations

from app.activities.resolutions.models import Resolution
from app.fields import Fields, Typed, field
from checklists.ledgers.form import Kind

RESOLUTION = Fields(
    field("text", "议定事项", Kind.MULTILINE, required=True),
    field("owner", "责任人", Kind.NAME),
    field("due_on", "办结时限", Kind.DATE),
    field("is_measure", "第一议题贯彻措施", Kind.BOOL),
)
DONE = Fields(field("done_on", "办结日期", Kind.DATE, required=True), field("done_note", "办结情况", Kind.MULTILINE))


def shown(made: Resolution) -> Typed:
    return RESOLUTION.shown(made)
