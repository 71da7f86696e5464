"""A dues sheet as counties write it: amounts, ticks and words, the year in the title, sums that may be wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.branches.dues import reading, rules
from app.branches.dues.queries import Member, Row
from app.branches.dues.rules import Account, Rate, Span
from app.errors import Invalid
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from tests.sheets import sheet

TODAY = date(2025, 7, 1)
LAYOUTS: list[tuple[str, int, dict[str, object]]] = [
    (  # the classical table: the year in its title, sums on the right, a row of totals
        """
××县残联机关党支部2024年度党费收缴明细表
填表日期：2025年1月6日
序号|姓 名|每月应缴|一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月|合计|备注
1|沈 青|12.5|12.5|12.5|12.5|12.5|12.5|12.5|12.5|12.5|12.5|12.5|12.5|12.5|150|
2|方圆|20元|20|20|20|20|20|20|||||||120|外出
合计||32.5|||||||||||||270
""",
        2,
        {"name": "沈青", "monthly": 1250, "m1": 1250, "m12": 1250, "total": 15000, "year": "2024年"},
    ),
    (  # ticks instead of amounts, the columns turned round, the year as a column of its own
        """
所属年度|所在支部|党员姓名|月交纳标准（元）|12月份|11月份|10月份|9月份|8月份|7月份|6月份|5月份|4月份|3月份|2月份|1月份|未缴金额
2025|乙支部|欧阳朔方|10|||||||√|√|√|√|√|√|0
2025|乙支部|白石|免|||||||||||||
""",
        2,
        {"branch": "乙支部", "name": "欧阳朔方", "monthly": 1000, "m1": "√", "m6": "√", "m7": None, "year": "2025年"},
    ),
    (  # words, a label above the table, and columns of the county's own
        """
2025年党费交纳登记簿
党支部：丙支部
编码|交费人|身份证号|核定数额|1月实交|2月实交|3月实交|4月实交|5月实交|6月实交|累计实交|欠交|说明
07|张三||8|已缴|已缴|已缴|未缴|欠|/|24|24|三季度补
""",
        1,
        {
            "branch": "丙支部",
            "name": "张三",
            "m1": "已缴",
            "m4": "未缴",
            "m5": "欠",
            "m6": None,
            "total": 2400,
            "unpaid": 2400,
        },
    ),
]


def row(paid: dict[int, int], monthly: int = 1000) -> Row:
    account = Account([Rate(date(2025, 1, 1), monthly)], [Span(date(2020, 1, 1))], paid)
    cells = tuple(rules.cell(account, month, TODAY) for month in rules.year_months(2025))
    return Row(Member(1, 1, "林远帆", (0, ""), account), cells, monthly)


@pytest.mark.parametrize(("text", "count", "values"), LAYOUTS, ids=["amounts", "ticks", "words"])
def test_a_layout_of_some_county_is_read_as_it_is(text: str, count: int, values: dict[str, object]) -> None:
    found = match([sheet(text)], definitions.form("dues"), defaults={"branch": "甲支部"})
    assert [str(error) for error in found.errors] == []
    assert len(found.rows) == count
    assert {key: found.rows[0].values.get(key) for key in values} == values


def test_a_sheet_without_a_year_is_told_so_once() -> None:
    found = match([sheet("姓名|月应交|1月\n林远帆|10|10")], definitions.form("dues"), defaults={"branch": "甲支部"})
    assert found.missing_columns == ("年度",)


@pytest.mark.parametrize(
    ("given", "paid", "means"),
    [
        ("已交", None, 1000),
        ("√", None, 1000),
        ("√", 800, 800),
        (1200, None, 1200),
        ("未交", None, None),
        (0, None, None),
    ],
)
def test_a_cell_means_an_amount_or_nothing(given: Any, paid: int | None, means: int | None) -> None:
    cell = row({202503: paid} if paid else {}).cells[2]
    assert reading.paid("m3", given, cell) == means


@pytest.mark.parametrize(
    ("given", "paid", "said"), [("未交", 1000, "已登记交纳10元"), ("免", None, "月应交是10元"), (0, 1000, "“0”")]
)
def test_a_cell_that_contradicts_what_is_known_is_told(given: Any, paid: int | None, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        reading.paid("m3", given, row({202503: paid} if paid else {}).cells[2])
    assert list(refused.value.errors) == ["m3"]


def test_a_tick_where_nothing_is_owed_asks_for_the_amount() -> None:
    with pytest.raises(Invalid, match="请改写实交的金额"):
        reading.paid("m3", "√", row({}, monthly=0).cells[2])


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({}, ""),
        ({"total": 3000, "unpaid": 3000}, ""),  # up to the end of June
        ({"total": 3000, "unpaid": 9000}, ""),  # against the whole year
        ({"total": 3000, "unpaid": 1000}, ""),  # up to the end of April
        ({"total": 2000}, "全年实交写的是20元，各月相加是30元"),
        ({"unpaid": 1500}, "未交写的是15元"),
    ],
)
def test_sums_are_compared_with_the_months_and_a_difference_is_told(stated: dict[str, int], told: str) -> None:
    found = reading.sums_that_differ(stated, row({}), row({202501: 1000, 202502: 1000, 202503: 1000}))
    assert told in "".join(found.values())
    assert bool(found) == bool(told)
