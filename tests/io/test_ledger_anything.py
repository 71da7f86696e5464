"""Whatever stands in the cells, a sheet is rows and errors in words: never a crash."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.ledgers import definitions
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.match import match
from checklists.ledgers.sheets import Cell
from tests.sheets import typed

WRITTEN = st.text("0123456789年月日.-/:：时分至~上下午元人学是否√*＊、（）() 　\n张三合计制表单位注示例'=", max_size=20)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    WRITTEN,
    st.text(max_size=10),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.none()),
)
MEANT = (date, datetime, time, str, int, bool, tuple)


@pytest.mark.parametrize("key", ["meetings", "inspections", "pairings", "issues"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_cells_under_known_headings_are_values_or_errors_in_words(key: str, data: st.DataObject) -> None:
    form = definitions.form(key)
    headings = [column.heading for column in form.columns]
    row = st.lists(CELLS, min_size=len(headings) - 3, max_size=len(headings) + 2)
    rows = data.draw(st.lists(row, max_size=4))
    found = match([typed(headings, *rows)], form, year=data.draw(st.sampled_from([None, 2025])))
    for error in found.errors:
        assert error.reason
        assert error.remedy
    for read in found.rows:
        assert all(value is None or isinstance(value, MEANT) or value.value == "*" for value in read.values.values())  # type: ignore[attr-defined]


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=6))
def test_any_sheet_at_all_is_read_or_refused_in_words(rows: list[list[Cell]]) -> None:
    try:
        found = match([typed(*rows)], definitions.form("needs"))
    except LedgerError as refused:
        assert refused.remedy  # noqa: PT017 - most of them are refused, not all
    else:
        assert found.name == "Sheet1"
