"""Whatever stands in the cells, an import ends in words, and a rehearsal leaves nothing (R58)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.db import Base, Database
from app.imports import acts
from app.imports.registry import DOORS
from app.imports.scope import Scope
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.form import Column, Kind
from checklists.ledgers.match import Sheet, match
from checklists.ledgers.sheets import Cell
from tests.harness.web import DAY
from tests.harness.world import AWAY, HOME, OPERATOR, PEOPLE, World
from tests.sheets import typed

JUNK = ["", "", "/", "张*三", "****", "=1+1", "第一行\n第二行", "x" * 300, 0, -1, 3.5, 10**12, True, DAY, HOME, "一般"]
DAYS: list[Cell] = ["2025-03-05", "2025年4月6日", "2025-03-05 14:30", DAY]
OWN: dict[str, list[Cell]] = {"branch": [HOME], "id": ["", "", 1], "year": [2025]}
FITTING: dict[Kind, list[Cell]] = {
    Kind.DATE: DAYS,
    Kind.DATETIME: DAYS,
    Kind.MONTH: ["1975-10", "1980年1月"],
    Kind.INT: [1, 3, "5人"],
    Kind.MONEY: [200, "100.50"],
    Kind.HOURS: [1.5, 2],
    Kind.BOOL: ["是", "否"],
    Kind.NAME: [*PEOPLE],
    Kind.NAMES: ["林远帆、周晓禾", *PEOPLE],
}


def cells(column: Column) -> st.SearchStrategy[Cell]:
    """Mostly what the column asks for, so that whole rows get as far as the rooms; now and then anything."""
    words: list[Cell] = [choice.word for choice in column.choices]
    fitting = OWN.get(column.key) or words or FITTING.get(column.kind, ["学习", "2025年上半年", HOME, AWAY])
    return st.sampled_from([*fitting * (200 // len(fitting)), *JUNK])


@st.composite
def sheets(draw: st.DrawFn, form: str) -> Sheet:
    layout = DOORS[form].form.columns
    rows = draw(st.lists(st.tuples(*(cells(column) for column in layout)), min_size=1, max_size=4))
    try:
        return match([typed([c.heading for c in layout], *rows)], DOORS[form].form, defaults={"branch": HOME})
    except LedgerError:
        return match([typed([c.heading for c in layout])], DOORS[form].form)


def everything(db: Database) -> dict[str, int]:
    with db.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(t)) or 0 for name, t in Base.metadata.tables.items()
        }


@pytest.mark.parametrize("form", DOORS)
def test_any_cells_end_in_words_and_leave_nothing(db: Database, world: World, form: str) -> None:
    before = everything(db)
    with db.read() as session:
        scope = Scope.of(session, [world.home], world.home)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sheet=sheets(form))
    def look(sheet: Sheet) -> None:
        plan = acts.rehearse(db, OPERATOR, DOORS[form], sheet, replace(scope, unknown={}))
        told = {error.row for error in plan.errors}
        assert set(plan.left_out) <= told or plan.sheet.missing_columns
        assert all(error.reason and error.remedy for error in plan.errors)

    look()
    assert everything(db) == before
