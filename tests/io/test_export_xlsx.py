"""An exported ledger is ready to be filled in, filtered and printed in WPS."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from checklists.exporters import Head, csv_, file_name, xlsx
from checklists.ledgers import definitions
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.form import Form
from checklists.ledgers.match import match
from tests.sheets import opened

HEAD = Head(unit="某区残联机关党支部", person="张三", day=date(2025, 7, 1), title="上半年走访&慰问台账")
VISITS = definitions.form("visits")
ROW = {
    "visited_on": date(2025, 1, 20),
    "visitors": ("张三", "李四"),
    "person": "周小甲",
    "way": "入户",
    "gift_money": 50_050,
    "id": 9,
}


def book(form: Form, *rows: dict[str, object]) -> Any:
    import openpyxl

    return openpyxl.load_workbook(BytesIO(xlsx.write_ledger(form, rows, HEAD, reveal=True)))


def cell(page: Any, heading: str, row: int = 2) -> Any:
    place = next(head.column for head in page[1] if head.value.rstrip("*") == heading)
    return page.cell(row, place)


def test_the_first_row_is_the_headings_frozen_filtered_and_repeated_on_paper() -> None:
    page = book(VISITS, ROW, ROW).worksheets[0]
    assert [head.value for head in page[1]] == [column.written for column in VISITS.layout]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:U3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.paperSize, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (9, None, 0)
    assert "上半年走访&&慰问台账" in page.oddHeader.center.text


def test_days_are_days_money_is_a_number_and_numbers_of_people_are_text() -> None:
    page = book(VISITS, ROW).worksheets[0]
    assert cell(page, "走访时间").is_date
    assert cell(page, "慰问金（元）").value == 500.5
    assert cell(page, "走访人").value == "张三、李四"
    members = book(definitions.form("members"), {"name": "张三", "mobile": "13800000001"}).worksheets[0]
    assert (cell(members, "手机").value, cell(members, "手机").number_format) == ("13800000001", "@")


def test_a_meeting_without_a_time_shows_only_its_day() -> None:
    from datetime import datetime, time

    started = datetime.combine(date(2025, 3, 7), time())
    page = book(definitions.form("meetings"), {"started_at": started}).worksheets[0]
    assert cell(page, "开始时间").number_format == "yyyy-mm-dd"


def test_dropdowns_are_bounded_and_forbid_no_short_name() -> None:
    rules = book(VISITS, ROW).worksheets[0].data_validations.dataValidation
    way = next(rule for rule in rules if "入户" in rule.formula1)
    assert str(way.sqref) == "G2:G502"
    assert not way.showErrorMessage


def test_the_one_who_hands_it_in_stands_below_and_is_no_record_when_read(tmp_path: Path) -> None:
    (path := tmp_path / "a.xlsx").write_bytes(xlsx.write_ledger(VISITS, [ROW], HEAD))
    found = match(opened(path), VISITS)
    assert opened(path)[0].rows[-1].cells == ("制表单位：某区残联机关党支部    制表人：张三    日期：2025年7月1日",)
    assert found.skipped == [(4, "表尾")]
    assert len(found.rows) == 1


def test_a_template_is_the_same_with_no_rows_and_its_notes_on_a_second_sheet() -> None:
    first, second = book(VISITS).worksheets
    assert first.max_row == 1
    assert second.title == "填写说明"
    notes = {row[0].value: (row[1].value, row[2].value) for row in second.iter_rows(min_row=2)}
    assert notes["走访方式"] == ("必填", "选填其一：入户、电话、其他")
    assert notes["慰问金（元）"] == ("选填", "以元计，如 1200 或 1200.50")
    assert "留空" in notes["编号"][1]


def test_the_same_rows_give_the_same_file() -> None:
    assert xlsx.write_ledger(VISITS, [ROW], HEAD) == xlsx.write_ledger(VISITS, [ROW], HEAD)


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(LedgerError, match="第1条 家庭近况：有40000字"):
        xlsx.write_ledger(VISITS, [{**ROW, "situation": "字" * 40_000}], HEAD)


def test_a_day_before_excels_own_calendar_is_written_as_text() -> None:
    page = book(definitions.form("branches"), {"name": "甲支部", "founded_on": date(1900, 2, 1)}).worksheets[0]
    assert cell(page, "成立时间").value == "1900-02-01"


def test_csv_opens_in_excel_as_chinese() -> None:
    data = csv_.write_ledger(VISITS, [ROW], HEAD, reveal=True)
    assert data.startswith(b"\xef\xbb\xbf")
    assert "周小甲" in data.decode("utf-8-sig").splitlines()[1]


def test_a_file_is_named_by_branch_form_period_and_day_without_what_systems_refuse() -> None:
    day = date(2025, 7, 1)
    assert file_name("甲支部", "走访慰问记录", "2025年上半年", day) == "甲支部_走访慰问记录_2025年上半年_20250701.xlsx"
    assert file_name("../甲\\支:部\u202e", "a<b>", "", day, "csv") == "甲支部_ab_20250701.csv"
    assert len(file_name("部" * 300, "表" * 300, "期" * 300, day).encode()) <= 255
