"""Today's page and the year in words: pure, from lines and a day."""

from __future__ import annotations

from datetime import date

import pytest

from app.progress.matrix import matrix, recent
from app.progress.today import Row, Today, today
from checklists.catalogue import load
from checklists.facts import Event, Line, Profile, Record, Standing
from checklists.periods import of_code
from checklists.progress import asked, due, lines, owed
from checklists.workdays import Workdays

CATALOGUE, WORKDAYS, ON = load(), Workdays.load(), date(2025, 7, 1)
ITEMS = {item.id: item for item in CATALOGUE.items}
SEVEN = tuple(Standing("full_member", f"person:{n}", f"党员{n}", date(2020, 1, 1)) for n in range(7))
BRANCH = Profile(1, "甲支部", date(2025, 4, 1), SEVEN)


def held(kind: str, on: date, number: int = 1, **more: object) -> Event:
    return Event(kind, number, 1, on, on, f"{on.month}月{kind}", **more)  # type: ignore[arg-type]


def page(*events: Event, records: tuple[Line, ...] = (), extra: tuple[Row, ...] = ()) -> Today:
    found = due(BRANCH, CATALOGUE, events, (), ON, WORKDAYS)
    return today([*found, *records], ON, ITEMS, {}, extra)


def titles(rows: tuple[Row, ...]) -> set[str]:
    return {row.title for row in rows}


def issue(due_on: date) -> Line:
    record = Record("issue", 9, date(2025, 6, 1), "账实不符")
    asked_ = owed(ITEMS["issue"], record, due_on, WORKDAYS, branch=1, subject="issue:9")
    return lines([asked_], [], ON, WORKDAYS)[0]


def test_what_is_late_what_is_due_this_month_and_what_is_later_stand_apart() -> None:
    seen = page(held("theme_day", date(2025, 4, 3)), held("theme_day", date(2025, 5, 8), 2))
    assert "开展6月主题党日" in titles(seen.late)
    assert "开展7月主题党日" in titles(seen.month)
    assert "召开第三季度党员大会" in titles(seen.later)
    assert "开展4月主题党日" not in titles(seen.late)


def test_the_head_says_the_counts_in_words() -> None:
    assert page().words.startswith(f"{len(page().late)}项已过期限")
    assert Today((), (), (), (), ()).words == "今天没有到期的事。"


def test_late_rectification_is_called_by_its_own_word() -> None:
    (row,) = [row for row in page(records=(issue(date(2025, 6, 20)),)).late if "整改" in row.title]
    assert row.word == "超期11天"


def test_a_record_that_waits_for_this_person_is_told_once() -> None:
    waiting = Row("核验整改第9项", "soon", 3, "待您核验", "去核验", "/issues/9/verify")
    seen = page(records=(issue(date(2025, 7, 4)),), extra=(waiting,))
    assert [row.title for row in seen.week if "整改" in row.title] == ["核验整改第9项"]


def test_only_a_missed_usual_duty_asks_for_a_reason() -> None:
    asked_for = {row.title for row in page().late if row.excuse}
    assert "召开5月支部委员会" in asked_for
    assert "开展5月主题党日" not in asked_for


@pytest.mark.parametrize(
    ("month", "state"), [(3, ""), (4, "met"), (5, "overdue"), (6, "grace"), (8, "plan"), (9, "open")]
)
def test_the_year_says_in_each_cell_what_was(month: int, state: str) -> None:
    events = [held("committee_meeting", date(2025, 4, 22))]
    owed_ = asked(BRANCH, CATALOGUE, of_code(202500), WORKDAYS, ON)
    rows = matrix(lines(owed_, events, ON, WORKDAYS), CATALOGUE, 2025, ON, {("committee_meeting", 8): 77})
    row = next(row for row in rows if row.title == "支部委员会")
    assert row.cells[month - 1].state == state
    assert row.cells[7].href == "/meetings/77"


def test_the_months_beside_todays_page_are_those_up_to_now() -> None:
    owed_ = asked(BRANCH, CATALOGUE, of_code(202500), WORKDAYS, ON)
    rows = matrix(lines(owed_, [], ON, WORKDAYS), CATALOGUE, 2025, ON, {})
    columns, kept = recent(rows, 7, 3)
    assert columns == ["5月", "6月", "7月"]
    assert all(len(row.cells) == 3 for row in kept)
