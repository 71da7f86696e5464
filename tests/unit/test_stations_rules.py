"""What must hold of a station, and its records as lines of one cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.branches.stations.rules import (
    Entry,
    ending_problems,
    entries,
    entry_problems,
    one_line,
    problems,
    word_problems,
)

TODAY = date(2025, 7, 1)
GOOD: dict[str, Any] = {
    "kind": "pioneer",
    "name": "窗口岗",
    "people": ("林远帆",),
    "promise": "随到随办",
    "since": date(2025, 2, 20),
}


def test_a_station_needs_a_name_people_a_promise_and_a_day() -> None:
    assert problems(GOOD) == {}
    assert set(problems({"kind": "pioneer"})) == {"name", "people", "promise", "since"}
    assert "党员责任区" in problems(GOOD | {"kind": "x"})["kind"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"until": date(2025, 2, 20)}, "until"),
        ({"published_until": date(2025, 2, 26)}, "published_from"),
        ({"published_from": date(2025, 2, 26), "published_until": date(2025, 2, 25)}, "published_until"),
    ],
)
def test_days_that_contradict_one_another_are_told(more: dict[str, Any], field: str) -> None:
    assert list(problems(GOOD | more)) == [field]


def test_it_ends_after_it_began() -> None:
    assert ending_problems(TODAY, None)
    assert ending_problems(TODAY, TODAY)
    assert not ending_problems(TODAY, date(2025, 7, 2))


def test_what_is_still_ahead_has_not_been_done() -> None:
    assert "还没有到" in entry_problems(Entry(date(2025, 7, 2), "上门"), TODAY)["kept_on"]
    assert not entry_problems(Entry(TODAY, "上门"), TODAY)
    assert "text" in entry_problems(Entry(TODAY, ""), TODAY)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("2025-03-05 上门办证（记录人：何一苇）", Entry(date(2025, 3, 5), "上门办证", "何一苇")),
        ("2025年3月5日：上门办证", Entry(date(2025, 3, 5), "上门办证")),
        ("2025.3.5，上门办证", Entry(date(2025, 3, 5), "上门办证")),
        ("全年上门12次", Entry(None, "全年上门12次")),
        ("2025-02-31 上门", Entry(None, "2025-02-31 上门")),
    ],
)
def test_a_line_begins_with_its_day_or_has_none(line: str, entry: Entry) -> None:
    assert entries(f"\n{line}\n\n") == [entry]


@given(st.dates(date(1990, 1, 1), TODAY), st.text(min_size=1), st.sampled_from(["", "何一苇"]))
def test_a_line_that_was_written_reads_as_the_same_line_again(day: date, text: str, by: str) -> None:
    entry = Entry(day, one_line(text), by)
    if entry.text:
        assert [again.line for again in entries(entry.line)] == [entry.line]


def test_two_kinds_with_one_word_cannot_be_told_apart() -> None:
    assert not word_problems({"pioneer": "党员示范岗", "area": "党员责任区"})
    assert "分不清" in word_problems({"pioneer": "岗", "area": "岗"})["area"]
    assert set(word_problems({"pioneer": "", "area": "长" * 13})) == {"pioneer", "area"}
