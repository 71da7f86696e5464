"""民主评议 on the page: one form a year, and grades for nobody but those whom they concern."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from app.branches import members
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, account

Arrive = Callable[[], Caller]
YEAR = "/appraisals?year=2024"
ONE = "/appraisals/records/1"


@pytest.fixture
def enter(caller: Arrive, world: World, db: Database) -> Callable[[str], Caller]:
    """Somebody signed in; he (何一苇) is organisation member, song (宋知秋) publicity
    member, qin (秦小满) a member without a post."""
    with db.write() as session:
        person = session.get_one(Person, world.people["何一苇"])
        members.appoint(session, OPERATOR, person, "organisation", World.day(1))
        other = session.get_one(Person, world.people["宋知秋"])
        members.appoint(session, OPERATOR, other, "publicity", World.day(1))
        account(session, "song", "committee", world.home, other.id)
        account(session, "he", "committee", world.home, person.id)
        account(session, "qin", "member", world.home, world.people["秦小满"])

    def signed_in(name: str) -> Caller:
        somebody = caller()
        assert somebody.sign_in(name, PASSWORD).status_code == 303
        return somebody

    return signed_in


def record(person: Caller, world: World, **grades: str) -> None:
    typed = {f"result-{world.people[name]}": grade for name, grade in grades.items()}
    answer = person.send(YEAR, "/appraisals", assessed_on="2025-02-27", **typed)
    assert answer.status_code == 303, answer.text


def test_nothing_is_preset_and_who_was_not_chosen_is_not_assessed(enter: Callable[[str], Caller], world: World) -> None:
    secretary = enter("secretary")
    assert not [name for name in secretary.fields(YEAR, "/appraisals") if name.startswith("result-")]
    record(secretary, world, 秦小满="qualified")
    chosen = {key: value for key, value in secretary.fields(YEAR, "/appraisals").items() if "result-" in key}
    assert chosen == {f"result-{world.people['秦小满']}": ["qualified"]}


@pytest.mark.parametrize("name", ["secretary", "he", "superior"])
def test_those_whom_it_concerns_read_the_grade(enter: Callable[[str], Caller], world: World, name: str) -> None:
    record(enter("secretary"), world, 秦小满="unqualified")
    reader = enter(name)
    assert "不合格" in reader.get(ONE).text
    assert reader.get(f"/appraisals/2024/print?branch={world.home}").status_code == 200


@pytest.mark.parametrize("name", ["committee", "song", "discipline"])
def test_others_read_counts_and_none_below_three(enter: Callable[[str], Caller], world: World, name: str) -> None:
    grades = dict.fromkeys(("秦小满", "何一苇", "叶清源"), "excellent") | {"周晓禾": "basic"}
    record(enter("secretary"), world, **grades)
    other = enter(name)
    page = other.get(YEAR).text
    assert "参加评议4人" in page
    assert "3人" not in page.replace("少于3人", "")  # the one of four could be told from it
    shown = other.get(ONE).text
    assert "何一苇" in shown
    assert "优秀" not in shown
    assert other.get("/appraisals/2024/print").status_code == 403
    assert "result-" not in page


def test_a_committee_member_without_the_post_neither_writes_nor_corrects(
    enter: Callable[[str], Caller], world: World
) -> None:
    record(enter("secretary"), world, 秦小满="qualified")
    committee = enter("committee")
    fields = {"csrf": committee.fields("/display", "/display")["csrf"], "year": "2024", "assessed_on": "2025-02-27"}
    assert committee.post("/appraisals", fields).status_code == 403
    assert committee.get(f"{ONE}/edit").status_code == 403
    assert committee.post(f"{ONE}/edit", fields | {"result": "excellent"}).status_code == 403


def test_a_member_reads_the_own_grade_and_no_other(enter: Callable[[str], Caller], world: World) -> None:
    record(enter("secretary"), world, 秦小满="basic", 何一苇="excellent")
    qin = enter("qin")
    assert "/appraisals/mine" in qin.get("/welcome").text
    page = qin.get("/appraisals/mine").text
    assert "基本合格" in page
    assert "优秀" not in page
    assert qin.get(ONE).status_code == 403
    assert "没有对应到党员名册" in enter("member").get("/appraisals/mine").text


def test_the_other_branch_finds_nothing(enter: Callable[[str], Caller], world: World) -> None:
    record(enter("secretary"), world, 秦小满="qualified")
    stranger = enter("stranger")
    for path in (ONE, f"{ONE}/edit"):
        assert stranger.get(path).status_code == 404
    for page in (YEAR, f"{YEAR}&branch={world.home}"):
        assert "秦小满" not in stranger.get(page).text


def test_the_grade_lies_sealed_and_as_long_as_any_other(
    enter: Callable[[str], Caller], db: Database, world: World
) -> None:
    record(enter("secretary"), world, 秦小满="excellent", 何一苇="unqualified")
    with db.read() as session:
        sealed = session.scalars(text("SELECT content_sealed FROM appraisals")).all()
        audit = "".join(session.scalars(text("SELECT detail FROM audit_log")))
    assert len({len(one) for one in sealed}) == 1
    assert not [one for one in sealed if b"excellent" in one or b"unqualified" in one]
    assert "excellent" not in audit


def test_opinion_and_votes_are_kept_printed_and_undone_with_the_record(
    enter: Callable[[str], Caller], world: World
) -> None:
    secretary = enter("secretary")
    record(secretary, world, 秦小满="qualified")
    typed = {"opinion": "工作踏实", "votes_qualified": "7", "votes_abstained": "1"}
    assert secretary.send(f"{ONE}/edit", **typed).status_code == 303
    paper = secretary.get("/appraisals/2024/print").text
    assert "合格7票、弃权1票" in paper
    assert "合格。工作踏实" in paper
    secretary.send(ONE, f"{ONE}/delete")
    assert secretary.get(ONE).status_code == 404
    assert secretary.send(YEAR, f"{ONE}/restore").status_code == 303
    assert "工作踏实" in secretary.get(ONE).text


def test_a_grade_that_somebody_else_wrote_meanwhile_is_shown_and_not_lost(
    enter: Callable[[str], Caller], world: World
) -> None:
    first, second = enter("secretary"), enter("he")
    stale = second.fields(YEAR, "/appraisals") | {"assessed_on": "2025-02-27"}
    record(first, world, 秦小满="qualified")
    answer = second.post("/appraisals", stale | {f"result-{world.people['秦小满']}": "excellent"})
    assert answer.status_code == 409
    assert "有人登记了下面的评议结果" in answer.text
    assert "合格" in first.get(ONE).text
    assert "优秀" not in first.get(ONE).text


@pytest.mark.parametrize("day", ["", "2025-07-02", "2023-01-01"])
def test_a_wrong_day_keeps_what_was_chosen(enter: Callable[[str], Caller], world: World, day: str) -> None:
    secretary, field = enter("secretary"), f"result-{world.people['秦小满']}"
    answer = secretary.send(YEAR, "/appraisals", assessed_on=day, **{field: "basic"})
    assert answer.status_code == 422
    assert f'name="{field}" id="f-{field}-basic" value="basic" checked' in answer.text
