"""No cell of an export becomes a formula, and each comes back as it was typed."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from checklists.exporters import Head, csv_, xlsx
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from tests.harness.office import Office
from tests.sheets import opened

HEAD = Head(unit="=1+1", person="@SUM(1)", day=date(2025, 7, 1), title="=cmd|' /C calc'!A0")
SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " =", "'=", "''@", "\t", "\r"]
BODIES = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://127.0.0.1/?"&A1,"看")', "SUM(1+9)*cmd|' /C calc'!A0"]
PAYLOADS = [sign + body for sign, body in product(SIGNS, BODIES)]
FORM = definitions.form("figures")
ROWS = [
    {
        "title": text,
        "value": text,
        "unit": "人",
        "basis": text,
        "period": "2025年",
        "as_of": date(2025, 6, 30),
        "department": text,
    }
    for text in PAYLOADS
]


def test_there_are_at_least_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


def formulas(path: Path) -> list[object]:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return [cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def values(path: Path) -> list[object]:
    found = match(opened(path), FORM)
    assert found.errors == []
    return [row.values["basis"] for row in found.rows]


def test_xlsx_holds_no_formula_and_gives_every_text_back(tmp_path: Path) -> None:
    (path := tmp_path / "a.xlsx").write_bytes(xlsx.write_ledger(FORM, ROWS, HEAD))
    assert formulas(path) == []
    assert values(path) == [text.strip().replace("\r", "\n") for text in PAYLOADS]


def test_csv_begins_no_cell_with_a_sign_and_gives_every_text_back(tmp_path: Path) -> None:
    (path := tmp_path / "a.csv").write_bytes(csv_.write_ledger(FORM, ROWS, HEAD))
    for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.lstrip().startswith(tuple("=+-@＝＋－＠"))]
    assert values(path) == [text.strip().replace("\r", "\n") for text in PAYLOADS]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_libreoffice_finds_no_formula_either(tmp_path: Path, office: Office, suffix: str) -> None:
    write = {"xlsx": xlsx, "csv": csv_}[suffix].write_ledger
    path = tmp_path / f"in.{suffix}"
    path.write_bytes(write(FORM, ROWS, HEAD))
    assert formulas(office.convert(office.convert(path, "ods"), "xlsx")) == []
