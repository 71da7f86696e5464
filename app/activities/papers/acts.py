"""What is done about a meeting's notice: its words, and that it went out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.activities.models import Activity
from app.audit import Actor
from app.db import expect_version
from app.errors import Refusal

FIELDS = ("material", "leave_to")


def word_notice(
    session: Session, actor: Actor, activity: Activity, values: dict[str, Any], version: int | None
) -> None:
    """会前材料 and who takes leave requests. Raises Conflict when the record has moved on since it was read."""
    expect_version(activity, version, FIELDS)
    for key in FIELDS:
        setattr(activity, key, values[key] or "")
    audit.note(session, actor, "activity.change", activity, fields=sorted(FIELDS))


def notify(session: Session, actor: Actor, activity: Activity) -> None:
    """通知已发出, from this moment on; the program itself sends nothing."""
    if activity.cancelled_on is not None:
        raise Refusal("这次活动已经取消，不再发会议通知", "请在群里说明已取消")
    if activity.held_on < session.info["clock"].today():
        raise Refusal(f"这次活动的日期{activity.held_on}已经过去", "通知只登记会前发出的；日期有误的，先修改会议日期")
    if activity.notified_at is None:
        now: datetime = session.info["clock"].now()
        activity.notified_at = now
        audit.note(session, actor, "activity.notify", activity)


def take_back(session: Session, actor: Actor, activity: Activity) -> None:
    """The undo of `notify`."""
    if activity.notified_at is not None:
        activity.notified_at = None
        audit.note(session, actor, "activity.take_back_notice", activity)
