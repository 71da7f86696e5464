"""更正: an archived record says what it said first, what it says now, and why (practice.md, Words)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app import audit
from app.activities.models import KINDS, PRESENCES, Activity, Correction
from app.audit import Actor
from app.errors import Invalid

LOCKED = "这次会议已审签归档，如需修改，请写明更正的原因"
# field → the words on paper
SHOWN = {
    "title": "会议名称",
    "held_on": "会议日期",
    "starts_at": "开始时间",
    "ends_at": "结束时间",
    "place": "会议地点",
    "host": "主持人",
    "recorder": "记录人",
    "stated_due": "应到人数",
    "stated_present": "实到人数",
    "absences": "缺席人员及原因",
    "observers": "列席人员",
    "agenda": "会议议题",
    "content": "会议内容",
    "remarks": "发言要点",
    "vote": "表决情况",
    "resolution": "会议决议",
    "follow_up": "责任人及时限",
    "actions": "规定动作",
    "note": "备注",
}


@contextmanager
def corrected(session: Session, actor: Actor, activity: Activity, reason: str) -> Iterator[None]:
    """What changes within is kept as corrections where the record is archived; refused without a reason."""
    if activity.signed_off_on is None:
        yield
        return
    before = _texts(activity)
    yield
    changed = {key: (before[key], now) for key, now in _texts(activity).items() if now != before[key]}
    if changed and not reason:
        raise Invalid({"reason": LOCKED})
    for key, (was, now) in changed.items():
        kept = Correction(activity_id=activity.id, field=key, before=was, after=now, reason=reason, by=actor.name)
        kept.created_by, kept.recorded_on = actor.account_id, session.info["clock"].today()
        session.add(kept)
    if changed:
        audit.note(session, actor, "activity.correct", activity, fields=sorted(changed), reason=reason)


def _texts(activity: Activity) -> dict[str, str]:
    said = {key: _text(getattr(activity, key)) for key in SHOWN}
    said["环节"] = "\n".join(_part(part.kind, part.topic, part.speaker, part.minutes) for part in activity.parts)
    said["到会情况"] = "、".join(_mark(row.name, row.presence, row.reason) for row in activity.roll)
    return said


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _part(kind: str, *said: str) -> str:
    return "，".join([KINDS[kind], *(words for words in said if words)])


def _mark(name: str, presence: str, reason: str) -> str:
    return f"{name} {PRESENCES.get(presence, '未点名')}" + (f"（{reason}）" if reason else "")
