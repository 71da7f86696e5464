"""What must hold of promises, visits and needs, how names are masked, and how a place and a day are read."""

from __future__ import annotations

from datetime import date

import pytest

from app.pairing import rules
from app.pairing.shown import Names

TODAY = date(2025, 7, 1)
VISIT = {"visited_on": date(2025, 6, 3), "visitors": "林远帆", "way": "home", "organiser": "branch"}
NEED = {"name": "竹清禾", "kind": "device", "detail": "轮椅一台", "raised_on": date(2025, 6, 3)}


def test_a_visit_needs_its_day_and_its_visitor() -> None:
    assert rules.visit(VISIT, TODAY) == {}
    assert set(rules.visit({"way": "home", "organiser": "branch"}, TODAY)) == {"visited_on", "visitors"}


def test_nothing_is_recorded_before_it_happened() -> None:
    assert rules.visit(VISIT | {"visited_on": TODAY}, TODAY) == {}
    words = rules.visit(VISIT | {"visited_on": date(2025, 7, 2)}, TODAY)["visited_on"]
    assert "2025-07-02" in words
    assert "2025-07-01" in words
    assert "raised_on" in rules.need(NEED | {"raised_on": date(2025, 8, 1)}, TODAY)


def test_a_word_that_is_no_choice_is_named_with_the_choices() -> None:
    assert "入户、电话、其他" in rules.visit(VISIT | {"way": "video"}, TODAY)["way"]
    assert "辅具" in rules.need(NEED | {"kind": ""}, TODAY)["kind"]


def test_a_promise_is_not_due_before_it_is_made_nor_kept_before_that() -> None:
    made = {"text": "申请轮椅", "made_on": date(2025, 3, 1), "due_on": date(2025, 3, 1)}
    assert rules.commitment(made, TODAY) == {}
    assert "早于" in rules.commitment(made | {"due_on": date(2025, 2, 28)}, TODAY)["due_on"]
    assert "早于" in rules.commitment(made | {"kept_on": date(2025, 2, 28)}, TODAY)["kept_on"]
    assert "晚于今天" in rules.commitment(made | {"kept_on": date(2025, 7, 2)}, TODAY)["kept_on"]


def test_a_need_may_be_met_on_the_day_it_was_raised_but_not_before() -> None:
    assert rules.need(NEED | {"met_on": NEED["raised_on"]}, TODAY) == {}
    assert set(rules.need(NEED | {"met_on": date(2025, 6, 2)}, TODAY)) == {"met_on"}


@pytest.mark.parametrize(
    ("address", "village"),
    [
        ("云岭区青石镇白鹭村3组12号", "白鹭村"),
        ("云岭区新村镇石桥村", "石桥村"),
        ("城厢街道办事处东门社区5栋", "东门社区"),
        ("青石镇 白鹭村", "白鹭村"),
        ("白鹭村3组", "白鹭村"),
        ("东风路12号", ""),
        ("", ""),
    ],
)
def test_the_village_is_read_from_an_address(address: str, village: str) -> None:
    assert rules.village_of(address) == village


def test_two_of_a_name_are_told_apart_by_their_village() -> None:
    assert rules.told_apart("竹清禾（白鹭村）") == ("竹清禾", "白鹭村")
    assert rules.told_apart("竹清禾(白鹭村)") == ("竹清禾", "白鹭村")
    assert rules.told_apart("竹清禾") == ("竹清禾", "")


def test_how_long_since_the_last_visit_is_said_in_days() -> None:
    assert rules.last_words(date(2025, 6, 25), TODAY) == "6月25日（6天前）"
    assert rules.last_words(TODAY, TODAY) == "7月1日（今天）"
    assert rules.last_words(date(2024, 12, 31), TODAY) == "2024年12月31日（182天前）"
    assert rules.last_words(None, TODAY) == "还没有入户"


@pytest.mark.parametrize(
    ("grants", "seen"),
    [
        ((("secretary", 3),), "竹清禾"),
        ((("discipline", 3),), "竹清禾"),
        ((("superior", 1),), "竹*禾"),
        ((("superior", 3),), "竹*禾"),
        ((("secretary", 4),), "竹*禾"),
        ((), "竹*禾"),
    ],
)
def test_names_are_plain_for_the_own_branch_alone(grants: tuple[tuple[str, int | None], ...], seen: str) -> None:
    assert Names.for_reader(grants, 3)("竹清禾") == seen
