"""A sheet says the same whatever file it comes in."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from checklists.ledgers import child
from checklists.ledgers.sheets import Cell, decode, encode
from tests.harness.office import Office
from tests.sheets import open_document, opened, workbook

TEXT = '姓名,入党时间,备注\n张三,2001年7月1日,"一、\n二、"\n,,\n李四,2002-07-01,\n'


def run(path: Path) -> tuple[int, list[dict[str, object]]]:
    command = [sys.executable, "-m", "checklists.ledgers.reader", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_in_use(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(TEXT.replace(",", separator).encode(encoding))
    (sheet,) = opened(path)
    assert sheet.name == "名册"
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("姓名", "入党时间", "备注")),
        (2, ("张三", "2001年7月1日", "一、\n二、")),
        (4, ("李四", "2002-07-01")),
    ]


def test_the_reader_prints_rows_and_tells_a_real_date_from_its_text(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["日期"],
        [date(2025, 3, 1)],
        ["2025-03-01"],
        [datetime.fromisoformat("2025-03-01T14:30")],
        [time(9, 5)],
        [3.0],
        [True],
    ]
    code, lines = run(workbook(tmp_path / "a.xlsx", rows))
    assert code == 0
    assert [line["cells"] for line in lines] == [
        ["日期"],
        [{"d": "2025-03-01"}],
        ["2025-03-01"],
        [{"d": "2025-03-01T14:30:00"}],
        [{"t": "09:05:00"}],
        [3],
        [True],
    ]
    assert lines[1]["sheet"] == "台账"
    assert lines[1]["row"] == 2


def test_a_refusal_is_one_line_and_exit_1(tmp_path: Path) -> None:
    (path := tmp_path / "a.xlsx").write_text("no", "utf-8")
    code, lines = run(path)
    assert code == 1
    (line,) = lines
    assert line == {
        "error": {
            "place": "文件a.xlsx",
            "value": "扩展名是.xlsx，内容却不是表格",
            "remedy": "如果是网页或文字，请用WPS或Excel打开，另存为.xlsx后再上传",
        }
    }


@pytest.mark.parametrize(
    "cell", ["文字", 3, 1.5, True, None, date(2025, 3, 1), datetime.fromisoformat("2025-03-01T00:00"), time(9)]
)
def test_a_cell_crosses_from_the_child_unchanged(cell: Cell) -> None:
    back = decode(json.loads(json.dumps(encode(cell))))
    assert (back, type(back)) == (cell, type(cell))


def test_merged_and_hidden_cells_are_read_as_they_look(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page["B2"] = "××县台账"
    page.merge_cells("B2:D2")
    for row in (
        ["科室", "风险点", "等级"],
        ["康复科", "采购", "高"],
        ["", "发放", "中"],
        ["", "验收", "低"],
        ["办公室", "用车", "中"],
    ):
        page.append(["", *row])
    page.merge_cells("B4:B6")
    book.create_sheet("字典").append(["秘"])
    book["字典"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = opened(tmp_path / "a.xlsx")
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [
        (2, "××县台账"),
        (3, "科室"),
        (4, "康复科"),
        (5, "康复科"),
        (6, "康复科"),
        (7, "办公室"),
    ]


def test_an_ods_with_a_million_blank_rows_is_its_one_row(tmp_path: Path) -> None:
    blank = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    (sheet,) = child.read(open_document(tmp_path / "a.ods", blank))
    assert [row.cells for row in sheet.rows] == [("姓名",)]


@pytest.mark.parametrize("format", ["xls", "ods"])
def test_what_libreoffice_saves_is_read_as_the_same(tmp_path: Path, office: Office, format: str) -> None:
    rows: list[list[Cell]] = [["姓名", "入党时间", "手机"], ["张三", date(2001, 7, 1), "13800000001"]]
    (sheet,) = child.read(office.convert(workbook(tmp_path / "a.xlsx", rows), format))
    assert [list(row.cells) for row in sheet.rows] == rows
