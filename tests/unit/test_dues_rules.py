"""What is owed month by month, against a small model that walks through the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.branches.dues import checks, rules
from app.branches.dues.rules import Account, Rate, Span

START, LAST = date(2023, 1, 1), date(2026, 12, 31)
TODAY = date(2025, 7, 1)
days = st.dates(START, LAST)
months = st.integers(0, 47).map(lambda at: rules.shifted(202301, at))
rates = st.dictionaries(months, st.sampled_from([0, 500, 1500]), max_size=3).map(
    lambda found: [Rate(date(code // 100, code % 100, 1), fen) for code, fen in found.items()]
)
spans = st.lists(st.tuples(days, st.none() | days), max_size=2).map(lambda found: [Span(*pair) for pair in found])
accounts = st.builds(Account, rates, spans, st.dictionaries(months, st.sampled_from([100, 500, 1500]), max_size=30))
FIRM = [Rate(date(2025, 1, 1), 1000)]


def model_due(account: Account, month: int) -> int | None:
    """Go from day to day: what was in force on the last day of the month."""
    day, member, amount = START, False, None
    while day <= LAST and rules.code_of(day) <= month:
        member = any(s.since <= day and not (s.until is not None and s.until <= day) for s in account.spans)
        for rate in account.rates:
            amount = rate.monthly if rate.since == day else amount
        day += timedelta(days=1)
    return amount if member else None


def model_run(account: Account, today: date) -> list[int]:
    """All months that are over, oldest first; whatever is no unpaid month begins the list anew."""
    found: list[int] = []
    for at in range(48):
        month = rules.shifted(202301, at)
        following = rules.shifted(month, 1)
        if date(following // 100, following % 100, 1) > today:
            break
        unpaid = (model_due(account, month) or 0) > 0 and month not in account.paid
        found = [*found, month] if unpaid else []
    return found


@settings(deadline=None)
@given(accounts, months)
def test_a_month_is_owed_by_who_is_a_member_on_its_last_day_at_the_rate_in_force(account: Account, month: int) -> None:
    assert rules.due(account, month) == model_due(account, month)


@settings(deadline=None)
@given(accounts, days)
def test_the_run_is_that_of_the_model(account: Account, today: date) -> None:
    assert list(rules.unpaid_run(account, today, 202301)) == model_run(account, today)


@given(st.integers(0, 60))
def test_the_branch_is_told_at_two_four_and_five_months_and_there_is_no_stage_of_six(run: int) -> None:
    assert rules.stage(run) == (0 if run < 2 else 2 if run < 4 else 4 if run < 5 else 5)


@given(months, st.integers(-40, 40))
def test_going_months_ahead_and_back_is_where_one_was(month: int, by: int) -> None:
    assert rules.apart(month, rules.shifted(month, by)) == by
    assert rules.shifted(rules.shifted(month, by), -by) == month


@pytest.mark.parametrize(
    ("month", "state", "word"),
    [
        (202506, rules.UNPAID, "未交"),
        (202507, rules.OPEN, "未到期"),
        (202412, rules.NONE, ""),
        (202503, rules.PAID, "已交"),
    ],
)
def test_a_month_stands_in_a_word(month: int, state: str, word: str) -> None:
    cell = rules.cell(Account(FIRM, [Span(date(2020, 1, 1))], {202503: 1000}), month, TODAY)
    assert (cell.state, cell.word) == (state, word)


def test_who_is_excused_owes_nothing_and_is_never_in_arrears() -> None:
    account = Account([Rate(date(2025, 1, 1), 0)], [Span(date(2020, 1, 1))], {})
    assert rules.cell(account, 202503, TODAY).word == "免"
    assert rules.unpaid_run(account, TODAY, 202401) == ()


def test_a_probationary_member_owes_from_the_month_the_meeting_passed_them() -> None:
    account = Account(FIRM, [Span(date(2025, 3, 20))], {})
    assert [rules.due(account, month) for month in (202502, 202503)] == [None, 1000]


@pytest.mark.parametrize("moved", [date(2025, 5, 1), date(2025, 5, 20), date(2025, 5, 31)])
def test_who_moves_owes_each_month_to_one_branch(moved: date) -> None:
    left, joined = (Account(FIRM, [span], {}) for span in (Span(START, moved), Span(moved)))
    owed = [(rules.due(left, month), rules.due(joined, month)) for month in rules.year_months(2025)]
    assert owed == [(1000, None)] * 4 + [(None, 1000)] * 8


def test_paying_back_late_or_voluntarily_is_worth_a_word_and_no_error() -> None:
    assert checks.payment_problems(202410, 1000, TODAY, "self", "", TODAY) == {}
    assert "6个月" in "".join(checks.remarks([(202410, 1000, 1000)], TODAY))
    assert list(checks.remarks([(202501, 1000, 1000)], TODAY)) == []
    assert "全部上缴" in "".join(checks.remarks([(202506, 101_000, 1000)], TODAY))
    assert "少于月应交" in "".join(checks.remarks([(202506, 500, 1000)], TODAY))


def test_another_way_than_in_person_needs_the_consent_and_nothing_lies_in_the_future() -> None:
    assert "支部同意" in checks.payment_problems(202506, 1000, TODAY, "quarterly", " ", TODAY)["consent"]
    assert checks.payment_problems(202506, 1000, TODAY, "entrusted", "支委会同意", TODAY) == {}
    assert "还没有到" in checks.payment_problems(202506, 1000, date(2025, 7, 2), "self", "", TODAY)["paid_on"]
    assert "amount" in checks.payment_problems(202506, 0, TODAY, "self", "", TODAY)
    assert "basis" in checks.rate_problems(date(2025, 1, 1), 0, "", TODAY)


def test_amounts_and_runs_are_spoken_as_people_say_them() -> None:
    assert [rules.yuan(fen) for fen in (1000, 1050, 1005)] == ["10", "10.5", "10.05"]
    assert rules.spoken((202411, 202412, 202501)) == "2024年11月至2025年1月"
    assert rules.spoken((202504, 202505)) == "2025年4月至5月"
