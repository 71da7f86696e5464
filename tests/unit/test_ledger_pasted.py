"""The text that Excel and WPS put on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.ledgers import pasted


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙\r\n丙\t\r\n", [["甲", "乙"], ["丙", ""]]),
        ("\t乙\n\n丙", [["", "乙"], [""], ["丙"]]),
        ('"一\n二"\t丙', [["一\n二", "丙"]]),
        ('"说""好"""\t丙', [['说"好"', "丙"]]),
        ('"第一议题"学习\t丙\n丁', [['"第一议题"学习', "丙"], ["丁"]]),
        ('"没有合上\t丙\n丁', [['"没有合上', "丙"], ["丁"]]),
        ("", []),
    ],
)
def test_cells_are_parted_as_they_stood_in_the_sheet(text: str, rows: list[list[str]]) -> None:
    assert list(pasted.rows(text)) == rows


@given(st.lists(st.lists(st.text('甲"\n\t x', max_size=5), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_excel_copies_is_read_back(table: list[list[str]]) -> None:
    def copied(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set('"\n\t') else cell

    text = "\r\n".join("\t".join(map(copied, row)) for row in table)
    assert list(pasted.rows(text + "\r\n")) == table
