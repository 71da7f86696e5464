"""Heads of two rows, headings that may mean two columns, and what stands below the table."""

from __future__ import annotations

import pytest

from checklists.ledgers import definitions
from checklists.ledgers.match import Sheet, match
from tests.sheets import sheet

TALKS = "|2025.3.7|顾清源|书记|白露|科员|例行廉政谈话"
MEETING = "党支部|会议类型|会议名称|开始时间|会议地点|主持人|记录人|应到人数|实到人数|请假|缺席人员及原因"


def read(form: str, text: str, **options: object) -> Sheet:
    return match([sheet(text)], definitions.form(form), **options)  # type: ignore[arg-type]


def test_a_heading_under_two_groups_bears_the_name_of_its_own() -> None:
    found = read("integrity-talks", f"登记表\n序号|日期|谈话人||谈话对象||谈话类型\n||姓名|职务|姓名|职务|\n{TALKS}")
    [row] = found.good
    assert row.values["talkers"] == ("顾清源",)
    assert row.values["talker_post"] == "书记"
    assert row.values["counterparts"] == ("白露",)
    assert row.values["counterpart_post"] == "科员"
    assert found.heading_row == 3
    assert "谈话人姓名" in found.columns


def test_a_table_with_one_row_of_headings_is_not_read_as_one_with_two() -> None:
    head = "序号|谈话日期|谈话人|谈话人职务|谈话对象|职务|谈话类型"
    first = "1|2025.3.7|顾清源|职务|白露||例行廉政谈话"  # a cell may hold the very word of a heading
    found = read("integrity-talks", f"{head}\n{first}\n{TALKS}")
    assert found.heading_row == 1
    assert len(found.good) == 2


def test_the_groups_above_are_no_labels_for_all_rows() -> None:
    """党支部 above and 会议类型 beside it say nothing of the rows; merged cells stand in both rows."""
    upper = "党支部|会议类型|会议名称|时间与地点||||||"
    lower = "党支部|会议类型|会议名称|开始时间|会议地点|主持人|记录人|应到人数|实到人数"
    found = read("meetings", f"{upper}\n{lower}\n|支委会|三月支委会|2025-03-07|三楼|张三|李四|3|3")
    assert found.rows[0].values.get("branch") is None


@pytest.mark.parametrize(
    ("cell", "key", "value"),
    [("1", "on_leave", 1), ("王五（病假）", "absences", "王五（病假）")],
)
def test_leave_over_a_number_is_a_count_and_over_names_a_list(cell: str, key: str, value: object) -> None:
    head = MEETING.removesuffix("|缺席人员及原因")
    [row] = read("meetings", f"{head}\n甲支部|支委会|三月|2025-03-07|三楼|张三|李四|3|3|{cell}").rows
    assert row.values[key] == value
    assert {"on_leave", "absences"} & row.values.keys() == {key}


def test_what_a_person_said_of_a_heading_is_not_settled_otherwise() -> None:
    line = "甲支部|支委会|三月|2025-03-07|三楼|张三|李四|3|3|王五（病假）|"
    found = read("meetings", f"{MEETING}\n{line}", mapping={"请假": "on_leave"})
    assert found.errors[0].key == "on_leave"


@pytest.mark.parametrize("head", ["党支部名称|本届换届时间|换届时间", "党支部名称|换届时间|本届换届时间"])
def test_a_name_for_one_column_goes_before_a_name_for_two(head: str) -> None:
    """换届时间 is when the branch elected, unless another column says that; then it is when it must."""
    days = ("2024-03-15", "2027-03-14")
    cells = days if head.endswith("|换届时间") else days[::-1]
    [row] = read("branches", f"{head}\n甲支部|{'|'.join(cells)}").good
    assert str(row.values["appointed_on"]) == "2024-03-15"
    assert str(row.values["term_ends_on"]) == "2027-03-14"


def test_a_note_below_the_table_is_told_and_is_no_record() -> None:
    found = read("committee", "姓名|职务\n张三|书记\n（2024年3月15日党员大会选举产生）", defaults={"branch": "甲支部"})
    assert found.errors == []
    assert found.skipped == [(3, "说明")]


def test_a_short_note_under_a_column_that_is_no_name_is_no_record() -> None:
    text = "科室|姓名|职务\n办公室|张三|书记\n属实||"
    assert read("committee", text, defaults={"branch": "甲支部"}).skipped == [(3, "说明")]


def test_a_last_row_with_a_name_alone_is_a_record_to_be_mended() -> None:
    found = read("committee", "姓名|职务\n张三|书记\n李四|", defaults={"branch": "甲支部"})
    assert [str(error) for error in found.errors] == ["第3行 职务：没有填写，请补上"]
