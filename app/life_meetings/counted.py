"""Problems and measures of a 组织生活会 as facts; those handed over are counted as issues, each once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal
from sqlalchemy.orm import aliased

from app.activities.models import Activity
from app.facts import MARK, fact
from app.life_meetings.models import LifeFinding
from app.rectification.models import SOURCES, Issue
from checklists.units import Unit

SOURCE = "life_meeting"
MARKED = f"source:{SOURCES[SOURCE]}{MARK}"  # as the issues of this source are marked


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """查摆问题 by the day of the meeting, 整改措施 by the day it was carried out. No person stands in a title."""
    return (
        _counted("life_problem", Activity.held_on, "查摆问题", Unit.PIECES, branches).where(
            LifeFinding.kind == "problem"
        ),
        _counted("life_measure_done", LifeFinding.done_on, "整改措施", Unit.MEASURES, branches).where(
            LifeFinding.done_on.is_not(None), LifeFinding.measure != ""
        ),
    )


def _counted(kind: str, on: Any, word: str, unit: Unit, branches: frozenset[int]) -> Select[Any]:
    title = Activity.title + literal(f"：{word}")
    query = fact(
        kind, LifeFinding.id, LifeFinding.branch_id, on, LifeFinding.recorded_on, title, unit=unit, marks=MARKED
    )
    meeting = and_(
        Activity.id == LifeFinding.activity_id,
        Activity.deleted_at.is_(None),
        Activity.is_draft.is_(False),
        Activity.cancelled_on.is_(None),
    )
    alive = (LifeFinding.branch_id.in_(branches), LifeFinding.deleted_at.is_(None), ~_is_issue())
    return query.select_from(LifeFinding).join(Activity, meeting).where(*alive)


def _is_issue() -> ColumnElement[bool]:
    """It is followed in rectification; an issue that was deleted follows nothing."""
    issue = aliased(Issue)
    return exists().where(issue.id == LifeFinding.issue_id, issue.deleted_at.is_(None))
