"""Members away, applicants and probation: places by province and city, days, and no conclusion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.branches import members
from app.branches.queries import roster
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

GONE = {"since": "2025-01-05", "abroad": "是"}


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def send_away(secretary: Caller, world: World, **typed: str) -> int:
    answer = secretary.send("/away/new", person_id=str(world.people["何一苇"]), **GONE | typed)
    return answer.status_code


def test_one_abroad_is_asked_after_every_half_year_and_a_contact_answers(secretary: Caller, world: World) -> None:
    assert send_away(secretary, world) == 303
    assert "2025年7月5日前" in secretary.get("/away").text
    assert "联系在国（境）外的何一苇" in secretary.get("/").text
    answer = secretary.send(
        "/away/contacts/new?away_id=1", "/away/contacts/new", contacted_on="2025-06-30", how="phone"
    )
    assert answer.status_code == 303
    shown = secretary.get("/away").text
    assert "2025年12月30日前" in shown
    assert "电话" in shown
    assert "联系在国（境）外的" not in secretary.get("/").text


def test_of_one_in_the_country_no_day_is_asked(secretary: Caller, world: World) -> None:
    assert send_away(secretary, world, abroad="否", province="浙江省", city="杭州市") == 303
    shown = secretary.get("/away").text
    assert "浙江省杭州市" in shown
    assert "日前" not in shown
    assert "联系在国（境）外的" not in secretary.get("/").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"abroad": "否"}, "请填写所在的省"),
        ({"province": "浙江省"}, "请清空省、市"),
        ({"abroad": "否", "province": "浙江省", "city": "杭州市西湖区文三路一百二十号"}, "只写到省、市"),
        ({"until": "2025-01-05"}, "结束日期2025年1月5日不晚于"),
    ],
)
def test_a_place_is_a_province_and_a_city(secretary: Caller, world: World, typed: dict[str, str], words: str) -> None:
    answer = secretary.send("/away/new", person_id=str(world.people["何一苇"]), **GONE | typed)
    assert answer.status_code == 422
    assert words in answer.text


def test_who_has_come_back_is_asked_after_no_more(secretary: Caller, world: World) -> None:
    send_away(secretary, world)
    assert secretary.send("/away/1/edit", until="2025-07-01").status_code == 303
    assert "联系在国（境）外的" not in secretary.get("/").text
    assert "没有登记" in secretary.get("/away").text


def test_a_contact_does_not_lie_ahead_and_the_other_branch_finds_none(
    secretary: Caller, world: World, caller: Callable[[], Caller]
) -> None:
    send_away(secretary, world)
    answer = secretary.send("/away/contacts/new", away_id="1", contacted_on="2025-07-02", how="phone")
    assert (answer.status_code, "联系以后再记" in answer.text) == (422, True)
    assert secretary.send("/away/contacts/new", away_id="9", contacted_on="2025-06-02", how="phone").status_code == 422
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert stranger.get("/away/1/edit").status_code == 404
    assert stranger.send("/away/contacts/new", away_id="1", contacted_on="2025-06-02", how="phone").status_code == 422


STEPS = {"name": "余长青", "applied_on": "2024-03-01", "activist_on": "2024-10-08", "candidate_on": "2025-06-01"}


def test_an_applicant_is_days_and_no_member(secretary: Caller, db: Database, world: World) -> None:
    assert secretary.send("/applicants/new", **STEPS).status_code == 303
    shown = secretary.get("/applicants").text
    for words in ("余长青", "2024年3月1日", "2024年10月8日", "2025年6月1日"):
        assert words in shown
    with db.read() as session:
        assert "余长青" not in {row.name for row in roster(session, [world.home], date(2025, 7, 1))}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"activist_on": ""}, "请先填写确定为入党积极分子日期"),
        ({"activist_on": "2024-02-28"}, "早于递交入党申请书日期2024年3月1日"),
        ({"ended_on": "2025-07-02"}, "还没有到，办过以后再登记"),
    ],
)
def test_the_steps_follow_one_another(secretary: Caller, typed: dict[str, str], words: str) -> None:
    answer = secretary.send("/applicants/new", **STEPS | typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "余长青" in answer.text


def test_probation_is_a_year_from_its_day(secretary: Caller, db: Database, world: World) -> None:
    assert "现在没有预备党员" in secretary.get("/applicants").text
    with db.write() as session:
        values = {"name": "余长青", "category": "probationary", "joined_on": date(2024, 9, 30)}
        members.add_member(session, OPERATOR, world.home, values)
    shown = secretary.get("/applicants").text
    assert "2025年9月30日" in shown
    assert "以上级党组织的批复为准" in shown
