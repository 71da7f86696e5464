"""A secretary writes a 五个一 in the browser: it asks after adoption, and a change leaves the past as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.db import Database
from app.main import open_office
from app.packs import acts as packs
from app.packs.deeds import acts as deeds
from app.packs.models import OwnItem, OwnPack
from app.packs.own import acts, queries, reading, versions
from app.progress.standing import Overview
from app.settings import Settings
from app.web import Office
from checklists.catalogue import load
from checklists.facts import Line
from checklists.periods import parse
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build

HOME, NEW = "/settings/packs", "/settings/packs/new"
TODAY, BASIS = date(2025, 7, 1), "区直机关工委2025年第8号通知"
ESSAY: dict[str, Any] = {
    "title": "调研文章",
    "verb": "撰写",
    "cadence": "quarter",
    "at_least": 1,
    "measure": "count",
    "each": "branch",
    "answers": ["own_done"],
    "strength": "usual",
    "owner": "post:discipline",
    "basis": BASIS,
}
TYPED: dict[str, Any] = {key: str(value) for key, value in ESSAY.items() if key != "answers"} | {
    "answers": ["own_done"]
}


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


@pytest.fixture
def office(any_db: Database, settings: Settings) -> Iterator[Office]:
    opened = open_office(replace(settings, database_url=any_db.url), any_db.info["clock"])
    yield opened
    opened.db.close()


def lines(office: Office, branch: int, period: str = "2025") -> dict[tuple[str, int | None], Line]:
    with office.db.read() as session:
        overview = Overview(session, office, frozenset({branch}))
        found = overview.fell_due(parse(period), TODAY)
    return {(line.obligation.item, line.obligation.period): line for line in found if "own-" in line.obligation.item}


def adopted(office: Office, since: date = date(2025, 1, 1), **changes: Any) -> tuple[World, int, int]:
    """(the world, the pack, its one item) of a branch that adopted 调研文章 a quarter."""
    with office.db.write() as session:
        world = build(session)
        values = {"title": "本支部五个一", "basis": BASIS}
        pack = acts.add_pack(session, OPERATOR, world.home, load(), values)
        item = versions.add_item(session, OPERATOR, pack, ESSAY | changes)
        made = reading.read(pack, [item], {})
        packs.adopt(session, OPERATOR, world.home, made, {"since": since, "basis": "支委会决定"})
        return world, pack.id, item.id


def test_a_secretary_writes_five_items_adopts_them_and_is_asked_for_them(
    secretary: Caller, caller: Callable[[], Caller]
) -> None:
    started = secretary.send(NEW, title="我们的五个一", basis=BASIS, start="five_ones")
    assert started.headers["location"] == f"{HOME}/own/1"
    page = secretary.get(f"{HOME}/own/1").text
    assert "要办的事" in page
    assert "5项" in page
    assert "如果现在启用，今年还会要求办" in page
    assert "我们的五个一" not in secretary.get("/").text
    essay = secretary.send(f"{HOME}/own/1/items/new", **TYPED)
    assert essay.status_code == 303
    assert secretary.send(f"{HOME}/own-1/adopt", since="2025-07-01", basis="支委会2025年7月1日决定").status_code == 303
    today = secretary.get("/").text
    for asked in ("组织7月集中学习", "安排下半年廉政党课", "开展下半年警示教育", "撰写第三季度调研文章"):
        assert asked in today
    assert BASIS in today  # each item cites its own basis
    assert "纪检委员负责" in today
    assert "/deeds/new?item=own-1-6&amp;period=202523" in today
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert "调研文章" not in stranger.get("/").text + stranger.get(HOME).text
    for path in (f"{HOME}/own/1", f"{HOME}/own/1/changes", f"{HOME}/own-1/adopt", f"{HOME}/own/items/6/edit"):
        assert stranger.get(path).status_code == 404


def test_what_was_done_answers_its_own_item_and_no_other(office: Office) -> None:
    world, pack_id, _ = adopted(office)
    with office.db.write() as session:
        pack = session.get_one(OwnPack, pack_id)
        versions.add_item(session, OPERATOR, pack, ESSAY | {"title": "表彰", "since": TODAY})
        rules = queries.catalogue_of(session, load(), world.home)
        done = {"item": f"own-{pack_id}-1", "done_on": date(2025, 6, 3), "text": "《辅具适配调研》", "people": []}
        deeds.add(session, OPERATOR, world.home, rules, done)
        late = done | {"done_on": TODAY, "belongs_to": 202521}
        deeds.add(session, OPERATOR, world.home, rules, late)
        deeds.add(session, OPERATOR, world.home, rules, done | {"done_on": TODAY})
    found = lines(office, world.home)
    item = f"own-{pack_id}-1"
    assert [found[item, quarter].done for quarter in (202521, 202522, 202523)] == [1, 1, 1]
    assert (found[item, 202521].made_up, found[item, 202522].on_time) == (1, 1)
    assert (f"own-{pack_id}-2", 202522) not in found  # it is asked only from its day
    assert found[f"own-{pack_id}-2", 202523].done == 0
    assert lines(office, world.away) == {}


def test_a_change_holds_from_its_day_and_leaves_what_fell_due_as_it_was(office: Office) -> None:
    world, pack_id, item_id = adopted(office)
    before = lines(office, world.home)
    with office.db.write() as session:
        pack, item = session.get_one(OwnPack, pack_id), session.get_one(OwnItem, item_id)
        changed = ESSAY | {"title": "调研报告", "at_least": 2, "basis": "支委会7月决定", "since": TODAY}
        versions.change_item(session, OPERATOR, pack, item, changed, 1)
    found, item_key = lines(office, world.home), f"own-{pack_id}-1"
    assert [found[item_key, q].required for q in (202521, 202522, 202523, 202524)] == [1, 1, 2, 2]
    for quarter in (202521, 202522):
        assert found[item_key, quarter] == before[item_key, quarter]
    third = found[item_key, 202523].obligation
    assert (third.title, third.citation) == ("撰写第三季度调研报告，不少于2次", "支委会7月决定")


def test_what_every_member_must_do_is_answered_person_by_person(office: Office) -> None:
    world, pack_id, _ = adopted(office, each="member", cadence="year")
    who = [world.people["秦小满"], world.people["白露明"]]
    with office.db.write() as session:
        rules = queries.catalogue_of(session, load(), world.home)
        done = {"item": f"own-{pack_id}-1", "done_on": TODAY, "text": "各一篇", "people": who}
        deeds.add(session, OPERATOR, world.home, rules, done)
    [line] = lines(office, world.home).values()
    assert (line.required, line.done) == (8, 2)
    assert "秦小满" not in line.missing
    assert "林远帆" in line.missing


def test_the_overview_reads_the_own_packs_of_many_branches_in_one_statement(
    office: Office, statements: list[str]
) -> None:
    world, _, _ = adopted(office)
    with office.db.read() as session:
        statements.clear()
        found = queries.catalogues(session, office.catalogue, [world.home, world.away])
    assert len(statements) == 1
    assert found[world.away] is office.catalogue
    assert len(found[world.home].items) == len(office.catalogue.items) + 1
