"""Votes, resolutions and 补学 as facts on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.activities.models import Activity
from app.activities.resolutions import acts as resolutions
from app.activities.resolutions import queries as resolved
from app.activities.studies import acts as studies
from app.activities.studies import queries as studied
from app.activities.votes import acts
from app.activities.votes import queries as votes
from app.db import Database
from app.facts import events
from app.rectification import acts as rectification
from checklists.catalogue import load
from checklists.facts import Event
from checklists.figures import compute
from checklists.periods import parse
from checklists.progress import lines
from checklists.workdays import Workdays
from tests.harness.gathering import HELD, gathering
from tests.harness.world import OPERATOR, World, build

TODAY = date(2025, 7, 1)


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World, Activity]]:
    with any_db.write() as session:
        world = build(session)
        roll = {"秦小满": {"presence": "leave"}, "白露明": {"presence": "absent"}}
        yield session, world, gathering(session, world, ("member_meeting", "first_topic"), roll=roll)


def happened(session: Session, world: World) -> list[Event]:
    session.flush()
    home = frozenset({world.home})
    return list(events(session, [*votes.facts(home), *resolved.facts(home), *studied.facts(home)]))


def figure(session: Session, world: World, key: str) -> Any:
    return next(it for it in compute(happened(session, world), parse("2025H1"), TODAY) if it.key == key)


def admitted(session: Session, activity: Activity, person: str, *, passed: bool = True) -> None:
    motion = acts.add(session, OPERATOR, activity, {"kind": "admission", "person": person})
    said = (6, 0) if passed else (0, 6)
    numbers = {"votes_for": said[0], "votes_against": said[1], "abstained": 0}
    acts.count(session, OPERATOR, motion, numbers, {}, None)
    acts.declare(session, OPERATOR, motion, passed)


def test_only_those_whom_the_meeting_admitted_are_counted(inside: tuple[Session, World, Activity]) -> None:
    session, world, activity = inside
    admitted(session, activity, "江南岸")
    admitted(session, activity, "柳如烟")
    admitted(session, activity, "沈星河", passed=False)
    found = figure(session, world, "members_admitted")
    assert (found.value, len(found.records)) == (2, 2)
    assert figure(session, world, "members_confirmed").value == 0
    activity.cancelled_on = TODAY
    assert figure(session, world, "members_admitted").value == 0


def test_make_up_counts_persons_and_leaves_the_roll_alone(inside: tuple[Session, World, Activity]) -> None:
    session, world, activity = inside
    before = [(row.name, row.presence) for row in activity.roll]
    assert studied.owed(session, activity) == ["秦小满", "白露明"]
    studies.add(session, OPERATOR, activity, [world.people["秦小满"]], "brought", date(2025, 6, 29))
    session.flush()
    assert studied.owed(session, activity) == ["白露明"]
    assert figure(session, world, "make_up_study").value == 1
    assert [(row.name, row.presence) for row in activity.roll] == before
    assert "秦小满" not in figure(session, world, "make_up_study").records[0].title


def test_measures_of_the_first_topic_are_counted_and_those_done(inside: tuple[Session, World, Activity]) -> None:
    session, world, activity = inside
    resolutions.add(session, OPERATOR, activity, {"text": "修订走访制度", "is_measure": True})
    made = resolutions.add(session, OPERATOR, activity, {"text": "开展自查", "is_measure": True})
    resolutions.finish(session, OPERATOR, made, date(2025, 6, 30), "已自查")
    parts = {part.key: part.value for part in figure(session, world, "first_topics").parts}
    assert (parts["measures"], parts["measures_done"]) == (2, 1)


def test_a_resolution_asks_until_it_is_done_or_has_become_an_issue(inside: tuple[Session, World, Activity]) -> None:
    session, world, activity = inside
    values = {"text": "更新党务公开栏", "owner": "何一苇", "due_on": date(2025, 6, 30)}
    made = resolutions.add(session, OPERATOR, activity, values)
    resolutions.add(session, OPERATOR, activity, {"text": "没有时限的不催"})

    def states() -> list[str]:
        home, workdays = frozenset({world.home}), Workdays.load()
        found = happened(session, world)
        asked = list(resolved.asking(session, home, load(), workdays))
        assert all(one.owner == f"person:{world.people['何一苇']}" for one in asked)
        return [line.state.value for line in lines(asked, found, TODAY, workdays)]

    assert states() == ["grace"]
    resolutions.finish(session, OPERATOR, made, HELD, "")
    assert states() == ["met"]
    resolutions.reopen(session, OPERATOR, made)
    issue = resolutions.raise_issue(session, OPERATOR, made)
    assert (issue.source, issue.source_ref, issue.owner) == ("self_check", f"resolutions:{made.id}", "何一苇")
    assert states() == []
    rectification.delete(session, OPERATOR, issue)
    assert states() == ["grace"]
