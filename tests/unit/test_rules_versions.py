"""Items have versions that hold between two days; what differs between two is told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.packs.own import rules
from app.packs.own.reading import copied
from checklists.catalogue import Catalogue
from checklists.facts import Obligation, Profile
from checklists.items import Item, Pack
from checklists.overrides import Override
from checklists.packs import pack_of
from checklists.periods import parse
from checklists.progress import asked
from checklists.wording.rules import Change, Difference, differences
from reminders.nouns import Recipient, Stage
from reminders.people import teams
from tests.unit.rules import CATALOGUE, WORKDAYS, adopting, ask, branch

JULY = date(2025, 7, 1)
STUDY = CATALOGUE.item("one_study")


def own(*items: Item) -> Catalogue:
    return CATALOGUE.beside([Pack("own-1", "本支部五个一", "1", "own", (), items)])


def monthly(profile: Profile, rules_: Catalogue) -> list[tuple[int | None, str]]:
    found = asked(profile, rules_, parse("2025"), WORKDAYS)
    return [(o.period, o.title) for o in found if o.item == "own-1-1"]


def march(item: Item) -> Obligation:
    found = asked(branch(adoptions=adopting("own-1")), own(item), parse("2025-03"), WORKDAYS)
    return next(owed for owed in found if owed.item == "own-1-1")


def test_the_version_in_force_on_the_day_it_falls_due_is_the_one_that_asks() -> None:
    old = replace(STUDY, id="own-1-1", pack="own-1", cadence="quarter", until=JULY)
    new = replace(old, at_least=2, ask="组织{period}集中学习{at_least}次", since=JULY, until=None)
    found = monthly(branch(adoptions=adopting("own-1")), own(old, new))
    assert [period for period, _ in found] == [202521, 202522, 202523, 202524]
    assert [title for _, title in found][1:3] == ["组织第二季度集中学习", "组织第三季度集中学习2次"]


def test_a_change_of_the_cadence_leaves_no_gap_and_asks_nothing_twice() -> None:
    old = replace(STUDY, id="own-1-1", pack="own-1", until=JULY)
    new = replace(old, cadence="quarter", since=JULY, until=None)
    found = monthly(branch(adoptions=adopting("own-1")), own(old, new))
    assert [period for period, _ in found] == [*range(202501, 202507), 202523, 202524]


def test_an_own_pack_cites_its_items_and_binds_after_adoption_only() -> None:
    item = replace(STUDY, id="own-1-1", pack="own-1", owner="post:discipline")
    assert monthly(branch(), own(item)) == []
    first = march(item)
    assert (first.citation, first.owner) == (str(STUDY.citation), "post:discipline")


def test_a_number_set_otherwise_holds_for_what_falls_due_from_its_day() -> None:
    changed = branch(overrides=(Override("member_hours", 400, date(2025, 12, 31)),))
    later = branch(overrides=(Override("member_hours", 400, date(2026, 1, 1)),))
    assert [ask(one, "member_hours", "2025")[0].at_least for one in (changed, later)] == [400, 320]


def test_differences_are_told_item_by_item_and_field_by_field() -> None:
    old = CATALOGUE.pack("five_ones")
    more = replace(STUDY, at_least=2)
    new = replace(old, items=(more, *old.items[2:], replace(STUDY, id="new", title="读书会")))
    found = list(differences(old, new))
    assert found[0].changes[0] == Change("具体要求", "每月至少1次集中学习。", "每月至少2次集中学习。")
    assert found[0].changes[1] == Change("至少几次", "1", "2")
    assert found[1:] == [Difference("新增", "读书会"), Difference("删去", "每半年一堂廉政党课")]
    assert list(differences(old, old)) == []


def test_the_example_can_be_copied_whole() -> None:
    made = [copied(item) for item in CATALOGUE.pack("five_ones").items]
    assert all(values and not rules.item_problems(values | {"basis": "x"}) for values in made)
    assert [values["answers"] for values in made if values][1] == ["lecture+integrity"]
    assert copied(CATALOGUE.item("festival_spring")) is None


@pytest.mark.parametrize("since", ["2025-06-30", None])
def test_a_change_reaches_no_period_that_has_fallen_due(since: str | None) -> None:
    day = date.fromisoformat(since) if since else None
    assert rules.since_problem(day, date(2025, 7, 31), None)
    assert not rules.since_problem(JULY, date(2025, 7, 31), None)
    assert rules.since_problem(JULY, date(2025, 7, 31), JULY)  # nor is it as old as what it changes


def test_the_one_who_is_named_is_told_and_else_the_secretary() -> None:
    one = Recipient(1, "林远帆", 1, "示例支部", frozenset({"secretary"}))
    two = Recipient(2, "宋知秋", 1, "示例支部", frozenset({"organisation"}))
    team = teams([one, two])[1]
    item = replace(STUDY, id="own-1-1", pack="own-1")
    for owner, told in (("post:organisation", two), ("person:2", two), ("person:9", one), ("post:deputy", one)):
        assert team.told_of(march(replace(item, owner=owner)), Stage.SOON) == (told,), owner


def test_a_definition_may_say_its_days_and_owner() -> None:
    row: dict[str, Any] = {
        "id": "x",
        "title": "甲",
        "ask": "办{period}甲",
        "clause": "甲。",
        "citation": {"basis": "乙"},
    }
    row |= {
        "cadence": "month",
        "strength": "usual",
        "grace": 0,
        "answers": ["study"],
        "since": JULY,
        "owner": "post:member",
    }
    [item] = pack_of({"pack": "p", "title": "丙", "version": "1", "scope": "local", "items": [row]}, "丙").items
    assert (item.since, item.until, item.owner) == (JULY, None, "post:member")
    assert [item.holds(day) for day in (date(2025, 6, 30), JULY)] == [False, True]
