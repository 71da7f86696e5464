"""Which sheet is read, which year is meant, and what stands around the table."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.ledgers import definitions
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.match import Sheet, match
from checklists.ledgers.sheets import Cell
from tests.sheets import sheet, typed

MEETINGS = definitions.form("meetings")
NEEDS = definitions.form("needs")
HEAD = "党支部|会议类型|会议名称|开始时间|结束时间|会议地点|主持人|记录人|应到人数|实到人数|缺席人员及原因|会议议题"
ROW = "甲支部|支委会|三月支委会|2025-03-07 14:30|16:00|三楼|张三|李四|5|5||研究工作"
NEED = "残疾人|需求类别|具体需求|提出日期|摸排人"


def said(text: str, form: str = "meetings", **options: object) -> list[str]:
    return [str(error) for error in match([sheet(text)], definitions.form(form), **options).errors]  # type: ignore[arg-type]


def needs(*lines: str, **options: object) -> Sheet:
    return match([sheet("\n".join((NEED, *lines)))], NEEDS, **options)  # type: ignore[arg-type]


def test_the_year_of_days_without_one_comes_from_the_title_unless_chosen() -> None:
    text = f"2024年度需求清单\n{NEED}\n周小甲|辅具|轮椅|3月1日|张三"
    assert match([sheet(text)], NEEDS).rows[0].values["raised_on"] == date(2024, 3, 1)
    assert match([sheet(text)], NEEDS, year=2025).rows[0].values["raised_on"] == date(2025, 3, 1)
    filled = f"填报日期：2026年1月5日\n{NEED}\n周小甲|辅具|轮椅|3月1日|张三"
    assert [error.reason for error in match([sheet(filled)], NEEDS).errors] == ["没有写年份"]


def test_the_sheet_that_fits_is_read_and_the_others_are_named() -> None:
    book = [
        sheet(NEED, "填写说明"),
        sheet("姓名|电话\n甲|1", "通讯录"),
        sheet(f"{NEED}\n周小甲|辅具|轮椅|2025-03-01|张三", "一季度"),
    ]
    found = match(book, NEEDS)
    assert (found.name, found.other_sheets) == ("一季度", ("通讯录",))


def test_a_sheet_of_anything_else_is_refused_with_the_headings_it_should_have() -> None:
    with pytest.raises(LedgerError, match=r"没有找到.*残疾人、需求类别、具体需求"):
        match([sheet("天气|温度\n晴|30")], NEEDS)


def test_labels_above_and_below_an_inspection_stand_for_each_of_its_rows() -> None:
    text = """
互查记录表
检查日期：2025年3月12日|检查单位：甲支部|受检单位|乙支部
检查人|张三、李四|检查方式：查阅资料  陪同人：王五
序号|检查项目|检查内容|检查情况|发现问题|整改时限
1|组织生活|会议记录|符合||
2|组织生活|党课记录|不符合|缺1次|3月底前
亮点做法|台账分月装订
总体评价：较好
检查人签字：
"""
    found = match([sheet(text)], definitions.form("inspections"), year=2025)
    assert found.errors == []
    assert len(found.rows) == 2
    for row in found.rows:
        assert row.values["inspected_on"] == date(2025, 3, 12)
        assert row.values["inspectors"] == ("张三", "李四")
        assert (row.values["inspecting_unit"], row.values["inspected_unit"]) == ("甲支部", "乙支部")
        assert (row.values["way"], row.values["companions"]) == ("查阅资料", ("王五",))
        assert (row.values["highlights"], row.values["overall"]) == ("台账分月装订", "较好")
    assert found.rows[1].values["due_on"] == date(2025, 3, 31)


def test_cells_keep_the_types_excel_gave_them() -> None:
    rows: list[list[Cell]] = [list(NEED.split("|")), ["周小甲", "辅具", 3, date(2025, 3, 1), "张三"]]
    found = match([typed(*rows)], NEEDS)
    assert found.rows[0].values["raised_on"] == date(2025, 3, 1)
    assert found.rows[0].values["detail"] == "3"
