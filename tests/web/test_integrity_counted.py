"""Risk points and rounds as facts and standings: what items ask about and figures count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.db import Database
from app.facts import events
from app.integrity.models import RiskPoint
from app.integrity.queries import facts, standings
from app.integrity.risks import acts as risks
from app.integrity.rounds import acts as rounds
from checklists.facts import Event
from checklists.figures import compute
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build
from tests.web.test_integrity_risks import RISK

TODAY = date(2025, 7, 1)
HAND = {"ways": ("meeting",), "audience": "全体党员", "text": "讲了廉洁过节"}


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def told(session: Session, world: World) -> list[Event]:
    session.flush()
    return list(events(session, facts(frozenset({world.home}))))


def value(found: list[Event], key: str, period: str = "2025H1") -> int | None:
    [figure] = [figure for figure in compute(found, parse(period), TODAY) if figure.key == key]
    return figure.value


def risk(session: Session, world: World, point: str, **more: Any) -> RiskPoint:
    return risks.add(session, OPERATOR, world.home, RISK | {"point": point} | more)


def test_a_risk_point_stands_until_it_is_found_gone(inside: tuple[Session, World]) -> None:
    session, world = inside
    old, _ = risk(session, world, "甲"), risk(session, world, "乙", since=date(2025, 2, 1))
    risks.reassess(session, OPERATOR, old, {"reviewed_on": date(2025, 5, 22), "conclusion": "gone"})
    found = told(session, world)
    assert value(found, "risk_points", "2025Q1") == 2
    assert value(found, "risk_points") == 1
    assert value(found, "risk_points_reviewed") == 1
    assert value(found, "risk_points_new") == 1
    held = {standing.name: standing for branch, standing in standings(session, [world.home]) if branch == world.home}
    assert held["甲"].subject == f"risk:{old.id}"
    assert (held["甲"].until, held["乙"].until) == (date(2025, 5, 22), None)


def test_a_point_reviewed_twice_is_one_point_and_opened_by_its_own_number(inside: tuple[Session, World]) -> None:
    session, world = inside
    point = risk(session, world, "甲")
    for day in (3, 4):
        risks.reassess(session, OPERATOR, point, {"reviewed_on": date(2025, day, 1), "conclusion": "stands"})
    reviews = [event for event in told(session, world) if event.kind == "risk_reviewed"]
    assert [(event.id, event.subjects) for event in reviews] == [(point.id, (f"risk:{point.id}",))] * 2
    assert value(reviews, "risk_points_reviewed") == 1


def test_a_deleted_point_is_no_fact_and_no_standing(inside: tuple[Session, World]) -> None:
    session, world = inside
    point = risk(session, world, "甲")
    risks.reassess(session, OPERATOR, point, {"reviewed_on": date(2025, 3, 1), "conclusion": "stands"})
    risks.delete(session, OPERATOR, point)
    assert told(session, world) == []
    assert list(standings(session, [world.home])) == []


def test_a_combined_round_is_one_batch_and_answers_both_festivals(inside: tuple[Session, World]) -> None:
    session, world = inside
    both = HAND | {"nodes": ("spring", "new_year"), "day": date(2024, 12, 30), "stated_delivered": 10}
    made = rounds.enter(session, OPERATOR, world.home, both)
    found = told(session, world)
    answers = next(event for event in found if event.kind == "festival_round")
    assert set(answers.subjects) == {"festival:new_year|2025", "festival:spring|2025"}
    assert {event.title for event in found} == {"2025年元旦、春节廉政提醒"}
    assert {event.id for event in found} == {made.id}
    assert all("by_hand" in event.marks for event in found)
    assert (value(found, "reminder_rounds"), value(found, "reminders_delivered")) == (0, 0)  # sent in December
    assert (value(found, "reminder_rounds", "2024"), value(found, "reminders_delivered", "2024")) == (1, 10)


def test_persons_are_counted_as_stated_and_not_at_all_where_nobody_said(inside: tuple[Session, World]) -> None:
    session, world = inside
    for day, delivered in ((28, 10), (29, None), (30, 0)):
        values = HAND | {"nodes": ("labour",), "day": date(2025, 4, day), "stated_delivered": delivered}
        rounds.enter(session, OPERATOR, world.home, values)
    found = told(session, world)
    assert (value(found, "reminder_rounds"), value(found, "reminders_delivered")) == (3, 10)


def test_what_is_prepared_is_no_fact_of_this_room(inside: tuple[Session, World]) -> None:
    session, world = inside
    values = {"nodes": ("national",), "day": date(2025, 9, 28), "subject": "提醒", "text": "廉洁过节"}
    rounds.prepare(session, OPERATOR, world.home, values)
    assert told(session, world) == []
