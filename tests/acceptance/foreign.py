"""Ledgers as another federation keeps them, none of it as our forms have it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

BRANCH = "青禾县残联机关党支部"
MEMBERS_HEAD = [
    "编码",
    "文化程度",
    "党员姓名",
    "身份",
    "所在支部",
    "入党年月",
    "转正日期",
    "出生时间",
    "联系方式",
    "籍贯",
]
MEMBERS: list[list[Any]] = [
    ["Q01", "大学", "沈 青", "中共正式党员", "残联支部", "1998年7月", "1999.7.1", "1973.02", "19900010001", "青禾"],
    ["Q02", "大专", "欧阳朔方", "正式", "", "2006/5/20", "2007年5月20日", "1980年11月", 19900010002, "白石"],
    ["Q03", "研究生", "方　圆", "预备", "残联支部", "2024.12.30", "", "1996-08-15", "199-0001-0003", "青禾"],
]
MEETINGS_HEAD = [
    "序号",
    "活动地点",
    "记录人姓名",
    "主持人姓名",
    "会议主题",
    "实际时间",
    "类型",
    "应到会",
    "实到会",
    "请假人员",
    "讨论情况",
    "议定事项",
    "天气",
    "拍照人",
]
MEETINGS: list[list[Any]] = [
    [1, "二楼会议室", "方圆", "沈青", "研究节前走访", "2025年1月8日 9:30", "支委会", "3人", "3", "", "议了三件事", "分头走访", "晴", "方圆"],
    [2, "二楼会议室", "方圆", "沈青", "通报上年情况", "2025.3.14  14：30", "支部大会", 3, 2, "欧阳朔方（出差）", "讨论热烈", "同意", "雨", ""],
    [3, "活动中心", "沈青", "欧阳朔方", "走进社区", "4月11日", "主题党日活动", 3, 3, "/", "", "", "", ""],
    ["合计", "", "", "", "", "", "", 9, 8],
]  # fmt: skip
CARRIED = "青禾县残疾人联合会2025年度党支部组织生活情况一览"


def book(path: Path, title: str, head: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Path:
    """An .xlsx as an office would have it: a merged title, a line on who filled it in, the table, signatures."""
    import openpyxl

    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = "Sheet1"
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    page.append(["填报单位：青禾县残联", "", "", "填报日期：2025年6月30日"])
    for row in (head, *rows, [], ["制表人：方圆", "", "负责人：沈青"]):
        page.append(list(row))
    made.save(path)
    return path


BROKEN: list[list[Any]] = [
    ["", *MEETINGS[0][1:]],
    [2, "二楼会议室", "方圆", "沈青", "通报上年情况", "3月32日", "支部大会", 3, 2, "欧阳朔方（出差）"],
    [3, "活动中心", "沈青", "欧阳朔方", "走进社区", "2025.4.11", "茶话会", 3, 5],
]
