"""Planning a year, and what the last meeting left, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from app.activities import acts
from app.activities.models import Activity
from app.activities.papers.last import decided, last_of_kind
from app.activities.planning.acts import plan_year, take_back
from app.activities.planning.queries import last_actions
from app.activities.planning.slots import Planned, Slot
from app.activities.resolutions.models import Resolution
from app.db import Database
from app.errors import Invalid
from tests.harness.world import OPERATOR, World, build

JULY = Planned(Slot("theme_day", 202507), date(2025, 7, 4), "七一")
QUARTER = Planned(Slot("member_meeting", 202523), date(2025, 9, 5))
TODAY = date(2025, 7, 1)


@pytest.fixture
def home(any_db: Database) -> World:
    with any_db.write() as session:
        return build(session)


def test_a_year_is_planned_once_and_taken_back(any_db: Database, home: World) -> None:
    with any_db.write() as session:
        made = [it.id for it in plan_year(session, OPERATOR, home.home, 2025, [JULY, QUARTER], "政治学习")]
    with any_db.write() as session:
        assert plan_year(session, OPERATOR, home.home, 2025, [JULY, QUARTER], "") == []
        assert last_actions(session, home.home) == "政治学习"
    with any_db.write() as session:
        assert take_back(session, OPERATOR, home.home, made) == (2, 0)
        assert take_back(session, OPERATOR, home.home, made) == (0, 0)


def test_a_day_that_is_over_is_refused_and_nothing_is_kept(any_db: Database, home: World) -> None:
    june = Planned(Slot("theme_day", 202506), date(2025, 6, 6))
    with any_db.write() as session, pytest.raises(Invalid, match="已经过去"):
        plan_year(session, OPERATOR, home.home, 2025, [JULY, june], "")
    with any_db.read() as session:
        assert session.query(Activity).count() == 0


def test_what_was_resolved_comes_by_its_day_those_without_one_last(any_db: Database, home: World) -> None:
    with any_db.write() as session:
        parts = [{"kind": "member_meeting", "topic": ""}]
        june, july = (
            acts.add(session, OPERATOR, home.home, {"title": f"{day.month}月", "held_on": day}, parts)
            for day in (date(2025, 6, 6), date(2025, 7, 4))
        )
        for text, due in (("无时限", None), ("后", date(2025, 8, 1)), ("先", date(2025, 6, 30))):
            more = {"due_on": due, "recorded_on": june.held_on}
            session.add(Resolution(branch_id=home.home, activity_id=june.id, text=text, **more))
        session.flush()
        last = last_of_kind(session, july, TODAY)
        assert last is june
        found = decided(session, july, last, TODAY)
        assert [(it.text, it.state) for it in found] == [("先", "overdue"), ("后", "doing"), ("无时限", "doing")]
