"""Rounds of reminders on the page: prepared, approved, withdrawn, or entered as they happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from app.branches.models import Person
from app.clock import Clock
from app.db import Database
from app.errors import Refusal
from app.integrity.rounds import acts
from app.outbox.models import AttemptRow, LetterRow
from checklists.workdays import Workdays
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]
DRAFT = "/reminders/new?node=mid_autumn&node=national&year=2025"


@pytest.fixture
def enter(caller: Arrive, world: World) -> Callable[[str], Caller]:
    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


@pytest.fixture
def secretary(enter: Callable[[str], Caller]) -> Caller:
    return enter("secretary")


def prepared(person: Caller, **typed: str) -> str:
    answer = person.send(DRAFT, "/reminders/new", **typed)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_year_shows_its_festivals_with_the_third_working_day_before(secretary: Caller) -> None:
    page = secretary.get("/reminders?year=2026").text
    assert "2026年2月15日起放假，节前第3个工作日是2026年2月12日" in page
    assert "与国庆合并" in page
    assert "暂定" in secretary.get("/reminders?year=2027").text


def test_a_draft_comes_with_its_day_and_its_text_for_both_festivals(secretary: Caller) -> None:
    fields = secretary.fields(DRAFT, "/reminders/new")
    assert fields["nodes"] == ["mid_autumn", "national"]
    assert fields["day"] == ["2025-09-28"]
    assert fields["subject"] == ["中秋、国庆期间廉洁过节提醒"]
    assert "请事先报告支部" in fields["text"][0]
    assert "http" not in fields["sms_text"][0]


def test_who_gets_it_and_who_cannot_is_shown_before_anybody_approves(
    secretary: Caller, db: Database, world: World
) -> None:
    with db.write() as session:
        session.get_one(Person, world.people["叶清源"]).email = ""
    page = secretary.get(prepared(secretary)).text
    assert "7人" in page
    assert "收不到的1人，没有登记所选方式的邮箱或手机号：叶清源" in page
    assert "待批准" in page


def test_a_round_is_approved_by_secretary_or_discipline_only(enter: Callable[[str], Caller]) -> None:
    address = prepared(enter("committee"))
    committee, discipline = enter("committee"), enter("discipline")
    assert f"{address}/approve" not in committee.get(address).text
    fields = {"csrf": committee.fields(f"{address}/edit")["csrf"]}
    assert committee.post(f"{address}/approve", fields).status_code == 403
    discipline.send(address, f"{address}/approve")
    assert "已批准待发送" in discipline.get(address).text


def test_what_is_approved_is_what_goes(secretary: Caller) -> None:
    address = prepared(secretary)
    before = secretary.fields(f"{address}/edit")
    secretary.send(address, f"{address}/approve")
    assert f"{address}/edit" not in secretary.get(address).text
    answer = secretary.post(f"{address}/edit", {**before, "once": "later", "version": "", "text": "换一段话"})
    assert answer.status_code == 422
    assert "先撤回批准" in answer.text
    secretary.send(address, f"{address}/withdraw")
    assert "待批准" in secretary.get(address).text
    assert secretary.send(f"{address}/edit", text="换一段话").status_code == 303
    assert "换一段话" in secretary.get(address).text


def test_nothing_is_withdrawn_or_changed_once_a_letter_was_tried(secretary: Caller, db: Database, world: World) -> None:
    address = prepared(secretary)
    secretary.send(address, f"{address}/approve")
    again = secretary.fields(address, f"{address}/withdraw")
    moment = datetime(2025, 9, 28, 1, tzinfo=UTC)
    with db.write() as session:
        letter = LetterRow(
            person_id=world.people["林远帆"],
            channel="email",
            day=date(2025, 9, 28),
            round_id=int(address.rpartition("/")[2]),
            state="sent",
            due_at=moment,
            next_at=moment,
            changed_at=moment,
            sent_on=date(2025, 9, 28),
        )
        session.add(letter)
        session.flush()
        session.add(AttemptRow(letter_id=letter.id, token="1", message_id="m", started_at=moment))
    page = secretary.get(address).text
    assert "已发出1人" in page
    assert f"{address}/withdraw" not in page
    answer = secretary.post(f"{address}/withdraw", again)
    assert answer.status_code == 422
    assert "已经开始发送" in answer.text


def test_after_the_festival_has_begun_a_round_is_not_approved(db: Database, world: World) -> None:
    values = {"nodes": ("national",), "day": date(2025, 9, 28), "subject": "提醒", "text": "廉洁过节"}
    with db.write() as session:
        round_ = acts.prepare(session, OPERATOR, world.home, values)
        session.info["clock"] = Clock(day=date(2025, 9, 30))
        acts.approve(session, OPERATOR, round_, Workdays.load())
        acts.withdraw(session, OPERATOR, round_)
        session.info["clock"] = Clock(day=date(2025, 10, 1))
        with pytest.raises(Refusal, match="节日已经开始"):
            acts.approve(session, OPERATOR, round_, Workdays.load())


def test_a_round_that_happened_is_entered_by_hand_and_marked_so(secretary: Caller) -> None:
    typed: dict[str, str | list[str]] = {"nodes": "labour", "day": "2025-04-28", "text": "会上讲了廉洁过节"}
    typed["ways"] = ["group_chat", "meeting"]
    answer = secretary.send("/reminders/enter", "", **typed, stated_due="10", stated_delivered="10")
    page = secretary.get(answer.headers["location"]).text
    assert "人工登记" in page
    assert "会议、工作群转发" in page
    listed = secretary.get("/reminders").text
    assert "2025年五一廉政提醒" in listed
    again = secretary.send("/reminders/enter", "", **typed)
    assert again.status_code == 422
    assert "已有一批五一提醒" in again.text


def test_the_front_page_says_what_waits(secretary: Caller) -> None:
    page = secretary.get("/integrity").text
    assert "中秋将至" in page
    for path in ("/risks", "/reminders", "/talks"):
        assert f'href="{path}"' in page
    answer = secretary.send("/reminders/new?node=post_change", "/reminders/new", day="2025-07-10")
    assert "岗位变动廉政提醒" in secretary.get("/integrity").text
    secretary.send(answer.headers["location"], f"{answer.headers['location']}/delete")
    assert "岗位变动廉政提醒" not in secretary.get("/integrity").text


def test_the_other_branch_finds_nothing(secretary: Caller, enter: Callable[[str], Caller]) -> None:
    address = prepared(secretary)
    stranger = enter("stranger")
    assert stranger.get(address).status_code == 404
    assert "中秋、国庆廉政提醒" not in stranger.get("/reminders").text
