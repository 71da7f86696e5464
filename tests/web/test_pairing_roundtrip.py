"""The room's ledgers out and in again, a row that was rolled back, and how few questions a long sheet asks."""

from __future__ import annotations

from datetime import date

import pytest

from app.db import Database
from checklists.ledgers import definitions
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build
from tests.web.pairing_sheets import BY_FORM, NEEDS, PAIR, SERVICES, VISITS, bring, counts, rows

SHEETS = [("pairings", PAIR), ("visits", VISITS), ("needs", NEEDS), ("services", SERVICES)]


@pytest.mark.parametrize(("form", "text"), SHEETS)
def test_our_own_rows_read_again_change_nothing(db: Database, world: World, form: str, text: str) -> None:
    with db.write() as session:
        bring(session, form, world.home, rows(form, text))
    ledger, columns = BY_FORM[form], {column.key for column in definitions.form(form).layout}
    with db.read() as session:
        records = list(ledger.rows(session, frozenset({world.home}), parse("2025H1")))
        written = [ledger.row(session, record) for record in records]
    assert len(written) == len(text.strip().splitlines()) - 1
    for row in written:
        assert columns <= {*row, "serial", "photos"}
    again = [{k: v for k, v in row.items() if v not in (None, (), "") and k not in ("id", "branch")} for row in written]
    with db.write() as session:
        assert bring(session, form, world.home, again) == ["same"] * len(written)
        assert not session.info.get("audit")


def test_a_row_that_was_rolled_back_takes_its_household_along(db: Database, world: World) -> None:
    visits = BY_FORM["visits"]
    first, second, _ = rows("visits", VISITS)
    with db.write() as session:
        attempt = session.begin_nested()
        visits.add(session, OPERATOR, world.home, first)
        attempt.rollback()
        visits.add(session, OPERATOR, world.home, second)
        assert visits.match(session, world.home, first) is None
        visits.add(session, OPERATOR, world.home, first)
    assert counts(db)["households"] == 2


def test_a_long_sheet_of_visits_asks_hardly_more_than_it_writes(
    db: Database, world: World, statements: list[str]
) -> None:
    """100 visits to 50 unknown households: each writes one row, each household two."""
    given = [
        {"visited_on": date(2025, 5, 1 + day), "visitors": ("周晓禾",), "person": f"户{n}", "way": "入户"}
        for day in range(2)
        for n in range(50)
    ]
    with db.write() as session:
        statements.clear()
        bring(session, "visits", world.home, given)
        assert sum(statement.startswith("INSERT") for statement in statements) == 200
        assert sum(statement.startswith("SELECT") for statement in statements) <= 10


def test_the_ledgers_go_in_and_out_on_both_engines(any_db: Database) -> None:
    with any_db.write() as session:
        world = build(session)
        for form, text in SHEETS:
            assert set(bring(session, form, world.home, rows(form, text))) == {"new"}
            assert set(bring(session, form, world.home, rows(form, text))) == {"same"}
