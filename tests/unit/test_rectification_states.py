"""Where an issue stands on a day, and the words pages use for it."""

from __future__ import annotations

from datetime import date

import pytest

from app.rectification.cases import short, tag
from app.rectification.states import Later, Person, Step, closed_on, days_over, due_of, finished_on, state_of
from checklists.workdays import Workdays

DUE = date(2025, 7, 4)
WORKDAYS = Workdays.load()
SOMEBODY = Person("林远帆")


def steps(*words: str) -> tuple[Step, ...]:
    return tuple(Step(word, date(2025, 6, 1 + day), SOMEBODY) for day, word in enumerate(words))


def test_the_extension_approved_last_is_in_force() -> None:
    first, second = Later(date(2025, 8, 1), date(2025, 6, 1)), Later(date(2025, 7, 15), date(2025, 6, 20))
    assert due_of(DUE, []) == DUE
    assert due_of(DUE, [first]) == date(2025, 8, 1)
    assert due_of(DUE, [second, first]) == date(2025, 7, 15)
    assert due_of(None, []) is None


def test_finishing_and_closing_are_two_days_and_both_end_when_it_is_reopened() -> None:
    done = steps("assigned", "finished", "applied", "verified", "closed")
    assert (finished_on(done), closed_on(done)) == (date(2025, 6, 2), date(2025, 6, 5))
    again = steps("assigned", "finished", "applied", "verified", "closed", "reopened")
    assert (finished_on(again), closed_on(again)) == (None, None)
    assert state_of(()) == "raised"


@pytest.mark.parametrize(
    ("state", "mode", "due", "today", "shown"),
    [
        ("assigned", "by_date", DUE, date(2025, 6, 3), ("open", "正在整改")),
        ("assigned", "by_date", DUE, date(2025, 7, 1), ("soon", "还有3天")),
        ("assigned", "by_date", DUE, DUE, ("soon", "今天到期")),
        ("assigned", "by_date", DUE, date(2025, 7, 6), ("overdue", "超期2天")),
        ("returned", "by_date", DUE, date(2025, 7, 6), ("overdue", "超期2天")),
        ("finished", "by_date", DUE, date(2025, 7, 6), ("plan", "待申请销号")),
        ("applied", "by_date", DUE, date(2025, 7, 6), ("plan", "待核验")),
        ("verified", "by_date", DUE, date(2025, 7, 6), ("plan", "待批准")),
        ("closed", "by_date", DUE, date(2025, 7, 6), ("met", "已销号")),
        ("finished", "long_term", None, date(2025, 7, 6), ("plan", "阶段性完成，持续整改")),
        ("raised", "", None, date(2025, 7, 6), ("todo", "待明确责任")),
        ("reopened", "by_date", DUE, date(2025, 6, 3), ("soon", "重新整改")),
    ],
)
def test_the_tag_says_what_presses(
    state: str, mode: str, due: date | None, today: date, shown: tuple[str, str]
) -> None:
    assert tag(state, mode, due, today, WORKDAYS) == shown


def test_only_what_is_not_finished_can_be_over_its_date() -> None:
    assert days_over("assigned", DUE, date(2025, 7, 5)) == 1
    assert days_over("assigned", DUE, DUE) == 0
    assert days_over("finished", DUE, date(2025, 7, 5)) == 0


def test_a_title_is_the_first_line_and_stays_short() -> None:
    assert short("辅具入库盘点记录不全") == "辅具入库盘点记录不全"
    assert short("一、记录不全\n二、签字不全") == "一、记录不全"
    assert short("很" * 30) == "很" * 23 + "…"
