"""Lines and reports as briefly as a test of the report's words wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checklists.catalogue import load
from checklists.facts import Line, Obligation, Profile, Record, State
from checklists.periods import Period
from checklists.progress import asked
from checklists.report import Report, build
from checklists.workdays import Workdays
from tests.unit.seed_half_year import BRANCH, FIRST_HALF, ON

CATALOGUE = load()
DAY = date(2025, 3, 5)


def obligations(period: Period = FIRST_HALF) -> dict[tuple[str, int | None], Obligation]:
    profile = Profile(1, "江岸区残联机关党支部", date(2025, 1, 1), committee=((date(2020, 1, 1), True),))
    return {(it.item, it.period): it for it in asked(profile, CATALOGUE, period, Workdays.load())}


def line(item: str, period: int | None, state: State, **more: object) -> Line:
    asked_for = obligations()[item, period]
    if excused := more.pop("excused", ""):
        asked_for = replace(asked_for, excused=str(excused))
    return replace(Line(asked_for, state, 1, 0, 0, 0), **more)  # type: ignore[arg-type]


def by_record(item: str, number: int, state: State) -> Line:
    asking = Record(item, number, DAY, "帮某某申请轮椅")
    return Line(replace(obligations()["theme_day", 202503], item=item, period=None, record=asking), state, 1, 0, 0, 0)


def said(found: Report, start: str) -> str:
    return next(str(it) for it in found.sentences if str(it).startswith(start))


def of_lines(*lines: Line) -> Report:
    return build(BRANCH, FIRST_HALF, ON, [], lines)
