"""Appraisals: what may be kept, and which numbers may be told without pointing at anybody."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from app.appraisals import rules
from app.appraisals.models import RESULTS

TODAY = date(2025, 7, 1)
GOOD = {"year": 2024, "result": "qualified", "assessed_on": date(2025, 2, 27)}


def counts(*numbers: int) -> dict[str, int]:
    return dict(zip(RESULTS, numbers, strict=True))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"year": 2026}, "year"),
        ({"year": None}, "year"),
        ({"assessed_on": date(2023, 12, 31)}, "assessed_on"),
        ({"assessed_on": date(2025, 7, 2)}, "assessed_on"),
        ({"result": "良好"}, "result"),
        ({"votes_excellent": -1}, "votes_excellent"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changed: dict[str, object], field: str) -> None:
    assert rules.problems(GOOD, TODAY) == {}
    assert set(rules.problems(GOOD | changed, TODAY)) == {field}


def test_a_year_is_assessed_from_october_and_early_in_the_next() -> None:
    days = (date(2025, 2, 1), date(2025, 9, 30), date(2025, 10, 1), date(2025, 12, 31))
    assert [rules.year_at(day) for day in days] == [2024, 2024, 2025, 2025]


def test_a_number_below_three_is_never_told() -> None:
    assert list(rules.counted(counts(4, 8, 0, 0)).values()) == ["4人", "8人", "少于3人", "少于3人"]
    assert (rules.whole(2), rules.whole(3)) == ("少于3人", "3人")


def test_nor_can_one_be_computed_from_the_others_and_the_whole() -> None:
    for numbers in product(range(7), repeat=4):
        told = rules.counted(counts(*numbers)).values()
        named = [number for number, words in zip(numbers, told, strict=True) if words == f"{number}人"]
        assert all(number >= 3 for number in named)
        assert sum(numbers) - sum(named) not in (1, 2) or not named, numbers


def test_more_than_a_third_of_excellent_is_said_in_words_and_a_third_is_not() -> None:
    assert rules.warning(4, 12) == ""
    assert "优秀5人，超过参加评议12人的三分之一" in rules.warning(5, 12)
