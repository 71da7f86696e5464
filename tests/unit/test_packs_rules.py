"""What must hold of an adoption, an exemption and a written reason."""

from __future__ import annotations

from datetime import date

import pytest

from app.packs import rules
from checklists.catalogue import load

TODAY = date(2025, 7, 1)
CATALOGUE = load()


def test_a_local_pack_is_adopted_with_a_written_basis_and_a_national_one_never() -> None:
    local, national = CATALOGUE.pack("lectures"), CATALOGUE.pack("branch_life")
    assert rules.adoption_problems({"since": TODAY, "basis": "支委会决定"}, local, None) == {}
    assert set(rules.adoption_problems({}, local, None)) == {"since", "basis"}
    assert "一直有效" in rules.adoption_problems({"since": TODAY, "basis": "决定"}, national, None)[""]


def test_a_pack_adopted_again_begins_after_it_had_ended() -> None:
    values = {"since": date(2025, 5, 1), "basis": "决定"}
    assert "不能早于" in rules.adoption_problems(values, CATALOGUE.pack("lectures"), date(2025, 6, 1))["since"]
    assert rules.adoption_problems(values, CATALOGUE.pack("lectures"), date(2025, 5, 1)) == {}


def test_a_pack_ends_after_it_began() -> None:
    assert "晚于" in rules.ending_problems({"until": date(2025, 1, 1)}, date(2025, 1, 1))["until"]
    assert rules.ending_problems({"until": TODAY}, date(2025, 1, 1)) == {}


def test_an_exemption_has_a_reason_and_an_end() -> None:
    assert set(rules.exemption_problems({})) == {"reason", "since", "until"}
    backwards = {"reason": "换届", "since": TODAY, "until": date(2025, 6, 1)}
    assert "早于" in rules.exemption_problems(backwards)["until"]


@pytest.mark.parametrize(
    ("item", "period", "reason", "wrong"),
    [
        ("committee_meeting", 202506, "委员外出学习", None),
        ("committee_meeting", 202506, "  ", "reason"),
        ("theme_day", 202506, "防汛", ""),  # 应当: a reason does not stand in for it
        ("committee_meeting", 202508, "还没到", ""),
        ("committee_meeting", 202599, "没有这个期间", ""),
        ("festival_labour", 202500, "节前已口头提醒", None),
    ],
)
def test_only_a_usual_item_of_a_period_that_has_begun_is_missed_with_a_reason(
    item: str, period: int, reason: str, wrong: str | None
) -> None:
    found = rules.excuse_problems(CATALOGUE.item(item), period, reason, TODAY)
    assert set(found) == (set() if wrong is None else {wrong})
