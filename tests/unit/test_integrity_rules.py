"""What a risk point, its reassessment and a round of reminders must be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.integrity.models import NODES
from app.integrity.risks import rules as risks
from app.integrity.rounds import rules as rounds

TODAY = date(2025, 7, 1)
RISK = {
    "department": "康复科",
    "kind": "process",
    "point": "辅具账实不符",
    "manifestation": "入库不登记",
    "level": "high",
    "measures": "季度盘点",
    "owner": "白露明",
    "since": date(2025, 1, 1),
}
PREPARED = {"nodes": ("mid_autumn",), "day": date(2025, 9, 28), "subject": "提醒", "text": "廉洁过节"}
HAND = {"nodes": ("labour",), "day": date(2025, 4, 28), "ways": ("group_chat",), "audience": "全体党员", "text": "讲了"}


def test_a_risk_point_says_where_what_how_high_and_whose() -> None:
    assert risks.problems(RISK, TODAY) == {}
    for key in RISK:
        assert key in risks.problems(RISK | {key: None}, TODAY)


def test_the_first_grade_is_the_highest_and_said_so() -> None:
    assert list(risks.LEVEL_WORDS.values()) == ["高（一级）", "中（二级）", "低（三级）"]
    assert "高（一级）" in risks.problems(RISK | {"level": "1"}, TODAY)["level"]


def review(until: date | None = None, **values: Any) -> dict[str, str]:
    given = {"reviewed_on": date(2025, 6, 1), "conclusion": "stands"} | values
    return risks.reassessment_problems(given, date(2025, 1, 1), until, "季度盘点", TODAY)


def test_a_review_lies_between_the_survey_and_today() -> None:
    assert review() == {}
    assert "还没有到" in review(reviewed_on=date(2025, 7, 2))["reviewed_on"]
    assert "早于排查日期" in review(reviewed_on=date(2024, 12, 31))["reviewed_on"]


def test_adjusted_measures_are_written_and_are_others() -> None:
    assert "请写明" in review(conclusion="adjusted", measures="")["measures"]
    assert "没有变化" in review(conclusion="adjusted", measures=" 季度盘点 ")["measures"]
    assert review(conclusion="adjusted", measures="月度盘点") == {}


def test_what_is_gone_is_not_reviewed_again() -> None:
    assert "已消除" in review(until=date(2025, 5, 1))["conclusion"]


@pytest.mark.parametrize(
    ("row", "since"),
    [
        ({"year": 2024}, date(2024, 1, 1)),
        ({"year": 2025, "published_on": date(2025, 3, 1)}, date(2025, 3, 1)),
        ({"published_on": date(2025, 3, 1), "reviewed_on": date(2025, 2, 1)}, date(2025, 2, 1)),
        ({"reviewed_on": date(2025, 5, 22)}, date(2025, 5, 22)),
        ({}, TODAY),
        ({"year": 2026}, TODAY),
    ],
)
def test_a_sheet_says_from_when_a_risk_point_stands(row: dict[str, Any], since: date) -> None:
    assert risks.since_of(row, TODAY) == since


def test_nodes_are_kept_once_and_in_the_order_of_the_year() -> None:
    assert rounds.joined(["national", "mid_autumn", "national"], NODES) == "mid_autumn,national"
    assert rounds.title_of("mid_autumn,national", 2026) == "2026年中秋、国庆廉政提醒"


@pytest.mark.parametrize(
    ("nodes", "subject", "title"),
    [
        ("mid_autumn", "关于转发节日通知", "2026年中秋廉政提醒"),
        ("post_change,other", "婚丧事宜提醒", "2026年岗位变动廉政提醒"),
        ("other", "婚丧事宜提醒", "婚丧事宜提醒"),
        ("other", "", "2026年廉政提醒"),
    ],
)
def test_a_round_for_no_named_node_is_called_by_its_subject(nodes: str, subject: str, title: str) -> None:
    assert rounds.title_of(nodes, 2026, subject) == title


@pytest.mark.parametrize(
    ("nodes", "day", "year"),
    [
        (("new_year",), date(2024, 12, 30), 2025),
        (("new_year",), date(2025, 1, 2), 2025),
        (("new_year", "spring"), date(2024, 12, 29), 2025),
        (("spring",), date(2026, 2, 12), 2026),
        (("national",), date(2025, 9, 28), 2025),
        (("other",), date(2025, 12, 28), 2025),
    ],
)
def test_a_round_belongs_to_the_year_of_its_festival(nodes: tuple[str, ...], day: date, year: int) -> None:
    assert rounds.year_of(nodes, day) == year


def test_a_prepared_round_lies_ahead_and_one_entered_by_hand_behind() -> None:
    assert rounds.problems(PREPARED, TODAY, by_hand=False) == {}
    assert rounds.problems(HAND, TODAY, by_hand=True) == {}
    assert "登记已做的提醒" in rounds.problems(PREPARED | {"day": date(2025, 6, 30)}, TODAY, by_hand=False)["day"]
    assert "准备提醒" in rounds.problems(HAND | {"day": date(2025, 7, 2)}, TODAY, by_hand=True)["day"]


def test_the_program_sends_by_mail_and_sms_and_wants_the_words_for_each() -> None:
    assert "怎样发" in rounds.problems(PREPARED | {"ways": ()}, TODAY, by_hand=False)["ways"]
    assert "怎样发" in rounds.problems(PREPARED | {"ways": ("meeting",)}, TODAY, by_hand=False)["ways"]
    by_sms = PREPARED | {"ways": ("sms",), "subject": "", "sms_text": ""}
    assert set(rounds.problems(by_sms, TODAY, by_hand=False)) == {"sms_text"}
    assert rounds.problems(by_sms | {"sms_text": "廉洁过节"}, TODAY, by_hand=False) == {}


@pytest.mark.parametrize("text", ["见 http://a.cn/x", "登录www.a查看", "点击 qingdan.cn 查看", "请登录qingdan.cn查看"])
def test_an_sms_carries_no_link(text: str) -> None:
    assert "网址" in rounds.problems(PREPARED | {"sms_text": text}, TODAY, by_hand=False)["sms_text"]


def test_more_cannot_have_been_reached_than_were_meant() -> None:
    counted = HAND | {"stated_due": 10, "stated_delivered": 11}
    assert "多于应发" in rounds.problems(counted, TODAY, by_hand=True)["stated_delivered"]
    counted = HAND | {"stated_due": 10, "stated_delivered": 8, "stated_failed": 3}
    assert "多于应发" in rounds.problems(counted, TODAY, by_hand=True)["stated_failed"]
    assert rounds.problems(HAND | {"stated_due": 10, "stated_delivered": 10}, TODAY, by_hand=True) == {}
