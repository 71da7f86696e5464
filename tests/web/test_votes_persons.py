"""Admissions, confirmations and elections: who may see what, what counts, and what follows by a button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.activities.votes.models import Candidate, Motion
from app.branches import members
from app.branches.models import Membership
from app.branches.queries import posts_of, roster
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.gathering import HELD, gathering
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]
BALLOTS = {"issued": "4", "returned": "4", "void": "0"}
ABSENT = ("秦小满", "白露明", "陆一鸣")
NEW = "夏初晴"


@pytest.fixture
def meeting(world: World, db: Database) -> int:
    """Seven voters due, four of them present, three absent; the eighth is excused."""
    roll: dict[str, dict[str, object]] = {name: {"presence": "absent"} for name in ABSENT}
    roll["叶清源"] = {"presence": "leave", "excused": True}
    with db.write() as session:
        joined = {"name": NEW, "category": "probationary", "joined_on": HELD.replace(year=2024)}
        members.add_member(session, OPERATOR, world.home, joined)
        return gathering(session, world, roll=roll).id


@pytest.fixture
def secretary(caller: Arrive, meeting: int) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def put(who: Caller, meeting: int, **typed: str) -> str:
    answer = who.send(f"/meetings/{meeting}/motions/new", **typed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def declare(person: Caller, address: str, **typed: str | list[str]) -> int:
    return person.post(f"{address}/declare", person.fields(address, f"{address}/declare") | typed).status_code


def test_each_person_is_voted_on_singly(secretary: Caller, meeting: int) -> None:
    path = f"/meetings/{meeting}/motions/new"
    assert "逐人表决" in secretary.send(path, kind="admission", person="甲某、乙某").text
    assert "已在党员名册里" in secretary.send(path, kind="admission", person="何一苇").text
    assert "没有预备党员“何一苇”" in secretary.send(path, kind="confirmation", person="何一苇").text


def test_a_written_opinion_sent_beforehand_counts_for_and_never_as_present(
    secretary: Caller, meeting: int, world: World
) -> None:
    address = put(secretary, meeting, kind="confirmation", person=NEW)
    secretary.send(f"{address}/count", votes_for="3", votes_against="1", abstained="0", **BALLOTS)
    assert declare(secretary, address, passed="yes") == 422
    sent = {"voter": str(world.people["白露明"]), "opinion": "for", "received_on": "2025-06-27"}
    late = secretary.send(address, f"{address}/opinions", **sent)
    assert "须在会前送到" in late.text
    assert 'value="2025-06-27"' in late.text
    present = sent | {"voter": str(world.people["何一苇"]), "received_on": "2025-06-26"}
    assert "到会的当场表决" in secretary.send(address, f"{address}/opinions", **present).text
    assert secretary.send(address, f"{address}/opinions", **sent | {"received_on": "2025-06-26"}).status_code == 303
    assert "赞成3票，加会前书面同意1份，共4票；应到会有表决权7人，须有4票" in secretary.get(address).text
    assert "实到4人" in secretary.get(address).text
    assert declare(secretary, address, passed="yes") == 303


def test_a_confirmation_is_written_to_the_roster_by_a_button_and_once(
    secretary: Caller, meeting: int, world: World, db: Database
) -> None:
    address = put(secretary, meeting, kind="confirmation", person=NEW)
    secretary.send(f"{address}/count", votes_for="4", votes_against="0", abstained="0", **BALLOTS)
    assert declare(secretary, address, passed="yes") == 303

    def category() -> str:
        with db.read() as session:
            return next(row.category for row in roster(session, [world.home], HELD) if row.name == NEW)

    assert category() == "probationary"
    form = secretary.fields(address, f"{address}/enrol")
    assert secretary.post(f"{address}/enrol", form).status_code == 303
    assert category() == "full"
    assert "党员名册里已经登记" in secretary.get(address).text
    assert secretary.post(f"{address}/enrol", form | {"once": [""]}).status_code == 422


def test_an_admission_brings_somebody_new_to_the_roster(secretary: Caller, meeting: int, db: Database) -> None:
    address = put(secretary, meeting, kind="admission", person="江南岸")
    secretary.send(f"{address}/count", votes_for="4", votes_against="0", abstained="0", **BALLOTS)
    declare(secretary, address, passed="yes")
    assert secretary.send(address, f"{address}/enrol", since="2025-06-27").status_code == 303
    with db.read() as session:
        motion = session.scalars(select(Motion)).one()
        since = select(Membership.category, Membership.since).where(Membership.person_id == motion.person_id)
        assert session.execute(since).all() == [("probationary", HELD)]


def test_candidates_are_hidden_until_they_are_approved(caller: Arrive, secretary: Caller, meeting: int) -> None:
    slate = {"kind": "election", "seats": "3", "candidates": "何一苇、宋知秋、周晓禾、秦小满"}
    address = put(secretary, meeting, **slate)
    committee = caller()
    committee.sign_in("committee", PASSWORD)
    assert "何一苇" in secretary.get(address).text
    assert "何一苇" not in committee.get(address).text
    assert [committee.get(address + end).status_code for end in ("/edit", "/count", "/sheet")] == [403] * 3
    secretary.send(f"{address}/edit", approved_on="2025-06-20")
    assert "何一苇" in committee.get(address).text


def test_an_election_needs_four_fifths_enough_candidates_and_their_approval(
    secretary: Caller, meeting: int, world: World, db: Database
) -> None:
    slate = {"kind": "election", "seats": "3", "candidates": "何一苇、宋知秋、周晓禾"}
    address = put(secretary, meeting, **slate)
    assert "候选人至少4人，现有3人" in secretary.get(address).text
    assert "还差2人，不能表决" in secretary.get(address).text
    with db.write() as session:
        gathering(session, world, title="换届党员大会")
    address = put(secretary, meeting + 1, **slate | {"candidates": "何一苇、宋知秋、周晓禾、秦小满"})
    with db.read() as session:
        ids = {one.name: one.id for one in session.scalars(select(Candidate)) if one.motion_id == 2}
    votes = dict(zip(ids.values(), ("8", "7", "6", "3"), strict=True))
    sheet = {"issued": "8", "returned": "8", "void": "0"} | {f"votes-{id_}": count for id_, count in votes.items()}
    assert secretary.send(f"{address}/count", **sheet).status_code == 303
    assert declare(secretary, address) == 422  # not approved yet
    secretary.send(f"{address}/edit", approved_on="2025-06-20")
    assert "应到会有表决权8人，赞成票须有5票才能当选" in secretary.get(address).text
    assert declare(secretary, address, elected=[str(ids["秦小满"])]) == 422
    assert declare(secretary, address) == 303  # those beyond doubt are ticked
    shown = secretary.get(address).text
    assert "何一苇、宋知秋、周晓禾当选" in shown
    post = {f"post-{ids['何一苇']}": "organisation", "since": "2025-06-27"}
    assert secretary.send(address, f"{address}/appoint", **post).status_code == 303
    with db.read() as session:
        held = {(name, row.title) for row, name in posts_of(session, world.home, HELD)}
    assert ("何一苇", "organisation") in held
    assert not [name for name, _ in held if name == "宋知秋"]
    sheet_page = secretary.get(f"{address}/sheet").text
    assert all(words in sheet_page for words in ("发出票", "收回票", "有效票", "无效票", "监票人", "计票人", "何一苇"))
