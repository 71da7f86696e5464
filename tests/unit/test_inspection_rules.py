"""The sheet of a round of 互查: what a row must say, which side we are on, and the months that are shown."""

from __future__ import annotations

from datetime import date

import pytest

from app.inspection.months import months_of
from app.inspection.rules import problems, row_problems, side
from app.inspection.sheet import sheet
from checklists.catalogue import load

DAY, TODAY = date(2025, 6, 19), date(2025, 7, 1)
HOME = ("云岭区残联机关党支部", "云岭区残联")


def test_every_row_of_the_sheet_rests_on_a_rule_that_cites() -> None:
    catalogue = load()
    assert len(sheet()) >= 10
    assert len({row.id for row in sheet()}) == len(sheet()) == len({(row.item, row.content) for row in sheet()})
    for row in sheet():
        assert str(catalogue.item(row.rule).citation), row.id


def test_what_fails_must_say_what_was_found() -> None:
    row = {"item": "党员大会", "finding": "fails"}
    assert "请写明发现的问题" in row_problems(row, DAY)["problem"]
    assert not row_problems(row | {"finding": "mostly"}, DAY)
    assert row_problems({"item": "", "finding": ""}, DAY) == {"item": "请填写检查项目", "finding": "请选择检查情况"}
    assert (
        "早于检查日期2025年6月19日" in row_problems(row | {"due_on": date(2025, 6, 1), "problem": "无"}, DAY)["due_on"]
    )


def test_a_round_has_a_day_two_sides_and_somebody_who_looked() -> None:
    assert set(problems({}, TODAY)) == {"inspected_on", "inspecting_unit", "inspected_unit", "inspectors"}
    head = {"inspecting_unit": "甲", "inspected_unit": "乙", "inspectors": "丙", "inspected_on": date(2025, 7, 2)}
    assert "在今天之后" in problems(head, TODAY)["inspected_on"]


@pytest.mark.parametrize(
    ("inspecting", "inspected", "we_inspect"),
    [
        ("云岭区残联机关党支部", "云岭区档案馆机关党支部", True),
        ("云岭区档案馆机关党支部", "云岭区残联", False),
        ("云岭区残联机关", "南山区残联", True),
        ("云岭区残联第二党支部", "云岭区残联机关党支部", False),
        ("甲单位", "乙单位", None),
        ("云岭区残联机关党支部", "云岭区残联机关党支部", None),
    ],
)
def test_the_side_is_told_by_our_own_names(inspecting: str, inspected: str, we_inspect: bool | None) -> None:
    assert side(HOME, inspecting, inspected) is we_inspect


def test_without_a_name_of_the_unit_nothing_is_ours_by_chance() -> None:
    assert side(("云岭区残联机关党支部", ""), "甲单位", "乙单位") is None


def test_months_run_to_the_present_one_and_say_when_there_was_none() -> None:
    months = months_of([], {}, 1, 2025, TODAY)
    assert [month for month, _ in months] == [7, 6, 5, 4, 3, 2, 1]
    assert all(rounds == [] for _, rounds in months)
    assert len(months_of([], {}, 1, 2024, TODAY)) == 12
    assert months_of([], {}, 1, 2026, TODAY) == []
