"""Which rules bind a branch: adopt and end, exempt, say why one was missed; and what rules read of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.db import Database
from app.packs import acts
from app.packs.queries import Bindings, bindings
from checklists.catalogue import load
from checklists.facts import Adoption, Excuse, Exemption
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

HOME = "/settings/packs"
BASIS = "2025年6月支委会决定"
CATALOGUE = load()


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def bound(db: Database, world: World) -> Bindings:
    with db.read() as session:
        return bindings(session, [world.home, world.away])[world.home]


def test_every_rule_is_shown_with_its_clause_and_citation(secretary: Caller) -> None:
    page = secretary.get(HOME).text
    for item in CATALOGUE.items:
        assert str(item.citation) in page, item.id
        assert item.title in page
    assert "全体党员参加的党员大会，按自然季度算，一般每季度至少1次。" in page
    assert "党员每年集中学习培训：32学时" in page


def test_a_local_pack_binds_from_its_day_after_adoption_with_a_basis(
    secretary: Caller, db: Database, world: World
) -> None:
    assert bound(db, world) == Bindings()
    address = f"{HOME}/lectures/adopt"
    refused = secretary.send(address)
    assert refused.status_code == 422
    assert "请填写启用的依据" in refused.text
    assert secretary.send(address, since="2025-07-01", basis=BASIS).status_code == 303
    assert bound(db, world).adoptions == (Adoption("lectures", date(2025, 7, 1), None, BASIS),)
    assert BASIS in secretary.get(HOME).text
    assert "不用再次启用" in secretary.send(address, basis=BASIS).text


def test_an_ended_pack_stays_for_the_past_and_can_be_adopted_again(
    secretary: Caller, db: Database, world: World
) -> None:
    with db.write() as session:
        pack = CATALOGUE.pack("lectures")
        acts.adopt(session, OPERATOR, world.home, pack, {"since": date(2025, 1, 1), "basis": BASIS})
    assert secretary.send(f"{HOME}/adoptions/1/end", until="2025-07-01").status_code == 303
    assert secretary.send(f"{HOME}/lectures/adopt", since="2025-10-01", basis="又定").status_code == 303
    first, second = bound(db, world).adoptions
    assert first == Adoption("lectures", date(2025, 1, 1), date(2025, 7, 1), BASIS)
    assert second == Adoption("lectures", date(2025, 10, 1), None, "又定")


def test_ending_is_undone(secretary: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        pack = CATALOGUE.pack("lectures")
        acts.adopt(session, OPERATOR, world.home, pack, {"since": date(2025, 1, 1), "basis": BASIS})
    secretary.send(f"{HOME}/adoptions/1/end", until="2025-07-01")
    secretary.send(HOME, f"{HOME}/adoptions/1/go-on")
    assert bound(db, world).adoptions[0].until is None


def test_an_item_is_exempt_between_two_days_and_the_exemption_taken_back(
    secretary: Caller, db: Database, world: World
) -> None:
    address = f"{HOME}/items/member_meeting/exempt"
    assert secretary.send(address, since="2025-07-01", until="2025-06-01", reason="换届").status_code == 422
    assert secretary.send(address, since="2025-07-01", until="2025-09-30", reason="换届").status_code == 303
    expected = Exemption("member_meeting", date(2025, 7, 1), date(2025, 9, 30), "换届")
    assert bound(db, world).exemptions == (expected,)
    assert "2025年7月1日至2025年9月30日免办：换届" in secretary.get(HOME).text
    secretary.send(HOME, f"{HOME}/exemptions/1/delete")
    assert bound(db, world).exemptions == ()
    secretary.send(HOME, f"{HOME}/exemptions/1/restore")
    assert bound(db, world).exemptions == (expected,)


def test_a_missed_usual_item_gets_its_reason_and_a_second_one_replaces_it(
    secretary: Caller, db: Database, world: World
) -> None:
    address = "/packs/excuse?item=member_meeting&period=202521"
    assert "请填写未按期开展的原因" in secretary.send(address, "/packs/excuse").text
    answer = secretary.send(address, "/packs/excuse", reason="委员集中外出")
    assert answer.headers["location"] == "/"
    secretary.send(address, "/packs/excuse", reason="防汛值守")
    assert bound(db, world).excuses == (Excuse("member_meeting", 202521, "防汛值守"),)
    assert "2025年第一季度党员大会" in secretary.get(HOME).text
    secretary.send(HOME, "/packs/reasons/1/delete")
    assert bound(db, world).excuses == ()


def test_a_must_item_is_not_excused_and_its_remedy_named(secretary: Caller, db: Database, world: World) -> None:
    answer = secretary.send("/packs/excuse?item=theme_day&period=202506", "/packs/excuse", reason="下雨")
    assert answer.status_code == 422
    assert "请补办" in answer.text
    assert bound(db, world).excuses == ()


@pytest.mark.parametrize("path", [f"{HOME}/none/adopt", f"{HOME}/items/none/exempt", "/packs/excuse?item=x&period=1"])
def test_what_does_not_exist_is_not_found(secretary: Caller, path: str) -> None:
    assert secretary.get(path).status_code == 404


def test_only_the_secretary_changes_what_binds(caller: Callable[[], Caller], world: World) -> None:
    committee = caller()
    committee.sign_in("committee", PASSWORD)
    page = committee.get(HOME)
    assert page.status_code == 200
    assert "/adopt" not in page.text
    assert committee.get(f"{HOME}/lectures/adopt").status_code == 403


def test_bindings_of_many_branches_are_read_in_four_questions(db: Database, world: World) -> None:
    from sqlalchemy import Engine, event

    asked: list[str] = []

    def remember(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        with db.read() as session:
            found = bindings(session, range(1, 200))
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
    assert len(found) == 199
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 4
