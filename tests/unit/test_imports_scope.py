"""Which branch a row belongs to, and how a room's refusal is told of a row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.errors import Invalid, Refusal
from app.imports.recording import packed, unpacked
from app.imports.scope import Scope
from app.imports.sheets import safe_name
from app.imports.words import said
from app.imports.wrong import problems
from app.pairing.models import Household
from checklists.ledgers import definitions
from checklists.ledgers.form import MASKED
from checklists.ledgers.match import Row

HOME, AWAY = 1, 2


def scope(chosen: int | None = HOME) -> Scope:
    return Scope(
        frozenset({HOME}), chosen, names={HOME: "甲支部", AWAY: "乙支部"}, _ids={"甲支部": HOME, "乙支部": AWAY}
    )


def test_a_known_name_wins_and_an_empty_one_takes_the_chosen_branch() -> None:
    assert scope().branch(3, "甲 支部", None) == HOME
    assert scope().branch(3, "", None) == HOME


def test_an_unknown_name_takes_the_chosen_branch_and_is_remembered() -> None:
    asked = scope()
    assert asked.branch(3, "甲党支部（新）", None) == HOME
    assert asked.unknown == {"甲党支部（新）": [3]}


def test_another_known_branch_is_refused_even_beside_a_chosen_one() -> None:
    with pytest.raises(Refusal, match="乙支部"):
        scope().branch(3, "乙支部", None)


def test_without_a_chosen_branch_a_row_must_name_one() -> None:
    with pytest.raises(Refusal, match="党支部"):
        scope(None).branch(3, "", None)


MEETINGS = definitions.form("meetings")


def told(values: dict[str, object], refusal: Refusal) -> list[str]:
    return [said(error) for error in problems(MEETINGS, Row(7, values, {}), refusal)]


def test_a_field_of_the_form_is_told_with_its_heading_and_what_stands_there() -> None:
    assert told({"host": "李四"}, Invalid({"host": "有两位，请写全"})) == ["第7行 主持人：“李四”有两位，请写全"]


def test_a_field_of_the_room_is_told_by_the_column_its_words_begin_with() -> None:
    refused = Invalid({"stated_present": "实到9人多于应到8人，请核对两个人数"})
    assert told({"present": 9}, refused) == ["第7行 实到人数：实到9人多于应到8人，请核对两个人数"]


def test_what_no_column_says_is_told_of_the_whole_row() -> None:
    assert told({}, Refusal("与已有的一条重复", "请核对")) == ["第7行 整行：与已有的一条重复，请核对"]


def test_a_masked_cell_is_not_quoted() -> None:
    [error] = problems(MEETINGS, Row(7, {"host": MASKED}, {}), Invalid({"host": "是遮盖的内容"}))
    assert error.value == ""
    assert error.remedy == "请改正后再导入"


def test_what_stood_before_comes_back_as_it_was_sealed_bytes_too() -> None:
    before = {
        "phone_sealed": b"\x01\xff",
        "ended_on": date(2025, 6, 1),
        "deleted_at": datetime(2025, 7, 1, 1, tzinfo=UTC),
        "size": None,
        "name": "竹清禾",
    }
    assert unpacked(Household, packed(before)) == before
    assert unpacked(Household, "") == {}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\报表\\2025年 会议.XLSX", "2025年 会议.xlsx"),
        ("\u202excod\x00.csv", "xcod.csv"),
        ("长" * 200 + ".xlsx", "长" * 60 + ".xlsx"),
        ("..", "台账"),
    ],
)
def test_a_file_keeps_the_name_a_person_knows_and_nothing_of_a_path(given: str, kept: str) -> None:
    assert safe_name(given) == kept
