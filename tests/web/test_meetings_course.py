"""A gathering from plan to archive: what counts, who was due, what is kept when it is corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from app import facts
from app.activities import acts, queries
from app.activities.models import Activity, Correction
from app.branches import members
from app.branches.models import Person
from app.db import Database
from app.errors import Invalid, Refusal
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

AHEAD = "2025-07-15"
THEME_DAY: dict[str, str | list[str]] = {"kinds": ["theme_day", "lecture"], "title": "七月主题党日"}


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def add(secretary: Caller, **typed: str | list[str]) -> str:
    return secretary.send("/meetings/new", "", **THEME_DAY | typed).headers["location"]


def kinds(db: Database, world: World) -> list[str]:
    with db.read() as session:
        events = facts.events(session, queries.facts(frozenset({world.home})))
    return sorted(event.kind for event in events if not event.kind.startswith("attendance"))


def test_a_plan_does_not_count_until_somebody_says_it_took_place(db: Database, world: World) -> None:
    with db.write() as session:
        plan = acts.add(
            session, OPERATOR, world.home, {"title": "党日", "held_on": date(2025, 7, 1)}, [{"kind": "study"}]
        )
        plan.confirmed_on = None  # as it was entered before its day
    assert kinds(db, world) == []
    with db.write() as session:
        acts.confirm(session, OPERATOR, session.get_one(Activity, plan.id))
    assert kinds(db, world) == ["study"]


def test_a_plan_is_put_off_with_its_first_day_kept(secretary: Caller) -> None:
    path = add(secretary, held_on=AHEAD)
    assert "已计划" in secretary.get(path).text
    secretary.send(path, f"{path}/postpone", to="2025-07-22", reason="汛期值守")
    page = secretary.get(path).text
    assert "原定2025年7月15日" in page
    assert "汛期值守" in page


def test_saving_a_gathering_again_unchanged_changes_none_of_its_parts(secretary: Caller, db: Database) -> None:
    path = add(secretary, held_on="2025-07-01")
    with db.write() as session:
        activity = session.scalars(select(Activity)).one()
        lecture = next(part for part in activity.parts if part.kind == "lecture")
        lecture.is_integrity, lecture.topic, lecture.minutes = True, "廉洁自律", "讲了六条纪律"
        before = [(part.id, part.kind, part.topic, part.is_integrity, part.minutes) for part in activity.parts]
    secretary.send(f"{path}/edit")
    with db.read() as session:
        parts = session.scalars(select(Activity)).one().parts
        assert [(part.id, part.kind, part.topic, part.is_integrity, part.minutes) for part in parts] == before


def test_a_first_topic_named_in_the_agenda_opens_the_gathering(secretary: Caller, db: Database) -> None:
    add(secretary, held_on="2025-07-01", agenda="第一议题：学习《甲》《乙》\n审议计划")
    with db.read() as session:
        parts = session.scalars(select(Activity)).one().parts
        assert [part.kind for part in parts] == ["first_topic", "theme_day", "lecture"]
        assert parts[0].articles == 2


def test_of_a_committee_meeting_only_the_committee_is_due(secretary: Caller) -> None:
    path = add(secretary, kinds=["committee_meeting"], title="7月支委会", held_on="2025-07-01")
    page = secretary.get(f"{path}/roll").text
    assert "林远帆" in page
    assert "何一苇" not in page


def test_who_was_due_stays_so_when_somebody_leaves_later(secretary: Caller, db: Database, world: World) -> None:
    path = add(secretary, held_on="2025-06-20")
    marks = {f"attend-{person}": "present" for person in world.people.values()}
    secretary.send(f"{path}/roll", **marks)
    with db.write() as session:
        gone = session.get_one(Person, world.people["叶清源"])
        members.end_membership(session, OPERATOR, gone, date(2025, 6, 1), "调出")
    assert "<dd>8人</dd>" in secretary.get(path).text
    assert "叶清源" in secretary.get(f"{path}/roll").text


def test_an_archived_record_keeps_its_first_text_beside_the_correction(secretary: Caller, db: Database) -> None:
    path = add(secretary, held_on="2025-07-01", host="林远帆", content="学了一篇")
    secretary.send(path, f"{path}/sign-off")
    refused = secretary.send(f"{path}/edit", content="学了两篇")
    assert "请写明更正的原因" in refused.text
    assert "学了两篇" in refused.text
    secretary.send(f"{path}/edit", content="学了两篇", reason="漏记一篇")
    page = secretary.get(path).text
    for words in ("学了一篇", "学了两篇", "漏记一篇"):
        assert words in page
    with db.read() as session:
        assert [row.field for row in session.scalars(select(Correction))] == ["content"]


def test_an_archived_record_is_neither_cancelled_nor_deleted_nor_overwritten_by_an_import(
    secretary: Caller, db: Database
) -> None:
    path = add(secretary, held_on="2025-07-01", host="林远帆", content="学了一篇")
    secretary.send(path, f"{path}/sign-off")
    with db.write() as session:
        activity = session.scalars(select(Activity)).one()
        parts = [{"id": part.id, "kind": part.kind, "topic": part.topic} for part in activity.parts]
        with pytest.raises(Refusal):
            acts.cancel(session, OPERATOR, activity, "重复")
        with pytest.raises(Refusal):
            acts.delete(session, OPERATOR, activity)
        with pytest.raises(Invalid):
            acts.change(session, OPERATOR, activity, {"content": "别的"}, parts, None)
        session.rollback()
