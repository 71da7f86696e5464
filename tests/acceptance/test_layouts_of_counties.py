"""Each form from three layouts nobody showed to the code: in, what the database says, out, and in again unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from app.imports.engine import SAME
from app.settings import Settings
from checklists.ledgers.fold import fold
from tests.acceptance.counties import branches, integrity_talks, lectures, meetings, people, talks, theme_days
from tests.acceptance.counties.county import County, county
from tests.acceptance.counties.layout import Layout

LAYOUTS = [
    layout
    for module in (meetings, theme_days, lectures, talks, integrity_talks, people, branches)
    for layout in vars(module).values()
    if isinstance(layout, Layout)
]
NAMES = [f"{layout.form}-{layout.name}" for layout in LAYOUTS]


@pytest.fixture
def home(any_db: Database, settings: Settings) -> Iterator[County]:
    found = county(any_db, settings)
    yield found
    found.office.db.close()


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_a_county_s_ledger_goes_in_and_its_export_changes_nothing(home: County, layout: Layout, tmp_path: Path) -> None:
    home.remember(layout.form, layout.by_hand)
    plan = home.take(layout.form, layout.write(tmp_path))
    assert len(plan.sheet.rows) == len(layout.says)
    assert set(plan.sheet.unknown_columns) == set(layout.aside)
    rows = home.rows(layout.form)
    for says in layout.says:
        wanted = {fold(heading): value for heading, value in says.items()}
        assert [row for row in rows if wanted.items() <= row.items()], _nearest(rows, wanted)
    for kind in ("xlsx", "csv"):
        again = home.take(layout.form, home.export(layout.form, tmp_path / f"{layout.form}.{kind}"))
        assert again.errors == []
        assert again.count(SAME) == len(again.sheet.rows) == len(rows)
        assert home.rows(layout.form) == rows


def _nearest(rows: list[dict[str, str]], wanted: dict[str, str]) -> str:
    """What the most alike row says instead."""
    alike = max(rows, key=lambda row: len(wanted.items() & row.items()), default={})
    return f"{wanted.items() - alike.items()} but {[(key, alike.get(key)) for key in wanted if alike.get(key) != wanted[key]]}"


def test_each_form_has_three() -> None:
    forms = [layout.form for layout in LAYOUTS]
    assert {form: forms.count(form) for form in forms} == dict.fromkeys(
        ["meetings", "theme-days", "lectures", "talks", "integrity-talks", "members", "committee", "branches"], 3
    )
