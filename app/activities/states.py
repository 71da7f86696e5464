"""The state of a meeting, read from its dates (practice.md, Words); nothing is stored."""

from __future__ import annotations

from datetime import date

from app.activities.models import Activity, Part
from checklists.workdays import Workdays

WRITTEN_WITHIN = 3  # working days after a meeting within which its record is written (本支部约定)
CANCELLED, DRAFT = "取消", "草稿"
PLANNED, NOTIFIED, POSTPONED = "已计划", "已通知", "延期"
HELD, TO_SIGN, ARCHIVED = "已召开待记录", "待审签", "已归档"


def state_of(activity: Activity, today: date) -> str:
    """已计划 → 已通知 → 已召开待记录 → 待审签 → 已归档, or 草稿, 延期, 取消. A plan does not become a
    meeting by the passing of its day: somebody says that it took place."""
    if activity.cancelled_on is not None:
        return CANCELLED
    if activity.is_draft:
        return DRAFT
    if activity.held_on > today or activity.confirmed_on is None:
        if activity.notified_at is not None:
            return NOTIFIED
        return POSTPONED if activity.postponed_reason else PLANNED
    if activity.signed_off_on is not None:
        return ARCHIVED
    return TO_SIGN if is_written(activity) else HELD


def is_written(activity: Activity) -> bool:
    """Whether there is anything a host could sign: what was said or what was decided."""
    return bool(activity.content or activity.resolution or any(part.minutes for part in activity.parts))


def counts(activity: Activity, today: date) -> bool:
    """Whether it counts: held on or before the day, neither draft nor cancelled (decisions.md 11)."""
    there = activity.confirmed_on is not None and activity.held_on <= today
    return there and not activity.is_draft and activity.cancelled_on is None


def awaits_word(activity: Activity, today: date) -> bool:
    """Its day has come and nobody has said whether it took place."""
    plan = not activity.is_draft and activity.cancelled_on is None and activity.confirmed_on is None
    return plan and activity.held_on <= today


def unmarked(activity: Activity) -> list[str]:
    """Who was due and has not been marked on the roll."""
    return [row.name for row in activity.roll if not row.presence and not row.excused]


def is_late_entry(activity: Activity, workdays: Workdays) -> bool:
    """补录: entered later than a record should be written; both days are shown, neutrally (decisions.md 10)."""
    return activity.recorded_on > workdays.add(activity.held_on, WRITTEN_WITHIN)


def main_part(activity: Activity) -> Part | None:
    """What the gathering is by its kind: a 第一议题 only opens it."""
    return next((part for part in activity.parts if part.kind != "first_topic"), next(iter(activity.parts), None))


def due_and_present(activity: Activity) -> tuple[int, int]:
    """应到 and 实到 in persons: from the list of names where there is one, else as stated."""
    listed = [row for row in activity.roll if row.presence != "observer" and not row.excused]
    if not listed:
        return activity.stated_due or 0, activity.stated_present or 0
    return len(listed), sum(row.presence == "present" for row in listed)
