"""A notice as a template prints it, and the headings rows stand under."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reminders.nouns import Notice, Stage

# Heading and the stages under it, most pressing first. 超期 is the word for rectification only.
_GROUPS = (
    ("未按期开展", (Stage.OVERDUE,), False),
    ("整改超期", (Stage.OVERDUE,), True),
    ("到期", (Stage.DUE,), False),
    ("整改即将到期", (Stage.THREE_DAYS, Stage.TEN_DAYS), True),
    ("即将到期", (Stage.SOON,), False),
    ("廉政提醒待办", (Stage.APPROVE, Stage.DRAFT), False),
    ("没有发出的提醒", (Stage.UNSENT,), False),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One matter in a letter. `left` is counted in working days, for an issue in calendar days."""

    title: str
    stage: str
    due: str
    latest: str  # the last working day, where it is another than the last day
    left: int
    last_day: bool
    issue: bool
    usual: bool
    citation: str
    late: bool = False
    unit: str = ""  # the branch, in a letter that speaks of several

    @classmethod
    def of(cls, notice: Notice, *, late: bool = False, unit: str = "") -> Row:
        due, latest = notice.due_on, notice.latest_on
        return cls(
            title=notice.title,
            stage=notice.stage.value,
            due=f"{due.year}年{due.month}月{due.day}日",
            latest="" if latest == due else f"{latest.month}月{latest.day}日",
            left=notice.left,
            last_day=notice.last_day,
            issue=notice.issue,
            usual=notice.usual,
            citation=notice.citation,
            late=late,
            unit=unit,
        )


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def grouped(rows: Sequence[Row], sentence: Callable[[Row], str]) -> tuple[Group, ...]:
    """Headings that have rows. A row is put into words once, and the same words stand in text and HTML."""
    groups = (
        Group(heading, tuple(sentence(row) for row in rows if row.stage in stages and row.issue == issue))
        for heading, stages, issue in _GROUPS
    )
    return tuple(group for group in groups if group.sentences)
