"""The papers of a meeting at their pages: notice, sign-in sheet, calendar file, Word record."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from icalendar import Calendar

from app.activities import acts
from app.activities.models import Activity
from app.branches.models import Person
from app.branches.particulars import set_particulars
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

PAGES = ("notice", "sign-in", "calendar.ics", "record.docx", "print")


def meeting(db: Database, world: World, day: int = 184, **values: object) -> str:
    """The address of a 支委会 on the day, by default on Friday 4 July."""
    with db.write() as session:
        typed = {"title": "7月支委会", "held_on": world.day(day), "starts_at": "14:30"} | values
        made = acts.add(session, OPERATOR, world.home, typed, [{"kind": "committee_meeting", "topic": "7月支委会"}])
        return f"/meetings/{made.id}"


@pytest.fixture
def enter(caller: Callable[[], Caller], world: World) -> Callable[[str], Caller]:
    def enter(account: str) -> Caller:
        person = caller()
        person.sign_in(account, PASSWORD)
        return person

    return enter


@pytest.fixture
def secretary(enter: Callable[[str], Caller]) -> Caller:
    return enter("secretary")


def notice_of(page: str) -> str:
    found = re.search(r'<textarea name="words"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_the_notice_takes_what_is_typed_and_keeps_its_six_lines(secretary: Caller, db: Database, world: World) -> None:
    path = meeting(db, world)
    secretary.send(f"{path}/notice", material="计划草案", leave_to="宋知秋")
    words = notice_of(secretary.get(f"{path}/notice").text).splitlines()
    assert len(words) == 6
    assert words[3:5] == ["会前材料：计划草案", "请假：请向宋知秋请假"]


def test_needs_are_seen_by_the_organisers_and_never_in_the_notice(
    secretary: Caller, enter: Callable[[str], Caller], db: Database, world: World
) -> None:
    with db.write() as session:
        for name in ("周晓禾", "叶清源"):  # on the committee, and not
            set_particulars(session, session.get_one(Person, world.people[name]), {"needs": f"{name}要手语翻译"})
    path = meeting(db, world)
    page = secretary.get(f"{path}/notice").text
    assert "周晓禾要手语翻译" in page
    assert "叶清源要手语翻译" not in page
    assert "手语翻译、大字材料" in notice_of(page)
    assert "周晓禾" not in notice_of(page)
    assert enter("superior").get(f"{path}/notice").status_code in (403, 404)
    assert "手语" not in secretary.get(f"{path}/sign-in").text


def test_a_notice_that_went_out_is_marked_once_and_can_be_taken_back(
    secretary: Caller, db: Database, world: World
) -> None:
    path = meeting(db, world)
    assert secretary.send(f"{path}/notice", f"{path}/notify").status_code == 303
    assert "已通知" in secretary.get(path).text
    page = secretary.get(f"{path}/notice").text
    assert "通知已发出</button>" not in page
    token = secretary.fields("/display")["csrf"]
    assert secretary.post(f"{path}/notify/take-back", {"csrf": token}).status_code == 303
    assert "通知已发出</button>" in secretary.get(f"{path}/notice").text


def test_a_notice_of_what_is_over_or_cancelled_is_refused(secretary: Caller, db: Database, world: World) -> None:
    past, token = meeting(db, world, 100), secretary.fields("/display")["csrf"]
    assert "已经过去" in secretary.post(f"{past}/notify", {"csrf": token}).text
    path = meeting(db, world)
    with db.write() as session:
        acts.cancel(session, OPERATOR, session.get_one(Activity, int(path.rsplit("/", 1)[1])), "下雪")
    assert "已经取消" in secretary.post(f"{path}/notify", {"csrf": token}).text


def test_a_second_tab_is_told_what_the_notice_says_now(secretary: Caller, db: Database, world: World) -> None:
    path = meeting(db, world)
    opened = secretary.fields(f"{path}/notice")
    secretary.send(f"{path}/notice", material="甲")
    late = secretary.post(f"{path}/notice", {**opened, "once": "another", "material": "乙"})
    assert late.status_code == 409
    assert "您填写的" in late.text


def test_the_committee_signs_its_own_sheet_with_rows_for_guests(secretary: Caller, db: Database, world: World) -> None:
    page = secretary.get(f"{meeting(db, world)}/sign-in").text
    sheet = page[page.index("<tbody") : page.index("</tbody>")]
    assert "林远帆" in sheet
    assert "叶清源" not in sheet
    assert sheet.count("列席") == 5


def test_the_calendar_file_and_the_word_record_are_saved_under_their_names(
    secretary: Caller, db: Database, world: World
) -> None:
    from docx import Document

    path = meeting(db, world, content="研究了下半年计划", host="林远帆")
    saved = secretary.get(f"{path}/calendar.ics")
    assert saved.headers["content-type"].startswith("text/calendar")
    assert str(Calendar.from_ical(saved.content).walk("VEVENT")[0]["summary"]) == "7月支委会"
    record = secretary.get(f"{path}/record.docx")
    assert "20250701.docx" in record.headers["content-disposition"]
    (table,) = Document(BytesIO(record.content)).tables
    assert "研究了下半年计划" in table.rows[-2].cells[0].text
    assert "研究了下半年计划" in secretary.get(f"{path}/print").text


@pytest.mark.parametrize("name", PAGES)
def test_another_branch_finds_none_of_them(
    enter: Callable[[str], Caller], db: Database, world: World, name: str
) -> None:
    assert enter("stranger").get(f"{meeting(db, world)}/{name}").status_code == 404
