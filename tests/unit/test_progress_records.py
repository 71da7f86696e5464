"""What records ask: issues, promises, needs, terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from checklists.facts import Event, Line, Obligation, Record, State
from checklists.progress import lines, owed
from tests.unit.rules import CATALOGUE, WORKDAYS, event

ISSUE = Record("issue", 5, date(2025, 3, 1), "无障碍通道被占用")


def issue(due_on: date = date(2025, 6, 29), **values: Any) -> Obligation:
    return owed(CATALOGUE.item("issue"), ISSUE, due_on, WORKDAYS, branch=1, subject="issue:5", **values)


def closed(on: date, subject: str = "issue:5", until: date | None = None) -> Event:
    return event("issue_closed", on, subjects=(subject,), until=until)


def standing(obligation: Obligation, on: date, *events: Event) -> Line:
    return lines([obligation], events, on, WORKDAYS)[0]


def test_an_issue_asks_by_its_own_day_without_days_of_grace() -> None:
    asked = issue(owner="person:3")
    assert asked.title == "完成整改并申请销号：无障碍通道被占用"
    assert asked.key == (1, "issue", date(2025, 6, 29), "issue:5")
    assert (asked.latest_on, asked.grace_until) == (date(2025, 6, 27), date(2025, 6, 29))
    assert (asked.record, asked.owner) == (ISSUE, "person:3")
    assert standing(asked, date(2025, 6, 29)).state is State.SOON
    assert standing(asked, date(2025, 6, 30)).state is State.OVERDUE


def test_a_title_of_ones_own_is_kept() -> None:
    assert issue(title="整改台账第3项").title == "整改台账第3项"


def test_only_its_own_closing_answers_it() -> None:
    assert standing(issue(), date(2025, 6, 1), closed(date(2025, 5, 1), "issue:6")).done == 0
    found = standing(issue(), date(2025, 6, 1), closed(date(2025, 5, 1)))
    assert (found.state, found.on_time) == (State.MET, 1)


def test_finished_is_not_yet_closed() -> None:
    finished = event("issue_finished", date(2025, 5, 1), subjects=("issue:5",))
    assert standing(issue(), date(2025, 6, 1), finished).done == 0


def test_closed_late_is_closed_but_neither_in_time_nor_made_up() -> None:
    found = standing(issue(), date(2025, 7, 20), closed(date(2025, 7, 10)))
    assert (found.state, found.done, found.on_time, found.made_up) == (State.MET, 1, 0, 0)


def test_an_issue_reopened_is_owed_again_from_that_day() -> None:
    again = closed(date(2025, 5, 1), until=date(2025, 6, 10))
    assert standing(issue(), date(2025, 6, 9), again).state is State.MET
    assert standing(issue(), date(2025, 6, 10), again).state is State.OPEN
    assert standing(issue(), date(2025, 7, 1), again).state is State.OVERDUE


def test_a_mark_may_be_asked_of_the_answer() -> None:
    need = Record("need", 2, date(2025, 3, 1), "轮椅")
    asked = owed(
        CATALOGUE.item("need"),
        need,
        date(2025, 6, 30),
        WORKDAYS,
        branch=1,
        subject="need:2",
        marks=frozenset({"kind:device"}),
    )
    met = event("need_met", date(2025, 5, 1), subjects=("need:2",))
    assert standing(asked, date(2025, 6, 1), met).done == 0
    assert standing(asked, date(2025, 6, 1), replace(met, marks=frozenset({"kind:device"}))).done == 1
