"""What a superior reads: how many branches stand where, by item and date; no branch before another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from app.web import short_day
from checklists.facts import Line, State

WORDS = {
    State.MET: "已开展",
    State.OPEN: "未到期",
    State.SOON: "即将到期",
    State.GRACE: "宽限期内",
    State.OVERDUE: "未按期开展",
    State.EXEMPT: "免",
}


def summary(lines: Iterable[Line], names: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """(item, day, how many branches in which state) in the order of the days; one branch's own
    overdue 一般 duties are its own affair and only counted."""
    counted: dict[tuple[date, str], Counter[State]] = {}
    for line in lines:
        owed = line.obligation
        if owed.period is not None and line.state is not State.NOT_APPLICABLE:
            counted.setdefault((owed.due_on, owed.title), Counter())[line.state] += 1
    return [
        (
            title,
            short_day(due_on),
            "，".join(f"{WORDS[state]}{states[state]}个支部" for state in WORDS if states[state]),
        )
        for (due_on, title), states in sorted(counted.items())
    ]
