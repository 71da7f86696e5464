"""The printed record of a gathering in words: what was written, and blanks where nothing was; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.activities.models import KINDS, Activity, Part
from app.activities.resolutions.models import Resolution
from app.activities.states import due_and_present
from app.activities.votes.models import ELECTIONS, MOTIONS, Motion
from app.web import long_day, short_day


@dataclass(frozen=True, slots=True)
class Block:
    """One passage of the record under its heading."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What the Word record and the page to print both say."""

    branch: str
    heading: str
    title: str
    time: str
    place: str
    host: str
    recorder: str
    topic: str
    due: str
    present: str
    absences: str
    observers: str
    others: str
    blocks: tuple[Block, ...]

    def words(self) -> dict[str, Any]:
        """What a template may name."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "blocks"}
        return plain | {"blocks": [{"heading": it.heading, "lines": list(it.lines)} for it in self.blocks]}


def paper(activity: Activity, branch: str, motions: Sequence[Motion], resolutions: Sequence[Resolution]) -> Paper:
    """The record as it stands. Nothing is made up: a field that is empty prints empty."""
    due, present = due_and_present(activity)
    topics = dict.fromkeys(part.topic for part in activity.parts if part.topic not in ("", activity.title))
    return Paper(
        branch=branch,
        heading="活动（会议）记录",
        title=activity.title,
        time=_time(activity),
        place=activity.place,
        host=activity.host,
        recorder=activity.recorder,
        topic="；".join(topics),
        due=f"{due}人" if due else "",
        present=f"{present}人" if due and _is_marked(activity) else "",
        absences=_absences(activity),
        observers=_observers(activity),
        others=_others(activity),
        blocks=tuple(_blocks(activity, motions, resolutions)),
    )


def _is_marked(activity: Activity) -> bool:
    """Before anybody was marked, 实到 is unknown and not 0."""
    if activity.roll:
        return any(row.presence for row in activity.roll)
    return activity.stated_present is not None


def _time(activity: Activity) -> str:
    """The hour stands where it is known."""
    until = f"至{activity.ends_at}" if activity.ends_at else ""
    return f"{long_day(activity.held_on)} {activity.starts_at}{until}".strip()


def _absences(activity: Activity) -> str:
    """From the list of names where there is one."""
    words = {"leave": "请假", "absent": "缺席"}
    away = [
        f"{row.name}（{'：'.join(filter(None, (words[row.presence], row.reason)))}）"
        for row in activity.roll
        if row.presence in words and not row.excused
    ]
    return "、".join(away) if activity.roll else activity.absences


def _observers(activity: Activity) -> str:
    listed = "、".join(row.name for row in activity.roll if row.presence == "observer")
    return listed or activity.observers


def _others(activity: Activity) -> str:
    """Numbers and no names: whose vote is suspended is read by nobody from here (practice.md, Sensitive 2)."""
    counted = (
        ("经批准不计入应到会", sum(row.excused for row in activity.roll)),
        ("不计入表决基数", sum(row.suspended for row in activity.roll)),
    )
    said = [f"{words}{number}人" for words, number in counted if number]
    return "；".join(filter(None, ["支部委员会（扩大）" if activity.enlarged else "", *said, activity.note]))


def _blocks(activity: Activity, motions: Sequence[Motion], resolutions: Sequence[Resolution]) -> Iterable[Block]:
    """In the order of the meeting: 议题, 内容, each part's own, 发言要点, 表决, 决议, 责任人及时限."""
    passages = [
        ("会议议题", [activity.agenda]),
        ("会议内容", [activity.content]),
        *((f"{KINDS[part.kind]}：{part.topic}".rstrip("："), _part(part)) for part in activity.parts),
        ("发言要点", [activity.remarks]),
        ("表决情况", [activity.vote, *map(_vote, motions)]),
        ("会议决议", [activity.resolution, *map(_resolved, resolutions)]),
        ("责任人及时限", [activity.follow_up]),
    ]
    for heading, texts in passages:
        lines = tuple(line for text in texts for line in text.splitlines() if line.strip())
        if lines:
            yield Block(heading, lines)


def _part(part: Part) -> list[str]:
    """What only this part has; who taught is a line of the record, since a lecture is counted by it."""
    speaker = "领学人" if part.kind in ("study", "first_topic") else "主讲人"
    said = ((speaker, part.speaker), ("来源文件", part.source), ("贯彻措施", part.measures))
    return [part.agenda, *(f"{label}：{text}" for label, text in said if text), part.minutes]


def _vote(motion: Motion) -> str:
    """Totals as on the signed sheet."""
    counts = (
        ("发出票{}张", motion.issued),
        ("收回票{}张", motion.returned),
        ("无效票{}张", motion.void),
        ("赞成{}票", motion.votes_for),
        ("不赞成{}票", motion.votes_against),
        ("弃权{}票", motion.abstained),
        ("会前书面同意{}人", sum(it.opinion == "for" for it in motion.opinions) or None),
    )
    said = "、".join(words.format(number) for words, number in counts if number is not None)
    about = "，".join(dict.fromkeys(filter(None, (MOTIONS[motion.kind], motion.subject, motion.person))))
    return f"{about}：{said}。{_declared(motion)}" if said else f"{about}。{_declared(motion)}"


def _declared(motion: Motion) -> str:
    """Candidates have no name on paper before the result is declared."""
    if motion.declared_on is None:
        return ""
    if motion.kind in ELECTIONS:
        elected = "、".join(
            f"{it.name}（{it.votes}票）" if it.votes else it.name for it in motion.candidates if it.elected
        )
        return f"当选：{elected}。" if elected else ""
    return "通过。" if motion.passed else "未通过。"


def _resolved(resolution: Resolution) -> str:
    by = f"{short_day(resolution.due_on)}前完成" if resolution.due_on else ""
    who = "，".join(filter(None, (f"责任人{resolution.owner}" if resolution.owner else "", by)))
    return f"{resolution.text}（{who}）" if who else resolution.text
