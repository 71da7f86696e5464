"""The notice of a meeting as six plain lines to paste into a group chat; pure."""

from __future__ import annotations

from datetime import date

from app.activities.models import Activity
from app.web import long_day

AHEAD = 1  # days by which material is in the members' hands (domain.md 5.1)
OPEN = "待定"
NEEDS = "需要手语翻译、大字材料、无障碍场地等便利的，请提前告知"


def lines(
    title: str, day: date, starts_at: str, place: str, agenda: str, material: str, leave_to: str
) -> tuple[str, str, str, str, str, str]:
    """Time, place, agenda, material, who takes leave requests, 便利需求. The last asks and names nobody."""
    needs = f"便利需求：{NEEDS}{leave_to}。" if leave_to else f"便利需求：{NEEDS}。"
    return (
        f"时间：{' '.join(filter(None, (long_day(day), starts_at)))}，{title}",
        f"地点：{_one(place) or OPEN}",
        f"议题：{_one(agenda) or OPEN}",
        f"会前材料：{_one(material) or '无'}",
        f"请假：{f'请向{leave_to}请假' if leave_to else OPEN}",
        needs,
    )


def of(activity: Activity) -> tuple[str, ...]:
    """The notice of a gathering; where no agenda is written, what its parts are about."""
    topics = dict.fromkeys(part.topic for part in activity.parts if part.topic not in ("", activity.title))
    agenda = activity.agenda or "；".join(topics)
    where = (activity.place, agenda, activity.material, activity.leave_to)
    return lines(activity.title, activity.held_on, activity.starts_at, *where)


def missing(activity: Activity) -> list[str]:
    """What the group would ask back about."""
    wanted = (("开始时间", activity.starts_at), ("地点", activity.place), ("请假联系人", activity.leave_to))
    return [label for label, text in wanted if not text]


def _one(text: str) -> str:
    """Several lines as one, so that the notice keeps its six."""
    return "；".join(line.strip("；;。 ") for line in text.splitlines() if line.strip())
