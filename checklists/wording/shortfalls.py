"""What was asked and not done in time, told plainly: month, matter, made up or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checklists import periods
from checklists.facts import Line, Record, State
from checklists.items import Item
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
    for item, lines in _by_item((line for line in owed if line.state is State.OVERDUE), told):
        what = f"{_whens(item, lines, told)}{item.title}{_whose(lines, told)}{item.late}"
        yield f"{what}，尚未补开" if item.answers & GATHERINGS else what


def _made_up(owed: list[Line], told: Told) -> Iterable[str]:
    """Held late under the name of its own period, without which the rule would still be unmet."""
    late = [it for it in owed if it.state is State.MET and it.made_up and it.done - it.made_up < it.required]
    for item, lines in _by_item((line for line in late if line.obligation.answers & GATHERINGS), told):
        days = sorted({record.date for line in lines for record in line.records if _late(record, line)})
        when = "" if told.several else f"于{'、'.join(day(it, told.period) for it in days)}"
        yield f"{_whens(item, lines, told)}{item.title}{_whose(lines, told)}{item.late}，已{when}补开"


def _by_record(told: Told) -> Iterable[str]:
    """Promises, needs, reports past their day; rectification has its own figure and word (超期)."""
    late = (it for it in told.lines if it.obligation.record is not None and it.state is State.OVERDUE)
    for item, lines in _by_item((line for line in late if line.obligation.item != "issue"), told):
        yield f"{len(lines)}项{item.title}{item.late}"


def _by_item(lines: Iterable[Line], told: Told) -> Iterable[tuple[Item, list[Line]]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda it: it.obligation.due_on):
        found[line.obligation.item].append(line)
    return ((told.catalogue.item(item), late) for item, late in found.items())


def _whens(item: Item, lines: list[Line], told: Told) -> str:
    """The periods that were missed; a festival says itself when it is."""
    if item.cadence == "on_event":
        return ""
    return "、".join(dict.fromkeys(_when(it.obligation.period, told) for it in lines if it.obligation.period))


def _whose(lines: list[Line], told: Told) -> str:
    return f"有{len({line.obligation.branch for line in lines})}个支部" if told.several else ""


def _late(record: Record, line: Line) -> bool:
    return record.date > line.obligation.due_on


def _when(code: int, told: Told) -> str:
    """3月 or 第一季度 within the report's year, else with the year."""
    period = periods.of_code(code)
    if code % 100 == 0:
        return f"{period.title}度"
    return period.name if period.first.year == told.period.first.year == told.period.last.year else period.title
