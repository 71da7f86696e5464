"""The list of issues: pressing first, 50 a page, and no more statements for fifty than for five."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.db import Database
from app.rectification import acts
from app.rectification.listing import Row, listed
from checklists.workdays import Workdays
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

TODAY, WORKDAYS = date(2025, 7, 1), Workdays.load()


def fill(db: Database, branch: int, count: int) -> None:
    with db.write() as session:
        for number in range(count):
            due = TODAY + timedelta(days=number - 3) if number % 4 else None
            values = {"source": "self_check", "text": f"问题{number}", "owner": "何一苇", "found_on": date(2025, 6, 2)}
            acts.add(session, OPERATOR, branch, values | {"due_on": due, "lists": ("支部问题清单",)})


def test_every_issue_comes_once_over_the_pages_and_what_presses_first(db: Database, world: World) -> None:
    fill(db, world.home, 120)
    here, before = frozenset({world.home}), ""
    seen: list[Row] = []
    with db.read() as session:
        while True:
            found = listed(session, here, TODAY, WORKDAYS, before=before)
            seen += found.rows
            before = found.older
            if not before:
                break
        newest = listed(session, here, TODAY, WORKDAYS, show="all")
    assert len(seen) == len({row.id for row in seen}) == 120
    dated = [row.due or date.max for row in seen]
    assert dated == sorted(dated)
    assert [row.id for row in newest.rows] == sorted((row.id for row in seen), reverse=True)[:50]


def test_only_what_is_past_its_date_and_not_finished_is_overdue(db: Database, world: World) -> None:
    fill(db, world.home, 8)
    with db.read() as session:
        overdue = listed(session, frozenset({world.home}), TODAY, WORKDAYS, show="overdue").rows
        assert [(row.title, row.word) for row in overdue] == [("问题1", "超期2天"), ("问题2", "超期1天")]
        assert not listed(session, frozenset(), TODAY, WORKDAYS, show="all").rows


@pytest.mark.parametrize("count", [5, 60])
def test_the_page_takes_a_handful_of_statements(
    caller: Callable[[], Caller], db: Database, world: World, statements: list[str], count: int
) -> None:
    fill(db, world.home, count)
    lin = caller()
    lin.sign_in("secretary", PASSWORD)
    lin.get("/issues")
    statements.clear()
    assert lin.get("/issues").status_code == 200
    asked = [one for one in statements if "issues" in one]
    assert len(asked) == 3, asked
    assert len(statements) <= 7, statements
