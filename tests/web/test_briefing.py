"""会前提要: the last meeting's resolutions with their state, what is due, who owes 补学."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.activities import acts
from app.activities.models import Attendance
from app.activities.resolutions.models import Resolution
from app.activities.studies.models import MakeUpStudy
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

JUNE, JULY = date(2025, 6, 6), date(2025, 7, 4)


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def meeting(db: Database, branch: int, held_on: date, kind: str = "member_meeting") -> int:
    with db.write() as session:
        title = f"{held_on.month}月{kind}"
        values = {"title": title, "held_on": held_on}
        return acts.add(session, OPERATOR, branch, values, [{"kind": kind, "topic": title}]).id


def resolve(db: Database, world: World, activity: int, text: str, due: date | None, done: date | None = None) -> None:
    with db.write() as session:
        more = {"due_on": due, "done_on": done, "owner": "宋知秋", "recorded_on": JUNE}
        session.add(Resolution(branch_id=world.home, activity_id=activity, text=text, **more))


def test_resolutions_stand_with_their_state_the_open_ones_of_earlier_meetings_too(
    secretary: Caller, db: Database, world: World
) -> None:
    may, june = meeting(db, world.home, date(2025, 5, 9)), meeting(db, world.home, JUNE)
    resolve(db, world, may, "五月没有完成的", date(2025, 6, 20))
    resolve(db, world, may, "五月完成的", date(2025, 5, 20), date(2025, 5, 20))
    resolve(db, world, june, "六月完成的", date(2025, 6, 30), date(2025, 6, 28))
    page = secretary.get(f"/meetings/{meeting(db, world.home, JULY)}/briefing").text
    assert "已过期限11天" in page
    assert "6月28日完成" in page
    assert "五月没有完成的" in page
    assert "五月完成的" not in page


def test_who_was_away_owes_a_study_until_it_is_made_up(secretary: Caller, db: Database, world: World) -> None:
    june, july = meeting(db, world.home, JUNE), meeting(db, world.home, JULY)
    with db.write() as session:
        for name, presence in (("陆一鸣", "leave"), ("叶清源", "absent"), ("白露明", "absent"), ("何一苇", "present")):
            excused = name == "白露明"
            who = {"person_id": world.people[name], "name": name, "presence": presence, "excused": excused}
            session.add(Attendance(activity_id=june, recorded_on=JUNE, **who))
        who = {"person_id": world.people["陆一鸣"], "name": "陆一鸣", "how": "自学", "studied_on": JUNE}
        session.add(MakeUpStudy(branch_id=world.home, activity_id=june, recorded_on=JUNE, **who))
    page = secretary.get(f"/meetings/{july}/briefing").text
    owing = page[page.index("还没有补学的") :]
    assert "叶清源" in owing
    assert not any(name in owing for name in ("陆一鸣", "白露明", "何一苇"))


def test_what_is_due_is_told_and_a_first_meeting_has_no_last(secretary: Caller, db: Database, world: World) -> None:
    meeting(db, world.home, JUNE, "committee_meeting")
    page = secretary.get(f"/meetings/{meeting(db, world.home, JULY)}/briefing").text
    assert "此前没有同类会议的记录" in page
    assert "7月主题党日" in page
    assert "没有逐项登记的议定事项" in page


def test_another_branch_finds_nothing(caller: Callable[[], Caller], db: Database, world: World) -> None:
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert stranger.get(f"/meetings/{meeting(db, world.home, JULY)}/briefing").status_code == 404


def test_it_asks_as_few_questions_for_fifty_resolutions_as_for_two(
    secretary: Caller, db: Database, world: World, statements: list[str]
) -> None:
    june, july = meeting(db, world.home, JUNE), meeting(db, world.home, JULY)

    def asked() -> int:
        statements.clear()
        assert secretary.get(f"/meetings/{july}/briefing").status_code == 200
        return len(statements)

    for number in range(2):
        resolve(db, world, june, f"第{number}项", None)
    few = asked()
    for number in range(2, 50):
        resolve(db, world, june, f"第{number}项", None)
    assert asked() == few
