"""Lists of names as they stand in one cell."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.activities.names_listed import absent, present, roll


class Person(NamedTuple):
    person_id: int
    name: str


PEOPLE = [Person(at, name) for at, name in enumerate(("张三", "李四", "王五", "欧阳朔方"), 1)]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("张三（出差）、李四（病假）", [("张三", "出差", "leave"), ("李四", "病假", "leave")]),
        ("张三(出差,6月),李四", [("张三", "出差,6月", "leave"), ("李四", "", "absent")]),
        ("张三、李四（均出差）；王五（无故）", [("张三", "出差", "leave"), ("李四", "出差", "leave"), ("王五", "无故", "absent")]),
        ("请假：张三（病假）、李四；缺席：王五", [("张三", "病假", "leave"), ("李四", "", "leave"), ("王五", "", "absent")]),
        ("请假2人：张三 李四", [("张三", "", "leave"), ("李四", "", "leave")]),
        ("病假：欧阳朔方", [("欧阳朔方", "病假", "leave")]),
        ("张三因公出差，李四请病假。", [("张三", "因公出差", "leave"), ("李四", "请病假", "leave")]),
        ("张三：值班\n李四：未请假", [("张三", "值班", "leave"), ("李四", "未请假", "absent")]),
        ("1.张三同志（出差） 2.李四（病假）", [("张三", "出差", "leave"), ("李四", "病假", "leave")]),
        ("无", []),
        ("共2人：张三（出差）", [("张三", "出差", "leave")]),
        ("", []),
    ],
)  # fmt: skip
def test_who_was_away_and_why(text: str, listed: list[tuple[str, str, str]]) -> None:
    assert absent(text) == listed


def test_who_was_there_and_who_only_sat_in() -> None:
    assert present(("张三", "李四（列席）", "等8人")) == [("张三", "", "present"), ("李四", "", "observer")]


def test_two_lists_become_one_roll() -> None:
    found = roll(("张三", "李四"), "王五（出差）", PEOPLE, PEOPLE, (4, 2))
    assert found.marks == {1: ("present", ""), 2: ("present", ""), 3: ("leave", "出差")}
    assert (found.strangers, found.doubles, found.both) == ([], [], [])


def test_names_that_fit_nobody_several_or_both_lists_are_told() -> None:
    found = roll(("张三", "赵六", "李四"), "李四（病假）", PEOPLE, [*PEOPLE, Person(9, "张三")], (4, 3))
    assert (found.strangers, found.doubles, found.both) == (["赵六"], ["张三"], ["李四"])


def test_the_absent_alone_make_a_roll_only_where_the_numbers_leave_no_doubt() -> None:
    sure = roll((), "王五（出差）", PEOPLE, PEOPLE, (4, 3))
    assert sure.marks == {3: ("leave", "出差"), 1: ("present", ""), 2: ("present", ""), 4: ("present", "")}
    assert roll((), "王五（出差）", PEOPLE, PEOPLE, (5, 4)).marks == {}
    assert roll((), "王五（出差）、赵六（病假）", PEOPLE, PEOPLE, (4, 3)).marks == {}
    assert roll((), "", PEOPLE, PEOPLE, (4, 4)).marks == {}
