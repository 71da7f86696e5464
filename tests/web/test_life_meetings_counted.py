"""Problems in 个 and measures in 条: each once, whether followed in the meeting's list or in rectification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.activities import acts as activities
from app.activities.models import Activity
from app.db import Database
from app.facts import events
from app.life_meetings import acts, queries
from app.life_meetings.handing_over import hand_over
from app.life_meetings.models import LifeFinding
from app.rectification import acts as rectification
from app.rectification import queries as rectified
from app.rectification.models import Issue
from checklists.figures import compute
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build

HELD, TODAY = date(2025, 2, 26), date(2025, 7, 1)
MEASURE = {"kind": "problem", "measure": "每季度入户一次", "owner": "秦小满"}


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, Activity]]:
    with any_db.write() as session:
        world: World = build(session)
        values = {"title": "2024年度组织生活会", "held_on": HELD}
        yield session, activities.add(session, OPERATOR, world.home, values, [{"kind": "life_meeting"}])


def found(session: Session, activity: Activity, text: str, **more: Any) -> LifeFinding:
    return acts.add(session, OPERATOR, activity, MEASURE | {"text": text, **more})


def numbers(session: Session, branch: int, on: date = TODAY) -> tuple[int | None, int | None]:
    """(问题, 措施) of the half-year."""
    session.flush()
    branches = frozenset({branch})
    selects = [*queries.facts(branches), *rectified.facts(branches)]
    book = compute([e for e in events(session, selects) if e.on <= on], parse("2025H1"), on)
    breakdown = next(it for it in book if it.key == "life_meetings").breakdown
    return breakdown["problems"], breakdown["measures"]


def finish(session: Session, issue: Issue, on: date) -> None:
    rectification.add_evidence(session, OPERATOR, issue, "走访单")
    rectification.apply(session, OPERATOR, issue, {"finished_on": on})


def test_a_measure_counts_from_the_day_it_was_carried_out(inside: tuple[Session, Activity]) -> None:
    session, activity = inside
    found(session, activity, "走访间隔过长", done_on=date(2025, 5, 8))
    found(session, activity, "学得不深")
    found(session, activity, "多到家庭去", kind="opinion", done_on=date(2025, 5, 9))
    assert numbers(session, activity.branch_id) == (2, 2)
    assert numbers(session, activity.branch_id, date(2025, 5, 7)) == (2, 0)


def test_what_was_handed_over_is_counted_as_the_issue_and_once(inside: tuple[Session, Activity]) -> None:
    session, activity = inside
    finding = found(session, activity, "走访间隔过长")
    issue, is_new = hand_over(session, OPERATOR, finding)
    assert is_new
    assert numbers(session, activity.branch_id) == (1, 0)
    finish(session, issue, date(2025, 6, 2))
    assert numbers(session, activity.branch_id) == (1, 1)
    rectification.delete(session, OPERATOR, issue)
    assert numbers(session, activity.branch_id) == (1, 0)


def test_an_issue_entered_by_hand_is_taken_up_by_one_finding_alone(inside: tuple[Session, Activity]) -> None:
    session, activity = inside
    by_hand = {"source": "life_meeting", "text": "走访间隔过长", "found_on": HELD, "owner": "秦小满"}
    known = rectification.add(session, OPERATOR, activity.branch_id, by_hand)
    assert hand_over(session, OPERATOR, found(session, activity, "走访间隔过长")) == (known, False)
    other, is_new = hand_over(session, OPERATOR, found(session, activity, "走访间隔过长"))
    assert is_new
    assert other is not known
    assert numbers(session, activity.branch_id) == (2, 0)


def test_a_meeting_that_was_cancelled_or_deleted_leaves_no_number(inside: tuple[Session, Activity]) -> None:
    session, activity = inside
    found(session, activity, "走访间隔过长", done_on=date(2025, 5, 8))
    activities.delete(session, OPERATOR, activity)
    assert numbers(session, activity.branch_id) == (0, 0)


def test_no_person_stands_in_a_title(inside: tuple[Session, Activity]) -> None:
    session, activity = inside
    found(session, activity, "秦小满走访间隔过长", person="秦小满", done_on=date(2025, 5, 8))
    told = events(session, queries.facts(frozenset({activity.branch_id})))
    assert {event.title for event in told} == {"2024年度组织生活会：查摆问题", "2024年度组织生活会：整改措施"}
