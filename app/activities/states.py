"""The state of a meeting, read from its dates (practice.md, Words); nothing is stored."""

from __future__ import annotations

from datetime import date

from app.activities.models import Activity

CANCELLED, DRAFT = "取消", "草稿"
PLANNED, NOTIFIED, HELD, TO_SIGN, ARCHIVED = "已计划", "已通知", "已召开待记录", "待审签", "已归档"


def state_of(activity: Activity, today: date) -> str:
    """已计划 → 已通知 → 已召开待记录 → 待审签 → 已归档, or 草稿, 取消."""
    if activity.cancelled_on is not None:
        return CANCELLED
    if activity.is_draft:
        return DRAFT
    if activity.held_on > today:
        return NOTIFIED if activity.notified_at is not None else PLANNED
    if activity.signed_off_on is not None:
        return ARCHIVED
    return TO_SIGN if is_written(activity) else HELD


def is_written(activity: Activity) -> bool:
    """Whether there is anything a host could sign: what was said or what was decided."""
    return bool(activity.content or activity.resolution or any(part.minutes for part in activity.parts))


def counts(activity: Activity, today: date) -> bool:
    """Whether it counts: held on or before the day, neither draft nor cancelled (decisions.md 11)."""
    return activity.held_on <= today and not activity.is_draft and activity.cancelled_on is None


def due_and_present(activity: Activity) -> tuple[int, int]:
    """应到 and 实到 in persons: from the list of names where there is one, else as stated."""
    listed = [row for row in activity.roll if row.presence != "observer" and not row.excused]
    if not listed:
        return activity.stated_due or 0, activity.stated_present or 0
    return len(listed), sum(row.presence == "present" for row in listed)
