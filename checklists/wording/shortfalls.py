"""What was asked and not done in time, told plainly: month, matter, made up or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checklists import periods
from checklists.facts import Line, Record, State
from checklists.wording.told import BLANK, Fragment, Told, day, text

GATHERINGS = frozenset(
    {"member_meeting", "committee_meeting", "group_meeting", "lecture", "theme_day", "life_meeting"}
    | {"appraisal", "study", "warning_education", "first_topic"}
)


def unmet(told: Told) -> list[Fragment]:
    """3月、5月党小组会未按期开展，尚未补开；4月支部委员会未按期开展，已于5月6日补开"""
    owed = list(_owed(told))
    clauses = [*_still_unmet(owed, told), *_made_up(owed, told), *_by_record(told)]
    return [text("；".join(clauses))] if clauses else []


def reasons(told: Told) -> list[Fragment]:
    """The reasons the branch has written; a blank while one is missing."""
    late = [line for line in _owed(told) if line.state is State.OVERDUE]
    written = dict.fromkeys(line.obligation.excused for line in late if line.obligation.excused)
    complete = bool(late) and all(line.obligation.excused for line in late)
    if complete and not told.figures["issues_overdue"].value and not list(_by_record(told)):
        return [text("、".join(written))]
    return [text("、".join([*written, ""])), BLANK]


def _owed(told: Told) -> Iterable[Line]:
    """Asked by a rule, not by a record, for a day of the period."""
    return (it for it in told.lines if it.obligation.record is None and told.period.contains(it.obligation.due_on))


def _still_unmet(owed: list[Line], told: Told) -> Iterable[str]:
    for title, lines in _by_title(line for line in owed if line.state is State.OVERDUE):
        what = f"{_whens(lines, told)}{title}{_whose(lines, told)}"
        held = lines[0].obligation.answers & GATHERINGS
        yield f"{what}未按期开展，尚未补开" if held else f"{what}未按期完成"


def _made_up(owed: list[Line], told: Told) -> Iterable[str]:
    """Held late under the name of its own period, without which the rule would still be unmet."""
    late = [it for it in owed if it.state is State.MET and it.done - it.made_up < it.required and it.made_up]
    for title, lines in _by_title(line for line in late if line.obligation.answers & GATHERINGS):
        days = dict.fromkeys(record.date for line in lines for record in line.records if _late(record, line))
        when = "" if told.several else f"于{'、'.join(day(it, told.period) for it in sorted(days))}"
        yield f"{_whens(lines, told)}{title}{_whose(lines, told)}未按期开展，已{when}补开"


def _by_title(lines: Iterable[Line]) -> Iterable[tuple[str, list[Line]]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda it: it.obligation.due_on):
        found[line.obligation.title].append(line)
    return found.items()


def _whens(lines: list[Line], told: Told) -> str:
    return "、".join(dict.fromkeys(_when(it.obligation.period, told) for it in lines if it.obligation.period))


def _whose(lines: list[Line], told: Told) -> str:
    return f"有{len({line.obligation.branch for line in lines})}个支部" if told.several else ""


def _by_record(told: Told) -> Iterable[str]:
    """Promises and needs past their day; rectification has its own figure and word (超期)."""
    by_title: defaultdict[str, int] = defaultdict(int)
    for line in told.lines:
        asking = line.obligation.record
        if asking is not None and not asking.kind.startswith("issue") and line.state is State.OVERDUE:
            by_title[line.obligation.title] += 1
    return (f"{title}{number}项未按期完成" for title, number in by_title.items())


def _late(record: Record, line: Line) -> bool:
    return record.date > line.obligation.due_on


def _when(code: int, told: Told) -> str:
    """3月 or 第一季度 within the report's year, else with the year."""
    period = periods.of_code(code)
    if code % 100 == 0:
        return f"{period.title}度"
    return period.name if period.first.year == told.period.first.year == told.period.last.year else period.title
