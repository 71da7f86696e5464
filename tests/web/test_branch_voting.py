"""The page of votes and attendance: two people read whom it concerns, everybody else how many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.branches import members
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, account

Enter = Callable[[str], Caller]
SUSPENSIONS, EXCLUSIONS = "/voting/suspensions", "/voting/exclusions"
STOPPED = {"status": "probation", "since": "2025-03-01", "document": "云机纪〔2025〕1号"}
AWAY = {"ground": "bedridden", "since": "2025-03-01", "approved_by": "区直机关工委", "approved_on": "2025-02-20"}


@pytest.fixture
def enter(caller: Callable[[], Caller], world: World, db: Database) -> Enter:
    """Somebody signed in; bai is 白露明, the organisation member."""
    with db.write() as session:
        bai = session.get_one(Person, world.people["白露明"])
        members.appoint(session, OPERATOR, bai, "organisation", date(2023, 4, 18))
        account(session, "bai", "committee", world.home, bai.id)

    def signed_in(name: str) -> Caller:
        person = caller()
        person.sign_in(name, PASSWORD)
        return person

    return signed_in


@pytest.fixture
def both(enter: Enter, world: World) -> tuple[str, str]:
    """A suspension of 何一苇 and an exclusion of 宋知秋, by their addresses."""
    secretary = enter("secretary")
    for path, name, typed in ((SUSPENSIONS, "何一苇", STOPPED), (EXCLUSIONS, "宋知秋", AWAY)):
        answer = secretary.send(f"{path}/new", person_id=str(world.people[name]), **typed)
        assert answer.status_code == 303, answer.text
    return f"{SUSPENSIONS}/1", f"{EXCLUSIONS}/1"


@pytest.mark.parametrize("name", ["secretary", "bai"])
def test_the_secretary_and_the_organisation_member_read_whom_it_concerns(
    enter: Enter, both: tuple[str, str], name: str
) -> None:
    shown = enter(name).get("/voting").text
    assert "应到会7名，表决基数6名" in shown
    for words in ("何一苇", "宋知秋", "长期生病", "云机纪〔2025〕1号"):
        assert words in shown


@pytest.mark.parametrize("name", ["committee", "discipline", "superior"])
def test_everybody_else_reads_numbers(enter: Enter, both: tuple[str, str], world: World, name: str) -> None:
    person = enter(name)
    shown = person.get(f"/voting?branch={world.home}").text
    assert "经批准不计入应到会1人，不计入表决基数1人" in shown
    for words in ("何一苇", "宋知秋", "长期生病", "留党察看", "云机纪"):
        assert words not in shown
    assert [person.get(f"{path}/edit").status_code for path in both] == [403, 403]


def test_the_other_branch_finds_nothing(enter: Enter, both: tuple[str, str]) -> None:
    stranger = enter("stranger")
    token = stranger.fields("/display", "/display")["csrf"]
    for path in both:
        assert stranger.get(f"{path}/edit").status_code == 404
        assert stranger.post(f"{path}/delete", {"csrf": token}).status_code == 404
    assert "党员0名，应到会0名" in stranger.get("/voting").text


@pytest.mark.parametrize("word", ["诫勉", "处分决定", "问题 线索", "函询"])
def test_what_a_discipline_body_keeps_is_refused_with_the_remedy(enter: Enter, world: World, word: str) -> None:
    person = str(world.people["何一苇"])
    answer = enter("secretary").send(f"{SUSPENSIONS}/new", person_id=person, **STOPPED | {"document": f"{word}3号"})
    assert answer.status_code == 422
    assert "请删去有关内容，只填日期和文号" in answer.text
    assert f'value="{word}3号"' in answer.text


WRONG = [
    ({"until": "2025-03-01"}, "结束日期2025年3月1日不晚于起始日期"),
    ({"approved_on": "2025-03-05"}, "批准以后才不计入应到会"),
    ({"approved_on": "2025-07-02", "since": "2025-07-03"}, "还没有到，批准以后再登记"),
    ({"ground": "年纪大"}, "情形“年纪大”"),
    ({"person_id": ""}, "请从名单里选择党员"),
    ({"person_id": "999999"}, "请从名单里选择党员"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_a_wrong_field_is_answered_and_the_rest_kept(
    enter: Enter, world: World, typed: dict[str, str], words: str
) -> None:
    said = AWAY | {"person_id": str(world.people["宋知秋"]), "document": "云工委〔2025〕3号"} | typed
    answer = enter("secretary").send(f"{EXCLUSIONS}/new", **said)
    assert answer.status_code == 422
    assert words in answer.text
    assert "云工委〔2025〕3号" in answer.text


def test_nobody_is_taken_off_twice_for_one_day(enter: Enter, both: tuple[str, str], world: World) -> None:
    secretary, person = enter("secretary"), str(world.people["宋知秋"])
    again = secretary.send(f"{EXCLUSIONS}/new", person_id=person, **AWAY | {"since": "2025-06-01"})
    assert again.status_code == 422
    assert "宋知秋自2025年3月1日起已有一条" in again.text
    assert secretary.send(f"{both[1]}/edit", until="2025-06-01").status_code == 303
    assert secretary.send(f"{EXCLUSIONS}/new", person_id=person, **AWAY | {"since": "2025-06-01"}).status_code == 303


def test_who_corrects_what_has_moved_on_is_shown_both(enter: Enter, both: tuple[str, str]) -> None:
    secretary = enter("secretary")
    first, second = (secretary.fields(f"{both[0]}/edit") for _ in range(2))
    assert secretary.post(f"{both[0]}/edit", {**first, "document": "甲号"}).status_code == 303
    answer = secretary.post(f"{both[0]}/edit", {**second, "document": "乙号"})
    assert answer.status_code == 409
    assert "甲号" in answer.text
    assert "乙号" in answer.text


def test_deleting_is_undone(enter: Enter, both: tuple[str, str]) -> None:
    secretary = enter("secretary")
    secretary.send(f"{both[0]}/edit", f"{both[0]}/delete")
    shown = secretary.get("/voting").text
    assert "表决基数7名" in shown
    assert f"{both[0]}/restore" in shown
    fields = {"csrf": secretary.fields("/display", "/display")["csrf"], "once": "again"}
    assert secretary.post(f"{both[0]}/restore", fields).status_code == 303
    assert "表决基数6名" in secretary.get("/voting").text
