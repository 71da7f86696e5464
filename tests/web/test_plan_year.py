"""The year planned in one go: what is owed, on the fixed day, once, and taken back as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from app.activities import acts
from app.activities.models import Activity
from app.branches import acts as branches
from app.branches.models import Branch, Group
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

PLAN = "/meetings/plan?year=2026"


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World, db: Database) -> Caller:
    """The first Friday of the month is the branch's theme day."""
    with db.write() as session:
        branch = session.get_one(Branch, world.home)
        branches.change_branch(session, OPERATOR, branch, {"theme_week": 1, "theme_weekday": 5}, None)
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def planned(db: Database) -> list[Activity]:
    with db.read() as session:
        return list(session.scalars(select(Activity).order_by(Activity.held_on, Activity.id)))


def test_the_table_proposes_every_month_and_says_why_a_day_moved(secretary: Caller) -> None:
    page = secretary.get(PLAN).text
    days = re.findall(r'name="day-theme_day-\d+-0" id="[^"]*" value="([^"]*)"', page)
    assert len(days) == 12
    assert days[:2] == ["2026-01-04", "2026-02-06"]
    assert "1月2日不是工作日，顺延到1月4日星期日" in page  # a Sunday that is worked
    assert "每月第一个星期五" in page


def test_one_save_plans_the_year_and_nothing_counts_yet(secretary: Caller, db: Database) -> None:
    typed = {"theme-theme_day-202603-0": "学雷锋", "actions": "交纳党费、政治学习"}
    assert secretary.send(PLAN, "/meetings/plan", **typed).status_code == 303
    made = planned(db)
    assert {it.planned_on == it.held_on and it.confirmed_on is None for it in made} == {True}
    kinds = [it.parts[0].kind for it in made]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "theme_day": 12,
        "member_meeting": 4,
        "committee_meeting": 12,
    }
    (march,) = [it for it in made if it.title == "3月主题党日：学雷锋"]
    assert (march.held_on, march.host, march.actions) == (date(2026, 3, 6), "林远帆", "交纳党费、政治学习")
    assert secretary.get("/calendar?year=2026").text.count("已计划") >= 24


def test_nothing_is_planned_twice(secretary: Caller, db: Database) -> None:
    form = secretary.fields(PLAN, "/meetings/plan")
    secretary.post("/meetings/plan", form)
    before = len(planned(db))
    assert "这一年应办的都已安排" in secretary.get(PLAN).text
    late = secretary.post("/meetings/plan", {**form, "once": "another"})
    assert late.status_code == 422
    assert len(planned(db)) == before


def test_what_is_held_or_planned_already_stands_in_its_line(secretary: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        values = {"title": "新年第一课", "held_on": date(2026, 1, 16)}
        acts.add(session, OPERATOR, world.home, values, [{"kind": "theme_day", "topic": "新年第一课"}])
    page = secretary.get(PLAN).text
    assert "新年第一课" in page
    assert "day-theme_day-202601-0" not in page
    secretary.send(PLAN, "/meetings/plan")
    assert [it.title for it in planned(db) if it.held_on.month == 1 and it.parts[0].kind == "theme_day"] == [
        "新年第一课"
    ]


def test_each_group_has_its_own_line_and_fills_no_other(secretary: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        since = date(2025, 1, 1)
        groups = [Group(branch_id=world.home, name=name, since=since, recorded_on=since) for name in ("甲组", "乙组")]
        session.add_all(groups)
        session.flush()
        values = {"title": "甲组1月党小组会", "held_on": date(2026, 1, 9), "group_id": groups[0].id}
        acts.add(session, OPERATOR, world.home, values, [{"kind": "group_meeting", "topic": ""}])
    secretary.send(PLAN, "/meetings/plan")
    found = [it.group_id for it in planned(db) if it.parts[0].kind == "group_meeting"]
    assert [found.count(group.id) for group in groups] == [12, 12]
    assert "乙组1月党小组会" in [it.title for it in planned(db)]


def test_a_day_outside_its_month_is_refused_and_the_text_is_kept(secretary: Caller, db: Database) -> None:
    typed = {"day-theme_day-202603-0": "2026-04-03", "theme-theme_day-202603-0": "学雷锋"}
    answer = secretary.send(PLAN, "/meetings/plan", **typed)
    assert answer.status_code == 422
    assert "“3月主题党日”的日期2026-04-03不在2026年3月" in answer.text
    assert "学雷锋" in answer.text
    assert not planned(db)


def test_months_that_are_over_are_not_planned_and_today_is_the_earliest_day(secretary: Caller) -> None:
    page = secretary.get("/meetings/plan?year=2025").text
    assert "day-theme_day-202506-0" not in page
    assert 'name="day-theme_day-202507-0" id="f-day-theme_day-202507-0" value="2025-07-04"' in page


def test_the_whole_is_taken_back_but_for_what_was_announced(secretary: Caller, db: Database) -> None:
    answer = secretary.send(PLAN, "/meetings/plan")
    page = secretary.get(answer.headers["location"]).text
    found = re.search(r'action="(/meetings/plan/take-back[^"]*)"', page)
    assert found
    first = planned(db)[0]
    secretary.send(f"/meetings/{first.id}/notice", f"/meetings/{first.id}/notify")
    token = secretary.fields("/display")["csrf"]
    undone = secretary.post(found[1].replace("&amp;", "&"), {"csrf": token})
    assert "没有撤回" in secretary.get(undone.headers["location"]).text
    assert [it.id for it in planned(db)] == [first.id]


def test_without_a_fixed_day_a_day_of_the_month_may_be_tried(caller: Callable[[], Caller], world: World) -> None:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    assert 'name="day-theme_day-202601-0" id="f-day-theme_day-202601-0" value=""' in person.get(PLAN).text
    page = person.get(f"{PLAN}&day=12").text
    assert 'name="day-theme_day-202601-0" id="f-day-theme_day-202601-0" value="2026-01-12"' in page


def test_a_year_without_official_holidays_says_so(secretary: Caller) -> None:
    assert "放假安排尚未公布" in secretary.get("/meetings/plan?year=2035").text


def test_the_plan_is_printed_with_a_line_to_sign_and_asks_few_questions(
    secretary: Caller, statements: list[str]
) -> None:
    empty = secretary.get("/meetings/plan/print?year=2026").text
    assert "还没有安排" in empty
    secretary.send(PLAN, "/meetings/plan")
    statements.clear()
    page = secretary.get("/meetings/plan/print?year=2026").text
    assert "共28项" in page
    assert "支部书记（签名）" in page
    assert len(statements) <= 12


def test_another_branchs_plan_is_not_taken_back(caller: Callable[[], Caller], secretary: Caller, db: Database) -> None:
    secretary.send(PLAN, "/meetings/plan")
    ids = ".".join(str(it.id) for it in planned(db))
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    token = stranger.fields("/display")["csrf"]
    stranger.post(f"/meetings/plan/take-back?year=2026&ids={ids}", {"csrf": token})
    assert len(planned(db)) == len(ids.split("."))
