"""Talks on the page: day and pair for all, what was said for those who may read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World, account

Arrive = Callable[[], Caller]
SAID = "家中老人住院，希望调整值班"
PAIR = {"talked_on": "2025-06-03", "talkers": "林远帆", "counterparts": "何一苇"}


@pytest.fixture
def enter(caller: Arrive, world: World, db: Database) -> Callable[[str], Caller]:
    """Somebody signed in; zhou is 周晓禾, he 何一苇."""
    with db.write() as session:
        account(session, "zhou", "discipline", world.home, world.people["周晓禾"])
        account(session, "he", "committee", world.home, world.people["何一苇"])

    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


def record(person: Caller, kind: str = "heart", **typed: str) -> str:
    """The address of a talk written down on the page."""
    answer = person.send(f"/talks/new?kind={kind}", "/talks/new", **PAIR | typed)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_what_was_said_is_read_by_the_one_who_said_it(enter: Callable[[str], Caller]) -> None:
    secretary = enter("secretary")
    address = record(secretary, content=SAID)
    shown = secretary.get(address).text
    assert SAID in shown
    assert "委员与党员" in shown


@pytest.mark.parametrize("name", ["committee", "discipline", "superior", "he"])
def test_everybody_else_reads_day_pair_and_relation_only(enter: Callable[[str], Caller], name: str) -> None:
    address = record(enter("secretary"), content=SAID)
    other = enter(name)
    shown = other.get(address).text
    assert "何一苇" in shown
    assert SAID not in shown
    assert other.get(f"{address}/edit").status_code == 403
    assert SAID not in other.get("/talks").text


def test_the_talker_reads_what_another_recorded_and_the_other_secretary_nothing(
    enter: Callable[[str], Caller], db: Database, world: World
) -> None:
    with db.write() as session:
        account(session, "clerk", "secretary", world.home)
        account(session, "next", "secretary", world.home)
    address = record(enter("clerk"), talkers="周晓禾", content=SAID)
    assert SAID in enter("clerk").get(address).text
    assert SAID in enter("zhou").get(address).text
    assert SAID not in enter("next").get(address).text


def test_a_committee_member_who_wrote_for_others_does_not_read_it_again(enter: Callable[[str], Caller]) -> None:
    committee = enter("committee")
    assert SAID not in committee.get(record(committee, content=SAID)).text


def test_what_was_said_lies_sealed_in_the_database(enter: Callable[[str], Caller], db: Database) -> None:
    record(enter("secretary"), content=SAID, follow_up="与办公室商量")
    with db.read() as session:
        [row] = session.execute(text("SELECT * FROM talks"))
        audit = session.execute(text("SELECT detail FROM audit_log")).scalars().all()
    for value in (*row, *audit):
        held = value if isinstance(value, bytes) else str(value).encode()
        assert SAID.encode() not in held
        assert "与办公室商量".encode() not in held


def test_a_case_matter_is_refused_and_the_rest_of_the_text_kept(enter: Callable[[str], Caller]) -> None:
    secretary = enter("secretary")
    typed = PAIR | {"content": "已对其诫勉谈话", "reason": "岗位调整"}
    answer = secretary.send("/talks/new?kind=heart", "/talks/new", **typed)
    assert answer.status_code == 422
    assert "纪检机关" in answer.text
    assert "岗位调整" in answer.text
    assert "还没有谈话记录" in secretary.get("/talks").text


def test_of_a_reminder_talk_the_page_asks_nothing_but_who_and_when(enter: Callable[[str], Caller]) -> None:
    secretary = enter("secretary")
    asked = secretary.fields("/talks/new?kind=reminder", "/talks/new")
    assert set(asked) == {"csrf", "once", "kind", "talked_on", "talkers", "counterparts"}
    address = record(secretary, "reminder")
    assert "何一苇" in secretary.get(address).text
    committee = enter("committee")
    assert "何一苇" not in committee.get(address).text
    assert "何一苇" not in committee.get("/talks?kind=reminder").text


def test_a_superior_knows_of_no_reminder_talk(enter: Callable[[str], Caller], world: World) -> None:
    address = record(enter("secretary"), "reminder")
    superior = enter("superior")
    assert superior.get(address).status_code == 404
    listed = superior.get(f"/talks?branch={world.home}").text
    assert "还没有谈话记录" in listed
    assert "提醒谈话" not in listed


def test_the_other_branch_finds_nothing(enter: Callable[[str], Caller]) -> None:
    address = record(enter("secretary"))
    stranger = enter("stranger")
    for path in (address, f"{address}/edit"):
        assert stranger.get(path).status_code == 404
    assert "何一苇" not in stranger.get("/talks").text


def test_the_same_talk_is_written_down_once(enter: Callable[[str], Caller]) -> None:
    secretary = enter("secretary")
    record(secretary)
    answer = secretary.send("/talks/new?kind=heart", "/talks/new", **PAIR)
    assert answer.status_code == 422
    assert "已登记过一次谈心谈话" in answer.text


def test_deleting_is_undone(enter: Callable[[str], Caller]) -> None:
    secretary = enter("secretary")
    address = record(secretary, content=SAID)
    secretary.send(address, f"{address}/delete")
    listed = secretary.get("/talks")
    assert f"{address}/restore" in listed.text
    assert secretary.get(address).status_code == 404
    fields = {"csrf": secretary.fields("/talks/new", "/talks/new")["csrf"], "once": "again"}
    assert secretary.post(f"{address}/restore", fields).status_code == 303
    assert SAID in secretary.get(address).text


def test_nobody_deletes_the_talk_of_another_but_the_secretary(enter: Callable[[str], Caller]) -> None:
    address = record(enter("zhou"), talkers="周晓禾")
    he = enter("he")
    fields = {"csrf": he.fields("/talks/new", "/talks/new")["csrf"]}
    assert he.post(f"{address}/delete", fields).status_code == 403
    secretary = enter("secretary")
    assert secretary.send(address, f"{address}/delete").status_code == 303


def test_who_changes_a_talk_that_has_moved_on_is_shown_both_texts(enter: Callable[[str], Caller]) -> None:
    secretary = enter("secretary")
    address = record(secretary, content=SAID)
    first, second = (secretary.fields(f"{address}/edit") for _ in range(2))
    assert secretary.post(f"{address}/edit", {**first, "counterparts": "宋知秋"}).status_code == 303
    answer = secretary.post(f"{address}/edit", {**second, "content": "另一句话"})
    assert answer.status_code == 409
    assert "另一句话" in answer.text
    assert "宋知秋" in answer.text


def test_a_name_that_two_people_have_is_asked_about(enter: Callable[[str], Caller], db: Database, world: World) -> None:
    from app.branches import members
    from tests.harness.world import OPERATOR

    with db.write() as session:
        members.add_member(session, OPERATOR, world.home, {"name": "何一苇", "birth_month": "1988-05"})
    answer = enter("secretary").send("/talks/new?kind=heart", "/talks/new", **PAIR)
    assert answer.status_code == 422
    assert "有2位“何一苇”" in answer.text
    assert "1988-05" in answer.text
