"""When a report quotes a figure, and the periods people write."""

from __future__ import annotations

from datetime import date

import pytest

from app.figures.rules import period_of, problems, quoted_in, words, written
from checklists.periods import parse

TODAY = date(2025, 7, 1)
FIRST_HALF = parse("2025H1")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2025", "2025"),
        ("2025年", "2025"),
        ("2025年度", "2025"),
        ("2025年全年", "2025"),
        ("2025 年上半年", "2025H1"),
        ("2025H2", "2025H2"),
        ("2025年第二季度", "2025Q2"),
        ("2025年3季度", "2025Q3"),
        ("2025年3月", "2025-03"),
        ("2025年1-6月", "2025H1"),
        ("2025年1月至5月", "2025-01-01..2025-05-31"),
        ("2025-01-01..2025-06-15", "2025-01-01..2025-06-15"),
    ],
)
def test_a_period_is_kept_in_one_spelling_however_it_is_written(text: str, kept: str) -> None:
    period = period_of(text)
    assert period is not None
    assert written(period) == kept
    assert period_of(words(kept)) == period or ".." in kept


@pytest.mark.parametrize("text", ["今年", "上半年", "2025年13月", "2025年9-3月", ""])
def test_what_is_no_period_is_none(text: str) -> None:
    assert period_of(text) is None


def test_an_unknown_period_and_a_day_to_come_are_refused_with_the_remedy() -> None:
    values = {"title": "康复", "value": "147", "unit": "名", "basis": "口径", "department": "康复科"}
    found = problems(values | {"period": "今年", "as_of": date(2025, 7, 2)}, TODAY)
    assert "2025年上半年" in found["period"]
    assert "还没有到" in found["as_of"]
    assert set(problems({}, TODAY)) == {*values, "period", "as_of"}


@pytest.mark.parametrize(
    ("own", "as_of", "quoted"),
    [
        ("2025H1", date(2025, 6, 30), True),
        ("2025", date(2025, 6, 30), True),  # a whole year's figure as of 30 June
        ("2025Q1", date(2025, 3, 31), True),
        ("2025Q2", date(2025, 7, 1), True),  # counted a day late, of a period within
        ("2025", date(2025, 7, 1), False),  # a whole year's, counted after the half-year
        ("2025H1", date(2025, 7, 2), False),  # not known on the day of the report
        ("2024", date(2024, 12, 31), False),
        ("2024", date(2025, 1, 15), False),
    ],
)
def test_a_report_quotes_what_lies_in_its_period_or_was_counted_in_it(own: str, as_of: date, quoted: bool) -> None:
    assert quoted_in(parse(own), as_of, FIRST_HALF, TODAY) is quoted
