"""What a talk must be, and what is not written down here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.talks.people import shared
from app.talks.rules import problems, relation

TODAY = date(2025, 7, 1)


def talk(kind: str = "heart", **more: Any) -> dict[str, str]:
    values = {"talked_on": date(2025, 6, 3), "talkers": ("林远帆",), "counterparts": ("何一苇",)}
    return problems(kind, values | more, TODAY)


def test_day_and_both_sides_are_enough() -> None:
    assert talk() == {}
    assert set(talk(talked_on=None, talkers=(), counterparts=())) == {"talked_on", "talkers", "counterparts"}


def test_a_talk_lies_in_the_past_and_nobody_talks_with_himself() -> None:
    assert "还没有到" in talk(talked_on=date(2025, 7, 2))["talked_on"]
    assert "林远帆" in talk(counterparts=("何一苇", "林远帆"))["counterparts"]


@pytest.mark.parametrize("text", ["对其诫 勉谈话", "收到函询", "一条问题线索", "宣布处分决定", "处分的决定"])
@pytest.mark.parametrize("field", ["content", "reason", "note", "demands", "follow_up_by", "counterpart_post"])
def test_case_matters_are_refused_with_a_word_why(text: str, field: str) -> None:
    words = talk("integrity", integrity_kind="routine", **{field: text})[field]
    assert "纪检机关" in words
    assert "请删去" in words


@pytest.mark.parametrize("text", ["学习纪律处分条例", "决定下周处理", "谈廉洁过节", "线上谈的"])
def test_ordinary_words_pass(text: str) -> None:
    assert talk(content=text) == {}


def test_of_a_reminder_talk_nothing_is_kept_but_that_it_took_place() -> None:
    assert talk("reminder") == {}
    assert "不记内容" in talk("reminder", content="苗头性问题")["content"]


def test_an_integrity_talk_says_which_it_was() -> None:
    assert "integrity_kind" in talk("integrity")
    assert talk("integrity", integrity_kind="appointment") == {}


@pytest.mark.parametrize(
    ("talkers", "counterparts", "expected"),
    [
        ([1], [2], "committee_pair"),
        ([1], [3], "committee_member"),
        ([3], [1], "committee_member"),
        ([3], [4], "members"),
        ([1], [None], ""),
    ],
)
def test_the_relation_is_read_from_the_posts_of_the_day(
    talkers: list[int], counterparts: list[int | None], expected: str
) -> None:
    assert relation(talkers, counterparts, {1, 2}) == expected


def test_posts_written_in_one_cell_go_to_their_people() -> None:
    assert shared("书记、纪检委员", 2) == ["书记", "纪检委员"]
    assert shared("科员", 2) == ["科员", ""]
