"""Definitions: each cites, each can be asked, and what is wrong is said with its place and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checklists.catalogue import DefinitionError, load
from checklists.facts import Strength
from checklists.overrides import Override
from tests.unit.rules import CATALOGUE, branch

GOOD = """
pack: ours
title: 本地规则
version: "1"
scope: local
parameters: {often: {title: 次数, value: 2}}
items:
  - id: ours_study
    title: 集中学习
    ask: 组织{period}集中学习
    clause: 每月至少{at_least}次。
    citation: {basis: 机关工委通知}
    cadence: month
    strength: usual
    parameter: often
    answers: study
    grace: 5
"""


def test_every_item_cites_an_article_or_its_local_basis() -> None:
    for item in CATALOGUE.items:
        assert str(item.citation), item.id
        if CATALOGUE.pack(item.pack).scope == "local":
            assert item.citation.basis, item.id
        elif item.cadence != "record":
            assert item.citation.article, item.id


def test_strength_follows_the_word_of_the_text() -> None:
    must = {item.id for item in CATALOGUE.items if item.strength is Strength.MUST and item.cadence != "record"}
    assert must == {"theme_day", "life_meeting", "leading_lecture"}


def test_titles_begin_with_what_is_to_be_done() -> None:
    verbs = ("召开", "开展", "安排", "组织", "推送", "复核", "完成", "兑现", "办结", "报送", "与结对单位", "为基层党员")
    assert all(item.ask.startswith(verbs) for item in CATALOGUE.items)


def test_a_folder_of_ones_own_adds_a_pack(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(GOOD, "utf-8")
    found = load(tmp_path)
    assert found.item("ours_study").at_least == 2
    assert len(found.items) == len(CATALOGUE.items) + 1


def test_a_pack_of_the_same_id_replaces_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(GOOD.replace("pack: ours", "pack: five_ones"), "utf-8")
    assert [item.id for item in load(tmp_path).pack("five_ones").items] == ["ours_study"]


@pytest.mark.parametrize(
    ("was", "becomes", "field", "said"),
    [
        ("cadence: month", "cadence: monthly", "cadence", "month、quarter"),
        ("cadence: month", "", "cadence", "没有填写"),
        ("strength: usual", "strength: 一般", "strength", "must、usual"),
        ("answers: study", "answers: stduy", "answers", "不认识“stduy”"),
        ("answers: study", "", "answers", "至少写一类"),
        ("grace: 5", "grace: -1", "grace", "不小于 0"),
        ("grace: 5", "grace: 5\n    gracee: 5", "gracee", "检查拼写"),
        ("ask: 组织{period}", "ask: 组织", "ask", "缺少 {period}"),
        ("ask: 组织{period}", "ask: 组织{month}", "ask", "不认识 {month}"),
        ("ask: 组织{period}", "ask: 组织{period}}", "ask", "花括号"),
        ("{basis: 机关工委通知}", "{}", "citation", "没有依据"),
        ("{basis: 机关工委通知}", "{article: 第一条, basic: x}", "citation.basic", "检查拼写"),
        ("scope: local", "scope: national", "citation", "document"),
        ("parameter: often", "parameter: seldom", "parameter", "often"),
        ("parameter: often", "parameter: often\n    at_least: 3", "at_least", "只留一个"),
        ("value: 2", "value: 二", "parameters.often.value", "整数"),
        ('version: "1"', "version: 1", "version", "加引号"),
        ("title: 集中学习", "title: 集中学习\n    each: person", "each", "member"),
        ("title: 集中学习", "title: 集中学习\n    unit: 回", "unit", "人次"),
        ("cadence: month", "cadence: on_event", "festival", "new_year"),
        ("answers: study", "answers: study\n    measure: distinct\n    each: member", "measure", "count"),
        ("id: ours_study", "id: theme_day", "id", "branch_life.yaml"),
        ("{often:", "{member_hours: {title: 学时, value: 1}, often:", "parameters", "education.yaml"),
    ],
)
def test_a_wrong_definition_names_its_file_item_and_field(
    tmp_path: Path, was: str, becomes: str, field: str, said: str
) -> None:
    assert was in GOOD
    (tmp_path / "ours.yaml").write_text(GOOD.replace(was, becomes, 1), "utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path)
    assert caught.value.file == "ours.yaml"
    assert caught.value.field == field
    assert said in str(caught.value)
    assert "ours.yaml" in str(caught.value)


def test_what_a_record_asks_is_asked_of_the_branch_alone(tmp_path: Path) -> None:
    text = GOOD.replace("cadence: month", "cadence: record\n    each: member").replace("{period}", "{title}")
    (tmp_path / "ours.yaml").write_text(text, "utf-8")
    with pytest.raises(DefinitionError, match=r"字段 each.*删去 each"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["pack: [", GOOD + "    grace: 3\n", "- pack\n", "\ttitle: x"])
def test_what_is_no_yaml_or_says_a_thing_twice_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ours.yaml").write_text(text, "utf-8")
    with pytest.raises(DefinitionError, match=r"ours\.yaml"):
        load(tmp_path)


def test_a_parameter_is_the_packs_unless_the_branch_has_its_own() -> None:
    assert CATALOGUE.parameter("member_hours", branch()) == 320
    set_by_us = branch(overrides=(Override("member_hours", 400, date(2025, 7, 1)),))
    assert CATALOGUE.parameter("member_hours", set_by_us, date(2025, 7, 1)) == 400
    assert CATALOGUE.parameter("member_hours", set_by_us, date(2025, 6, 30)) == 320
