"""Votes on the page: what makes the base, the totals of the sheet, and what may be declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.activities.models import Activity
from app.activities.votes import queries
from app.activities.votes.models import Motion
from app.branches import members
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.gathering import HELD, gathering
from tests.harness.world import OPERATOR, PASSWORD, World, account

Arrive = Callable[[], Caller]
Enter = Callable[[str], Caller]
ROLL: dict[str, dict[str, Any]] = {
    "陆一鸣": {"presence": "leave", "excused": True},
    "叶清源": {"votes": False, "suspended": True},
    "白露明": {"presence": "absent"},
}


@pytest.fixture
def meeting(world: World, db: Database) -> int:
    """Eight full members: one excused, one suspended, one absent. D = 6, P = 5."""
    with db.write() as session:
        joined = {"name": "夏初晴", "category": "probationary", "joined_on": HELD.replace(year=2024)}
        members.add_member(session, OPERATOR, world.home, joined)
        members.appoint(session, OPERATOR, session.get_one(Person, world.people["何一苇"]), "organisation", HELD)
        account(session, "he", "committee", world.home, world.people["何一苇"])
        return gathering(session, world, roll=ROLL).id


@pytest.fixture
def enter(caller: Arrive, meeting: int) -> Enter:
    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


def put(person: Caller, meeting: int, **typed: str) -> str:
    answer = person.send(f"/meetings/{meeting}/motions/new", **typed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def said(person: Caller, address: str, passed: str) -> str:
    """The answer to declaring it, as words."""
    fields = person.fields(address, f"{address}/declare") | {"passed": [passed]}
    answer = person.post(f"{address}/declare", fields)
    return person.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def test_the_page_shows_what_makes_each_number(enter: Enter, meeting: int) -> None:
    shown = enter("secretary").get(f"/meetings/{meeting}/motions").text
    for words in ("8人", "1人（陆一鸣）", "1人（叶清源）", "6人", "5人"):
        assert words in shown, words


@pytest.mark.parametrize(("name", "sees"), [("he", True), ("committee", False), ("superior", False)])
def test_who_is_not_counted_is_named_to_the_organisation_member_and_counted_to_others(
    enter: Enter, meeting: int, name: str, sees: bool
) -> None:
    shown = enter(name).get(f"/meetings/{meeting}/motions").text
    assert ("叶清源" in shown) is sees
    assert "减：不计入表决基数" in shown


def test_totals_that_do_not_add_up_are_refused_and_kept_as_typed(enter: Enter, meeting: int) -> None:
    secretary = enter("secretary")
    address = put(secretary, meeting, subject="通过半年总结")
    answer = secretary.send(f"{address}/count", votes_for="4", votes_against="2", abstained="0")
    assert answer.status_code == 422
    assert "合计6，与到会5人不符" in answer.text
    assert 'value="4"' in answer.text


def test_passing_is_refused_with_the_arithmetic_and_recorded_when_it_holds(
    enter: Enter, meeting: int, db: Database
) -> None:
    secretary = enter("secretary")
    address = put(secretary, meeting, subject="通过半年总结")
    assert secretary.send(f"{address}/count", votes_for="3", votes_against="2", abstained="0").status_code == 303
    assert "应到会有表决权6人，须有4票，没有超过半数，不能宣布通过" in said(secretary, address, "yes")
    with db.read() as session:
        activity = session.get_one(Activity, meeting)
        assert queries.open_motions(session, activity) == ["“通过半年总结”还没有登记宣布的结果"]
    secretary.send(f"{address}/count", votes_for="4", votes_against="1", abstained="0")
    assert "已登记会上宣布的结果" in said(secretary, address, "yes")
    with db.read() as session:
        activity = session.get_one(Activity, meeting)
        assert queries.open_motions(session, activity) == []
        told = "通过半年总结：应到会有表决权6人，实到5人，赞成4票、反对1票、弃权0票，通过。"
        assert queries.summary(session, activity) == [told]


def test_a_roll_corrected_afterwards_shows_that_the_votes_agree_no_more(
    enter: Enter, meeting: int, db: Database
) -> None:
    secretary = enter("secretary")
    address = put(secretary, meeting, subject="通过半年总结")
    secretary.send(f"{address}/count", votes_for="4", votes_against="1", abstained="0")
    said(secretary, address, "yes")
    with db.write() as session:
        [row] = [one for one in session.get_one(Activity, meeting).roll if one.name == "白露明"]
        row.presence = "present"
    assert "票数对不上" in secretary.get(f"/meetings/{meeting}/motions").text
    with db.read() as session:
        [words] = queries.open_motions(session, session.get_one(Activity, meeting))
    assert "与到会6人不符" in words


def test_a_declaration_is_taken_back_and_only_then_changed(enter: Enter, meeting: int) -> None:
    secretary = enter("secretary")
    address = put(secretary, meeting, subject="通过半年总结")
    secretary.send(f"{address}/count", votes_for="4", votes_against="1", abstained="0")
    form = secretary.fields(f"{address}/edit")
    said(secretary, address, "yes")
    assert secretary.send(f"{address}/edit", subject="通过上半年总结").status_code == 422
    assert secretary.send(address, f"{address}/take-back").status_code == 303
    assert secretary.send(f"{address}/edit", subject="通过上半年总结").status_code == 303
    assert secretary.post(f"{address}/edit", form).status_code == 409


def test_a_motion_is_deleted_and_brought_back(enter: Enter, meeting: int) -> None:
    secretary = enter("secretary")
    address = put(secretary, meeting, subject="通过半年总结")
    secretary.send(address, f"{address}/delete")
    assert secretary.get(address).status_code == 404
    secretary.send(f"/meetings/{meeting}/motions", f"{address}/restore")
    assert "通过半年总结" in secretary.get(address).text


def test_another_branch_finds_nothing_here(enter: Enter, meeting: int, db: Database) -> None:
    secretary, stranger = enter("secretary"), enter("stranger")
    address = put(secretary, meeting, subject="通过半年总结")
    pages = [f"/meetings/{meeting}/motions", f"/meetings/{meeting}/motions/new"]
    for path in (*pages, *(address + end for end in ("", "/edit", "/count", "/sheet"))):
        assert stranger.get(path).status_code == 404, path
    token = stranger.fields("/meetings/new")
    for end in ("/declare", "/delete", "/opinions", "/enrol", "/appoint", "/take-back"):
        assert stranger.post(address + end, {"csrf": token["csrf"], "since": "2025-06-27"}).status_code == 404, end
    with db.read() as session:
        assert session.scalars(select(Motion.declared_on)).all() == [None]


def test_an_archived_record_is_closed_to_votes(enter: Enter, meeting: int, db: Database) -> None:
    secretary = enter("secretary")
    address = put(secretary, meeting, subject="通过半年总结")
    form = secretary.fields(f"{address}/count")
    with db.write() as session:
        session.get_one(Activity, meeting).signed_off_on = HELD
    typed = {"votes_for": ["4"], "votes_against": ["1"], "abstained": ["0"]}
    assert "已审签归档" in secretary.post(f"{address}/count", form | typed).text
    assert "列入一项表决" not in secretary.get(f"/meetings/{meeting}/motions").text


def test_a_meeting_too_small_records_that_nothing_was_decided(enter: Enter, world: World, db: Database) -> None:
    gone = {name: {"presence": "absent"} for name in list(world.people)[:5]}
    with db.write() as session:
        small = gathering(session, world, title="临时党员大会", roll=gone).id
    secretary = enter("secretary")
    address = put(secretary, small, subject="通过半年总结")
    assert "还差1人，不能表决" in secretary.get(address).text
    assert "到会人数不够，没有表决" in said(secretary, address, "no")
    with db.read() as session:
        assert queries.open_motions(session, session.get_one(Activity, small)) == []
