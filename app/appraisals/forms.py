"""The fields of one member's appraisal: grade, day, opinion, and the votes of the signed paper."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.appraisals.contents import opened
from app.appraisals.models import RESULTS, VOTES, Appraisal
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import Kind

DAY = Fields(field("assessed_on", "评议日期", Kind.DATE, required=True))
FIELDS = Fields(
    coded("result", "评议结果", RESULTS),
    field("assessed_on", "评议日期", Kind.DATE, required=True),
    field("opinion", "评定意见", Kind.MULTILINE),
    *(field(f"votes_{code}", f"{word}票", Kind.INT) for code, word in VOTES.items()),
)


def shown(session: Session, appraisal: Appraisal) -> Typed:
    """The form of an appraisal, opened."""
    return FIELDS.shown(opened(session, appraisal) | {"assessed_on": appraisal.assessed_on})


def votes_said(said: dict[str, Any]) -> str:
    """优秀9票、合格2票; empty where no number was entered."""
    return "、".join(f"{word}{n}票" for code, word in VOTES.items() if (n := said[f"votes_{code}"]) is not None)
