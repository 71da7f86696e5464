"""A sheet becomes rows of a form; what is around them, missing, unknown or wrong is said."""

from __future__ import annotations

import pytest

from checklists.ledgers import definitions
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.form import MASKED
from checklists.ledgers.match import Sheet, match
from tests.sheets import sheet

MEETINGS = definitions.form("meetings")
NEEDS = definitions.form("needs")
HEAD = "党支部|会议类型|会议名称|开始时间|结束时间|会议地点|主持人|记录人|应到人数|实到人数|缺席人员及原因|会议议题"
ROW = "甲支部|支委会|三月支委会|2025-03-07 14:30|16:00|三楼|张三|李四|5|5||研究工作"
NEED = "残疾人|需求类别|具体需求|提出日期|摸排人"


def said(text: str, form: str = "meetings", **options: object) -> list[str]:
    return [str(error) for error in match([sheet(text)], definitions.form(form), **options).errors]  # type: ignore[arg-type]


def needs(*lines: str, **options: object) -> Sheet:
    return match([sheet("\n".join((NEED, *lines)))], NEEDS, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "2025-03-07 14:30",
            "三月七日下午",
            "第3行 开始时间：“三月七日下午”认不出，请写成2025-05-31",
        ),
        ("|三楼|", "||", "第3行 会议地点：没有填写，请补上"),
        ("|5|5|", "|5|6|", "第3行 实到人数：“6”多于应到人数5，请核对这两个数"),
        (
            "|5|5|",
            "|5|4|",
            "第3行 缺席人员及原因：没有写清（实到人数4，应到人数5），请写明谁没有到、为什么",
        ),
        ("|5|5||", "|5|4|无|", "第3行 缺席人员及原因：“无”没有写清（实到人数4，应到人数5），请写明谁没有到、为什么"),
        ("16:00", "14:00", "第3行 结束时间：“2025-03-07 14:00”不晚于开始时间2025-03-07 14:30，请核对这两个时间"),
        ("2025-03-07 14:30", "14:30", "第3行 开始时间：“14:30”只有时间，没有日期，请连日期一起写，如2025-05-31 14:30"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_column_value_and_remedy(old: str, new: str, sentence: str) -> None:
    text = f"{HEAD}\n{ROW}\n{ROW}"
    assert said(text) == []
    head, first, second = text.splitlines()
    assert sentence in said("\n".join((head, first, second.replace(old, new))))


def test_a_meeting_of_which_only_the_days_are_known_ends_on_its_day() -> None:
    assert said(f"{HEAD}\n{ROW.replace('2025-03-07 14:30|16:00', '2025-03-07|2025-03-07')}") == []


def test_rows_with_errors_are_kept_and_left_out_of_the_good_ones() -> None:
    found = needs("周小甲|辅具|轮椅|2025-03-01|张三", "吴大娘|轮椅|轮椅|2025-03-01|张三")
    assert [row.number for row in found.rows] == [2, 3]
    assert [row.number for row in found.good] == [2]
    assert [(error.row, error.key) for error in found.errors] == [(3, "kind")]


def test_a_required_column_that_is_nowhere_is_said_once_and_nothing_is_good() -> None:
    found = match(
        [sheet("残疾人|需求类别|提出日期|摸排人\n周小甲|辅具|2025-03-01|张三\n吴大娘|辅具|2025-03-01|张三")], NEEDS
    )
    assert found.missing_columns == ("具体需求",)
    assert [str(error) for error in found.errors] == [
        "第1行 具体需求：表里没有这一列，请在表头补上，或指定由哪一列对应"
    ]
    assert found.good == []


def test_a_column_mapped_by_hand_wins_over_its_name() -> None:
    text = "残疾人|需求类别|想要什么|提出日期|摸排人|结果\n周小甲|辅具|轮椅|2025-03-01|张三|李四"
    found = match([sheet(text)], NEEDS, mapping={"想要什么": "detail", "摸排人": "", "结果": "surveyor"})
    assert found.rows[0].values["detail"] == "轮椅"
    assert found.rows[0].values["surveyor"] == "李四"
    assert found.rows[0].extra == {"摸排人": "张三"}


def test_a_mapping_to_a_column_the_form_has_not_is_refused() -> None:
    with pytest.raises(LedgerError, match="colour"):
        needs("周小甲|辅具|轮椅|2025-03-01|张三", mapping={"残疾人": "colour"})


def test_what_the_caller_supposes_fills_only_blank_cells() -> None:
    text = f"{HEAD}\n{ROW}\n{ROW.replace('甲支部', '')}"
    found = match([sheet(text)], MEETINGS, defaults={"branch": "乙支部"})
    assert [row.values["branch"] for row in found.rows] == ["甲支部", "乙支部"]


def test_a_column_the_sheet_has_not_says_nothing_and_a_blank_cell_says_nothing_is_there() -> None:
    values = (
        match([sheet("残疾人|需求类别|具体需求|提出日期|摸排人|结果\n周小甲|辅具|轮椅|2025-03-01|张三|")], NEEDS)
        .rows[0]
        .values
    )
    assert values["result"] is None
    assert "department" not in values


def test_totals_signatures_notes_samples_numbers_alone_and_repeated_headings_are_no_records() -> None:
    row = "周小甲|辅具|轮椅|2025-03-01|张三"
    lines = [
        f"序号|{NEED}",
        f"示例|{row}",
        f"1|{row}",
        f"序号|{NEED}",
        f"2|{row}",
        "3|||||",
        "合 计||2项|||",
        "制表单位：××残联    制表人：张三    日期：2025年7月1日",
        "审核人：|王五||||",
        "注：以上为上半年情况。",
    ]
    found = match([sheet("\n".join(lines))], NEEDS)
    assert [row.number for row in found.rows] == [3, 5]
    reasons = [(2, "示例行"), (4, "重复的表头"), (6, "只有序号"), (7, "合计行"), (8, "表尾"), (9, "表尾"), (10, "说明")]
    assert found.skipped == reasons


def test_a_text_that_only_begins_like_a_signature_is_a_record() -> None:
    text = "问题描述|责任人|整改措施\n登记台账不及时：有3处|张三|补登\n备注：见附件|李四|补上"
    found = match([sheet(text)], definitions.form("issues"))
    assert [row.values["text"] for row in found.rows] == ["登记台账不及时：有3处", "备注：见附件"]


def test_a_row_with_our_number_is_a_record_whatever_it_says() -> None:
    found = match([sheet(f"{NEED}|编号\n合计|辅具|轮椅|2025-03-01|张三|7")], NEEDS)
    assert [row.values["id"] for row in found.rows] == [7]


def test_a_countys_own_numbering_is_not_taken_for_ours() -> None:
    found = match([sheet(f"编号|{NEED}\n7|周小甲|辅具|轮椅|2025-03-01|张三")], NEEDS)
    assert "id" not in found.rows[0].values
    assert found.rows[0].extra == {"编号": "7"}


def test_a_masked_cell_means_unchanged() -> None:
    found = needs("周*甲|辅具|轮椅|2025-03-01|张三")
    assert found.rows[0].values["person"] is MASKED
    assert found.errors == []


def test_columns_without_a_heading_or_with_the_same_one_keep_their_cells_apart() -> None:
    found = match([sheet(f"{NEED}|村|村|\n周小甲|辅具|轮椅|2025-03-01|张三|一村|二村|三村")], NEEDS)
    assert found.unknown_columns == ("村（第6列）", "村（第7列）", "第8列（没有列名）")
    assert list(found.rows[0].extra.values()) == ["一村", "二村", "三村"]


def test_such_a_column_can_be_mapped_by_the_name_it_is_shown_under() -> None:
    text = f"{NEED}|村|村\n周小甲|辅具|轮椅|2025-03-01|张三|一村|已办|民政"
    by_hand = {"村（第7列）": "result", "第8列（没有列名）": "department"}
    found = match([sheet(text)], NEEDS, mapping=by_hand)
    assert (found.rows[0].values["result"], found.rows[0].values["department"]) == ("已办", "民政")
    assert found.rows[0].extra == {"村": "一村"}
