"""A required column under a heading nobody has listed, told by what its cells say."""

from __future__ import annotations

from checklists.ledgers import definitions
from checklists.ledgers.match import match
from tests.sheets import sheet

MEMBERS = definitions.form("members")


def test_a_choice_is_known_by_its_words_whatever_the_heading_says() -> None:
    read = match(
        [sheet("姓名|身份|入党时间\n沈青|正式|1998-07\n方圆|预备党员|2024-12")], MEMBERS, defaults={"branch": "甲"}
    )
    assert read.guessed == ("身份",)
    assert [row.values["category"] for row in read.good] == ["正式党员", "预备党员"]


def test_one_cell_that_is_no_such_word_leaves_the_column_unknown() -> None:
    read = match(
        [sheet("姓名|身份|入党时间\n沈青|正式|1998-07\n方圆|群众|2024-12")], MEMBERS, defaults={"branch": "甲"}
    )
    assert read.unknown_columns == ("身份",)
    assert read.missing_columns == ("人员类别",)


def test_two_columns_that_say_the_same_words_are_not_chosen_between() -> None:
    read = match([sheet("姓名|身份|变动前|入党时间\n沈青|正式|预备|1998-07")], MEMBERS, defaults={"branch": "甲"})
    assert read.missing_columns == ("人员类别",)


def test_single_signs_tell_nothing() -> None:
    text = "帮扶党员|帮扶对象|残疾类别|批次|帮扶需求|帮扶承诺|承诺时限\n沈青|竹清禾|视力|1|康复|陪诊|2025-09-01"
    read = match([sheet(text)], definitions.form("pairings"), defaults={"branch": "甲"})
    assert read.missing_columns == ("残疾等级",)
