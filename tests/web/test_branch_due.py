"""Who is due at a meeting and who votes, on any day, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import DueExclusion, VoteSuspension
from app.branches.queries import DueBody, due_body
from app.db import Database
from tests.harness.world import World, build

BEFORE, FIRST, LAST, AFTER = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 5, 31), date(2025, 6, 1))


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def span(world: World, name: str) -> dict[str, Any]:
    held = {"since": FIRST, "until": AFTER, "document": "云工委〔2025〕3号", "recorded_on": FIRST}
    return {"branch_id": world.home, "person_id": world.people[name]} | held


def suspend(session: Session, world: World, name: str) -> None:
    session.add(VoteSuspension(status="probation", **span(world, name)))
    session.flush()


def exclude(session: Session, world: World, name: str, ground: str = "bedridden") -> None:
    session.add(DueExclusion(ground=ground, approved_by="工委", approved_on=FIRST, **span(world, name)))
    session.flush()


def counted(body: DueBody) -> tuple[int, int, int]:
    return len(body.members), len(body.due), len(body.voters)


def test_a_suspended_member_is_due_and_does_not_vote_on_those_days_only(inside: tuple[Session, World]) -> None:
    session, world = inside
    suspend(session, world, "何一苇")
    days = [due_body(session, world.home, day) for day in (BEFORE, FIRST, LAST, AFTER)]
    assert [counted(body) for body in days] == [(8, 8, 8), (8, 8, 7), (8, 8, 7), (8, 8, 8)]
    assert [body.words for body in days] == ["", "不计入表决基数1人", "不计入表决基数1人", ""]
    assert [row.name for row in days[1].members if row.suspended] == ["何一苇"]
    assert all(row.full for row in days[1].members)


def test_one_not_counted_is_neither_due_nor_in_the_base(inside: tuple[Session, World]) -> None:
    session, world = inside
    exclude(session, world, "宋知秋")
    days = [due_body(session, world.home, day) for day in (BEFORE, FIRST, LAST, AFTER)]
    assert [counted(body) for body in days] == [(8, 8, 8), (8, 7, 7), (8, 7, 7), (8, 8, 8)]
    assert days[2].words == "经批准不计入应到会1人"


def test_one_who_is_both_is_taken_off_once(inside: tuple[Session, World]) -> None:
    session, world = inside
    suspend(session, world, "何一苇")
    exclude(session, world, "何一苇", "punished")
    exclude(session, world, "宋知秋")
    body = due_body(session, world.home, FIRST)
    assert counted(body) == (8, 6, 6)
    assert body.words == "经批准不计入应到会2人"
    assert {row.name: row.excluded for row in body.members if row.excluded} == {
        "何一苇": "punished",
        "宋知秋": "bedridden",
    }


def test_what_was_deleted_or_belongs_to_another_branch_changes_nothing(inside: tuple[Session, World]) -> None:
    session, world = inside
    suspend(session, world, "何一苇")
    exclude(session, world, "宋知秋")
    session.scalars(select(VoteSuspension)).one().deleted_at = datetime(2025, 3, 2, tzinfo=UTC)
    session.scalars(select(DueExclusion)).one().branch_id = world.away
    session.flush()
    assert counted(due_body(session, world.home, FIRST)) == (8, 8, 8)


def test_the_roster_stays_two_statements(inside: tuple[Session, World], statements: list[str]) -> None:
    session, world = inside
    suspend(session, world, "何一苇")
    statements.clear()
    due_body(session, world.home, FIRST)
    assert len(statements) == 2
