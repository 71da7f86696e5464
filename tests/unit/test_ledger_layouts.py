"""Ledgers as one county or another really keeps them are read without touching the file."""

from __future__ import annotations

from datetime import datetime

import pytest

from checklists.ledgers import definitions
from checklists.ledgers.match import match
from tests.sheets import sheet
from tests.unit import layouts_of_branches, layouts_of_people, layouts_of_stations

LAYOUTS = [*layouts_of_branches.LAYOUTS, *layouts_of_people.LAYOUTS, *layouts_of_stations.LAYOUTS]


@pytest.mark.parametrize(("form", "text", "count", "values"), LAYOUTS)
def test_a_layout_of_some_county_is_read_as_it_is(form: str, text: str, count: int, values: dict[str, object]) -> None:
    found = match([sheet(text)], definitions.form(form), year=2025)
    assert [str(error) for error in found.errors] == []
    assert len(found.rows) == count
    read = {
        key: f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
        for key, value in found.rows[0].values.items()
    }
    assert {key: read.get(key) for key in values} == values


def test_what_the_form_does_not_know_is_kept_and_named() -> None:
    found = match([sheet(layouts_of_branches.LAYOUTS[0][1])], definitions.form("meetings"))
    assert found.unknown_columns == ("所在分党委编码", "所在分党委", "所在党支部编码", "主持人学工号", "记录人学工号")
    assert found.rows[0].extra["主持人学工号"] == "9001"


def test_a_heading_taken_by_likeness_is_told() -> None:
    found = match([sheet(layouts_of_branches.LAYOUTS[2][1])], definitions.form("meetings"))
    assert found.guessed == ("会议主持人员",)


def test_words_around_a_choice_are_kept_beside_it() -> None:
    found = match([sheet(layouts_of_branches.LAYOUTS[6][1])], definitions.form("issues"))
    assert found.rows[0].extra == {"问题来源（原文）": "区委第三轮巡察反馈"}
