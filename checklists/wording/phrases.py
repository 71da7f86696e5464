"""Phrases made from the records: meetings of a year, partners, referred figures, what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from checklists.facts import Event, Line, State
from checklists.periods import PeriodError, parse
from checklists.wording.shortfalls import reasons, unmet
from checklists.wording.told import BLANK, Fragment, Referred, Told, day, text

ASKED = (State.MET, State.OPEN, State.SOON, State.GRACE, State.OVERDUE)


def life_meetings(told: Told) -> list[Fragment]:
    """于1月召开2024年度组织生活会并开展民主评议党员: by the day held, naming the year it belongs to."""
    by_year: defaultdict[int, list[Event]] = defaultdict(list)
    for event in told.figures["life_meetings"].events:
        by_year[_year(event)].append(event)
    appraised = {_year(event) for event in told.appraisals}
    said: list[Fragment] = []
    for year, held in sorted(by_year.items()):
        said += [text("、")] if said else []
        said += _held(year, held, told)
        said += [text("并开展民主评议党员")] if year in appraised else []
    return said


def _held(year: int, held: list[Event], told: Told) -> list[Fragment]:
    figure = told.figures["life_meetings"]
    if len(held) > 1:
        return [text(f"召开{year}年度组织生活会"), Fragment(str(len(held)), figure.key), text(figure.unit.value)]
    on = held[0].on
    month = f"{on.month}月" if told.period.first.year == told.period.last.year else f"{on.year}年{on.month}月"
    return [text("于"), Fragment(month, figure.key), text(f"召开{year}年度组织生活会")]


def _year(event: Event) -> int:
    return event.on.year if event.belongs_to is None else event.belongs_to // 100


def partners(told: Told) -> list[Fragment]:
    keys = (key for event in told.figures["inspections"].events for key in event.subjects)
    names = dict.fromkeys(key.removeprefix("partner:").rpartition("|")[0] for key in keys)
    return [text("、".join(names))] if names else []


def referred(told: Told) -> list[Fragment]:
    """截至2025年6月30日，残疾儿童康复训练147名（2025年）: each with its own day, and period if another."""
    by_day: defaultdict[date, list[Fragment]] = defaultdict(list)
    for number, it in enumerate(told.referred):
        said = by_day[it.as_of]
        said += [text("、")] if said else []
        said += [text(it.title), Fragment(it.value, "referred", str(number)), text(it.unit + _other_period(it, told))]
    fragments: list[Fragment] = []
    for as_of, said in sorted(by_day.items()):
        fragments += [text("；" if fragments else ""), text(f"截至{day(as_of)}，"), *said]
    return fragments


def _other_period(it: Referred, told: Told) -> str:
    """（2025年）after a whole year's number in the report of a half-year."""
    try:
        title = parse(it.period).title
    except PeriodError:
        title = it.period  # as the department wrote it
    return f"（{title}）" if title and title != told.period.title else ""


def duties(told: Told) -> list[Fragment]:
    """The packs whose rules bind the branch, each by its name: the items would fill half a page."""
    asked = (line.obligation for line in told.lines if line.state in ASKED)
    items = (told.catalogue.item(it.item) for it in asked if it.record is None)
    titles = dict.fromkeys(told.catalogue.pack(item.pack).title.partition("（")[0] for item in items)
    return [text("、".join(titles))] if titles else []


def promised(line: Line) -> bool:
    """A promise to a household that is still to be kept."""
    return line.obligation.item == "commitment" and line.state in ASKED[1:]


def promises(told: Told) -> list[Fragment]:
    number = sum(promised(line) for line in told.lines)
    return [Fragment(str(number), "lines", "promises"), text("项")] if number else []


PHRASES: dict[str, Callable[[Told], list[Fragment]]] = {
    "life_meetings": life_meetings,
    "partners": partners,
    "referred": referred,
    "unmet": unmet,
    "reasons": reasons,
    "duties": duties,
    "promises": promises,
    "by_hand": lambda _: [BLANK],
}
MERE_WORDS = {"partners", "reasons", "by_hand"}  # these alone make no sentence
