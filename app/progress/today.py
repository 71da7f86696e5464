"""今天要办: lines as rows in the order of their dates, each with its one button."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.progress.places import door_of, is_done, page_of
from app.web import Link, short_day
from checklists.facts import Line, State, Strength
from checklists.items import Item

LATE = (State.OVERDUE, State.GRACE)
NAMES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do."""

    title: str
    state: str
    days: int
    meta: str
    button: str
    href: str
    usual: bool = False
    word: str = ""  # what the state is called, where the item has a word of its own (超期)
    citation: str = ""
    clause: str = ""
    excuse: tuple[str, int] | None = None  # (item, period) of a missed 一般 item whose reason may be written
    excused: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The rows by when they fall due, and what is done."""

    late: tuple[Row, ...]
    week: tuple[Row, ...]
    month: tuple[Row, ...]
    later: tuple[Row, ...]
    done: tuple[tuple[str, tuple[Link, ...]], ...]

    @property
    def words(self) -> str:
        """The counts in words, for the head of the page and for a screen reader."""
        parts = [
            (self.late, "{}项已过期限"),
            (self.week, "本周{}项"),
            (self.month, "本月还有{}项" if self.week else "本月{}项"),
        ]
        said = [words.format(len(rows)) for rows, words in parts if rows]
        return "，".join(said) + "。" if said else "今天没有到期的事。"


def today(
    lines: Sequence[Line], on: date, items: dict[str, Item], latest: dict[str, int], extra: Iterable[Row] = ()
) -> Today:
    """The page of one branch; `extra` rows come from records that wait for a person."""
    week_ends = on + timedelta(days=6 - on.weekday())
    month_ends = on.replace(day=calendar.monthrange(on.year, on.month)[1])
    boxes: dict[str, list[Row]] = {"late": [], "week": [], "month": [], "later": []}
    rows = list(extra)
    waiting = {row.href.rsplit("/", 1)[0] for row in rows}
    lines = [line for line in lines if not _is_among(line, waiting)]
    for row in rows:
        boxes["late" if row.state == State.OVERDUE else "week"].append(row)
    for line in lines:
        if not is_done(line):
            boxes[_box(line, week_ends, month_ends)].append(_row(line, items, latest))
    done = tuple(
        (line.obligation.title, tuple(Link(r.title, page_of(r)) for r in line.records))
        for line in lines
        if line.state is State.MET
    )
    return Today(
        late=tuple(boxes["late"]),
        week=tuple(boxes["week"]),
        month=tuple(boxes["month"]),
        later=tuple(boxes["later"]),
        done=done,
    )


def _is_among(line: Line, pages: set[str]) -> bool:
    """A record that waits for this very person is told once, as what this person does."""
    return line.obligation.record is not None and page_of(line.obligation.record) in pages


def _box(line: Line, week_ends: date, month_ends: date) -> str:
    if line.state in LATE:
        return "late"
    if line.obligation.latest_on <= week_ends:
        return "week"
    return "month" if line.obligation.latest_on <= month_ends else "later"


def _row(line: Line, items: dict[str, Item], latest: dict[str, int]) -> Row:
    owed = line.obligation
    button, href = door_of(owed, latest)
    usual = owed.strength is Strength.USUAL
    missed = usual and line.state is State.OVERDUE and owed.period is not None and not owed.excused
    return Row(
        title=owed.title,
        state=line.state.value,
        days=line.days_left,
        usual=usual,
        word=_word(line, items),
        meta=_meta(line, items[owed.item].owner_name),
        citation=owed.citation,
        clause=owed.clause,
        button=button,
        href=href,
        excuse=(owed.item, owed.period) if missed and owed.period is not None else None,
        excused=owed.excused,
    )


def _word(line: Line, items: dict[str, Item]) -> str:
    """超期 is the word of rectification; whatever else is late is told by its days."""
    late = items[line.obligation.item].late
    return f"{late}{-line.days_left}天" if line.state is State.OVERDUE and late == "超期" else ""


def _meta(line: Line, owner: str) -> str:
    """By when, how much is done, who is still missing, and whose work it is."""
    owed = line.obligation
    said = [f"{short_day(owed.latest_on)}前" if line.days_left >= 0 else f"应于{short_day(owed.due_on)}前"]
    if owed.each and owed.measure == "count":
        left = len(line.missing)
        names = "、".join(line.missing[:NAMES_SHOWN]) + ("等" if left > NAMES_SHOWN else "")
        said.append(f"还差{left}个：{names}")
    elif line.required > 1 and owed.measure == "count":
        said.append(f"已办{line.done}，应办{line.required}")
    elif owed.each:
        said.append(f"还有{len(line.missing)}人未达到")
    if owner:
        said.append(f"{owner}负责")
    return "，".join(said) + "。"
