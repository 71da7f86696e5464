"""The demo's 组织生活会 of 2024: opinions heard, six problems, six measures, three of them in rectification."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities.models import Activity
from app.audit import Actor
from app.life_meetings import acts
from app.life_meetings.handing_over import hand_over

MEETING = "2024年度组织生活会"
OPINIONS = ("希望主题党日多安排到残疾人家庭去", "建议学习材料提前两天发到每名党员", "办事窗口的便民设施还要再完善")
# problem, whom it is about, measure, responsible, until, done. Those named in the rectification ledger are followed there.
HANDED = (
    ("学习笔记更新不及时", "", "每月检查一次学习笔记", "宋知秋", date(2025, 5, 16)),
    ("结对户走访间隔过长", "江听雨", "按季度排出走访日期，逐户落实", "江听雨", date(2025, 5, 23)),
    ("联系服务残疾人家庭不够经常", "", "每季度入户，困难家庭每月联系", "林远帆", None),
)
FOLLOWED = (
    ("会议议题通知偏晚", "", "会前三天把议题发给参会党员", "何一苇", date(2025, 3, 31), date(2025, 3, 19)),
    ("对新政策学得不够深", "", "每季度安排一次业务政策学习", "宋知秋", date(2025, 6, 30), date(2025, 4, 18)),
    ("谈心谈话多为谈工作", "", "谈心谈话列入年度计划，谈思想、谈生活", "林远帆", date(2025, 12, 31), None),
)
CRITICISMS = (
    ("抓工作有时急于求成，听意见不够", "林远帆"),
    ("到基层去得少，材料看得多", "秦小满"),
)


def load(session: Session, actor: Actor) -> None:
    """As the branch would have written it down after the meeting."""
    activity = session.scalars(select(Activity).where(Activity.title == MEETING)).one()

    def say(kind: str, text: str, **more: Any) -> Any:
        return acts.add(session, actor, activity, {"kind": kind, "text": text, **more})

    for text in OPINIONS:
        say("opinion", text)
    for text, person, measure, owner, due_on in HANDED:
        finding = say("problem", text, person=person, measure=measure, owner=owner, due_on=due_on)
        hand_over(session, actor, finding)
    for text, person, measure, owner, due_on, done_on in FOLLOWED:
        say("problem", text, person=person, measure=measure, owner=owner, due_on=due_on, done_on=done_on)
    for text, person in CRITICISMS:
        say("criticism", text, person=person)
