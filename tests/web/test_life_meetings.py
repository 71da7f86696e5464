"""组织生活会 as a task list: findings, measures item by item, handed over, and told to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.activities import acts as activities
from app.db import Database
from app.rectification.models import Issue
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

Enter = Callable[[str], Caller]
HELD = date(2025, 2, 26)
ONE = "/life-meetings/findings/1"
MEASURE = {"measure": "每季度入户一次", "owner": "秦小满", "due_on": "2025-06-30"}


@pytest.fixture
def enter(caller: Callable[[], Caller], world: World, db: Database) -> Enter:
    """Somebody signed in; meeting 1 is the 组织生活会 of 2024, meeting 2 a study."""
    with db.write() as session:
        for title, kind in (("2024年度组织生活会", "life_meeting"), ("集中学习", "study")):
            activities.add(session, OPERATOR, world.home, {"title": title, "held_on": HELD}, [{"kind": kind}])

    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


def say(who: Caller, kind: str = "problem", text: str = "走访间隔过长", **more: Any) -> None:
    answer = who.send("/life-meetings/1/new", kind=kind, text=text, **more)
    assert answer.status_code == 303, answer.text


def issues(db: Database) -> list[Issue]:
    with db.read() as session:
        return list(session.scalars(select(Issue)))


def test_the_steps_stand_where_the_records_say(enter: Enter) -> None:
    secretary = enter("secretary")
    before = secretary.get("/life-meetings/1").text
    assert "集中学习1次，最近一次2025年2月26日" in before
    assert "征求到意见0条" in before
    say(secretary, "opinion", "多到残疾人家庭去")
    say(secretary, **MEASURE)
    after = secretary.get("/life-meetings/1").text
    assert "征求到意见1条" in after
    assert "整改措施1条，已落实0条" in after
    assert "超期1天" in after


def test_only_a_life_meeting_has_such_a_page_and_only_for_its_branch(enter: Enter) -> None:
    say(enter("secretary"))
    assert enter("secretary").get("/life-meetings/2").status_code == 404
    stranger = enter("stranger")
    for path in ("/life-meetings/1", "/life-meetings/1/print", "/life-meetings/1/new", ONE):
        assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("name", ["superior", "discipline"])
def test_whom_a_criticism_was_about_is_read_by_secretary_and_committee_alone(enter: Enter, name: str) -> None:
    secretary = enter("secretary")
    say(secretary, "criticism", "听意见不够", person="宋知秋", measure="每月听一次意见", owner="宋知秋")
    say(secretary, "problem", "学得不深", person="叶清源")
    assert "涉及：宋知秋" in enter("committee").get("/life-meetings/1").text
    read = enter(name).get("/life-meetings/1").text
    for hidden in ("宋知秋", "叶清源", "听意见不够"):
        assert hidden not in read
    assert "学得不深" in read
    assert "每月听一次意见" in read
    assert enter(name).get(ONE).status_code == 403


def test_a_measure_becomes_an_issue_and_is_followed_there(enter: Enter, db: Database) -> None:
    secretary = enter("secretary")
    say(secretary, person="叶清源", **MEASURE)
    assert secretary.send("/life-meetings/1", f"{ONE}/hand-over").status_code == 303
    (issue,) = issues(db)
    assert (issue.source, issue.source_ref, issue.text) == ("life_meeting", "life_findings:1", "走访间隔过长")
    assert (issue.measures, issue.owner, issue.due_on) == ("每季度入户一次", "秦小满", date(2025, 6, 30))
    assert "叶清源" not in "".join(str(value) for value in vars(issue).values())
    page = secretary.get("/life-meetings/1").text
    assert "整改台账第1项，正在整改" in page
    assert "hand-over" not in page
    answer = secretary.send(ONE, measure="另一条措施")
    assert answer.status_code == 422
    assert "请在那一项里更正" in answer.text
    assert "另一条措施" in answer.text


def test_handing_over_is_undone_and_can_be_done_again(enter: Enter, db: Database) -> None:
    secretary = enter("secretary")
    say(secretary, **MEASURE)
    secretary.send("/life-meetings/1", f"{ONE}/hand-over")
    assert secretary.send("/life-meetings/1", "/issues/1/delete").status_code == 303
    assert issues(db) == []
    assert secretary.send("/life-meetings/1", f"{ONE}/hand-over").status_code == 303
    assert [issue.number for issue in issues(db)] == [2]


@pytest.mark.parametrize(
    ("more", "words"),
    [({}, "还没有整改措施"), ({**MEASURE, "done_on": "2025-05-01"}, "已于2025年5月1日落实")],
)
def test_what_cannot_be_followed_is_not_handed_over(enter: Enter, more: dict[str, str], words: str) -> None:
    secretary = enter("secretary")
    say(secretary, **more)
    fields = {"csrf": secretary.fields("/display", "/display")["csrf"]}
    answer = secretary.post(f"{ONE}/hand-over", fields)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "请填写内容"),
        ({"owner": "秦小满"}, "先写整改措施，再填责任人"),
        ({**MEASURE, "due_on": "2025-02-01"}, "早于会议日期"),
        ({**MEASURE, "done_on": "2025-07-02"}, "还没有到"),
        ({"person": "甲某"}, "党员名册里没有“甲某”"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(enter: Enter, typed: dict[str, str], words: str) -> None:
    answer = enter("secretary").send("/life-meetings/1/new", **{"kind": "problem", "text": "走访间隔过长", **typed})
    assert answer.status_code == 422
    assert words in answer.text
    assert all(text in answer.text for text in typed.values())


def test_a_stale_form_is_told_and_deleting_is_undone(enter: Enter) -> None:
    secretary = enter("secretary")
    say(secretary, **MEASURE)
    stale = secretary.fields(ONE)
    assert secretary.send(ONE, measure="改过的措施").status_code == 303
    answer = secretary.post(ONE, stale | {"measure": "又一条"})
    assert answer.status_code == 409
    assert "改过的措施" in answer.text
    secretary.send(ONE, f"{ONE}/delete")
    assert secretary.get(ONE).status_code == 404
    assert secretary.send("/life-meetings/1", f"{ONE}/restore").status_code == 303
    assert "改过的措施" in secretary.get("/life-meetings/1").text


def test_the_list_to_print_names_nobody_who_was_criticised(enter: Enter) -> None:
    secretary = enter("secretary")
    say(secretary, person="叶清源", **MEASURE)
    paper = secretary.get("/life-meetings/1/print").text
    assert "每季度入户一次" in paper
    assert "叶清源" not in paper
