"""Arriving, leaving, posts and the roster of any day; what was stays readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches import members
from app.branches.models import Membership, Person, Transfer
from app.branches.queries import left, roster
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build

NEWCOMER = {"name": "余长青", "category": "full", "joined_on": date(2023, 6, 1), "confirmed_on": date(2024, 6, 1)}


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def category(session: Session, world: World, day: date) -> str:
    return next((row.category for row in roster(session, [world.home], day) if row.name == "余长青"), "")


def test_who_arrived_is_in_no_roster_before_and_was_on_probation_until_confirmed(inside: tuple[Session, World]) -> None:
    session, world = inside
    moved = {"arrived_on": date(2024, 1, 10), "arrived_from": "区档案馆支部", "letter": "第0012号"}
    members.add_member(session, OPERATOR, world.home, NEWCOMER | moved)
    days = (date(2024, 1, 9), date(2024, 1, 10), date(2024, 5, 31), date(2024, 6, 1))
    assert [category(session, world, day) for day in days] == ["", "probationary", "probationary", "full"]
    transfer = session.scalars(select(Transfer)).one()
    assert (transfer.direction, transfer.other, transfer.letter) == ("in", "区档案馆支部", "第0012号")


def test_a_day_of_arrival_entered_later_mends_past_rosters(inside: tuple[Session, World]) -> None:
    session, world = inside
    person = members.add_member(session, OPERATOR, world.home, NEWCOMER)
    assert category(session, world, date(2024, 8, 1)) == "full"
    members.correct(session, OPERATOR, person, {"arrived_on": date(2025, 3, 1)})
    days = (date(2024, 8, 1), date(2025, 2, 28), date(2025, 3, 1))
    assert [category(session, world, day) for day in days] == ["", "", "full"]


def test_who_left_is_listed_under_the_roster_of_later_days(inside: tuple[Session, World]) -> None:
    session, world = inside
    person = session.get_one(Person, world.people["何一苇"])
    values = {"way": "out", "until": date(2025, 5, 1), "ground": "区档案馆支部", "letter": "第0031号"}
    members.leave(session, OPERATOR, person, values)
    assert left(session, [world.home], date(2025, 4, 30)) == []
    assert left(session, [world.home], date(2025, 5, 1)) == [(person.id, "何一苇", date(2025, 5, 1), "区档案馆支部")]
    assert [len(roster(session, [world.home], date(2025, *day))) for day in ((4, 30), (5, 1))] == [8, 7]


def test_the_roster_page_of_a_day(secretary: Caller, world: World) -> None:
    page = f"/members/{world.people['何一苇']}"
    typed = {"way": "out", "until": "2025-05-01", "ground": "区档案馆支部", "letter": "第0031号"}
    assert secretary.send(page, f"{page}/leave", **typed).status_code == 303
    now, before = secretary.get("/members").text, secretary.get("/members?on=2025-04-30").text
    assert "在册党员7名" in now
    assert "已离开本支部" in now
    assert "2025年4月30日 星期三在册党员8名" in before
    assert "不是今天的" in before
    assert "已离开本支部" not in before
    assert "往区档案馆支部转出，介绍信第0031号" in secretary.get(page).text
    assert secretary.get("/members?on=x").status_code == 200
    assert "这一天名册里没有人" in secretary.get("/members?on=1990-01-01").text


REFUSED = [
    ("leave", {"way": "out", "until": "2010-07-03", "ground": "区档案馆支部"}, "才在名册，请核对"),
    ("leave", {"way": "", "until": "2025-05-01", "ground": "区档案馆支部"}, "请填写怎样离开"),
    ("leave", {"way": "other", "until": "2025-05-01", "ground": "受处分决定影响"}, "只填日期和文号"),
    ("post", {"title": "deputy", "since": "", "duty": "抓学习"}, "请填写任职时间"),
    ("post", {"title": "", "since": "2025-05-01", "duty": "抓学习"}, "请填写职务"),
]


@pytest.mark.parametrize(("form", "typed", "words"), REFUSED)
def test_a_refused_form_of_the_member_page_keeps_its_text(
    secretary: Caller, world: World, form: str, typed: dict[str, str], words: str
) -> None:
    page = f"/members/{world.people['何一苇']}"
    answer = secretary.send(page, f"{page}/{form}", **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert (typed.get("ground") or typed["duty"]) in answer.text
    assert '<details class="more" open>' in answer.text


def test_a_post_ends_and_its_end_is_undone(secretary: Caller, world: World) -> None:
    page = f"/members/{world.people['周晓禾']}"
    assert "/posts/2/end" in secretary.get(page).text
    wrong = secretary.send("/posts/2/end", ground="resigned", until="2023-04-18")
    assert (wrong.status_code, "不晚于任职时间" in wrong.text) == (422, True)
    assert secretary.send("/posts/2/end", ground="resigned", until="2025-07-01").status_code == 303
    shown = secretary.get(page).text
    assert "至2025年7月1日（辞去）" in shown
    assert "/posts/2/resume" in shown
    fields = {"csrf": secretary.fields("/display", "/display")["csrf"], "once": "again"}
    assert secretary.post("/posts/2/resume", fields).status_code == 303
    assert "辞去" not in secretary.get(page).text


def test_the_other_branch_ends_no_post_and_sees_no_member(caller: Callable[[], Caller], world: World) -> None:
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    token = stranger.fields("/display", "/display")["csrf"]
    assert stranger.get("/posts/2/end").status_code == 404
    assert stranger.post("/posts/2/resume", {"csrf": token}).status_code == 404
    assert stranger.get(f"/members/{world.people['何一苇']}").status_code == 404


def test_a_new_member_page_tells_where_from(secretary: Caller, db: Database) -> None:
    typed = {"name": "余长青", "category": "full", "joined_on": "2001-07-01", "arrived_on": "2025-03-01"}
    answer = secretary.send("/members/new", **typed, arrived_from="区档案馆支部", letter="第0012号")
    assert answer.status_code == 303
    assert "2025年3月1日从区档案馆支部转入，介绍信第0012号" in secretary.get(answer.headers["location"]).text
    late = secretary.send("/members/new", **typed | {"name": "秋一一", "arrived_on": "2025-07-02"}, letter="甲号")
    assert late.status_code == 422
    assert "转入以后再登记" in late.text
    assert "甲号" in late.text
    with db.read() as session:
        assert session.scalars(select(Membership.since).where(Membership.person_id == 9)).one() == date(2025, 3, 1)
