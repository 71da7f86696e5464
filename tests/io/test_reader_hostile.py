"""A file that means harm is refused in words, soon, and costs this process nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.ledgers import child, definitions
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.match import match
from tests import hostile
from tests.sheets import opened, typed

SOON = 10  # seconds; the measure is under 2, the rest is for a busy machine
HARM: list[tuple[Callable[[Path], Path], str]] = [
    (hostile.zip_bomb, "展开后超过50兆，或压缩得不正常"),
    (hostile.many_small_bombs, "展开后超过50兆，或压缩得不正常"),
    (hostile.nested_zip, "里面还套着别的文件（inner.bin）"),
    (hostile.entity_bomb, "DOCTYPE"),
    (hostile.hidden_entity, "DOCTYPE"),
    (hostile.wrong_crc, "已损坏"),
    (hostile.cut_short, "已损坏"),
    (hostile.too_many_rows, "超过20000行"),
    (hostile.far_cell, "没有读完"),
    (hostile.many_times_one_text, "没有读完|内容太多"),
    (hostile.too_wide, "“台账”第1行有3000列"),
    (hostile.repeated_row, "读不出来"),
    (hostile.encrypted, "设有密码"),
    (hostile.encrypted_zip, "设有密码"),
    (hostile.words_document, "不是表格文件"),
    (hostile.csv_as_xlsx, "扩展名是.xlsx，内容却不是表格"),
    (hostile.web_page_as_xls, "扩展名是.xls，内容却不是表格"),
    (hostile.picture_as_csv, "不是文字表格"),
    (hostile.workbook_as_csv, "扩展名是.csv，内容却不是文字"),
    (hostile.program, "不能读.exe的文件"),
    (hostile.empty, "是空文件"),
]


def memory(kind: str) -> int:
    """Kilobytes this process holds, or held at most since it was last asked what it holds."""
    if kind == "VmRSS":
        Path("/proc/self/clear_refs").write_text("5")
    found = re.search(rf"{kind}:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    return int(found[1])


@pytest.mark.parametrize(("make", "words"), HARM, ids=[make.__name__ for make, _ in HARM])
def test_a_file_that_means_harm_is_refused_in_words(make: Callable[[Path], Path], words: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    before, start = memory("VmRSS"), monotonic()
    with pytest.raises(LedgerError, match=words) as refused:
        child.read(path)
    assert monotonic() - start < SOON
    assert memory("VmHWM") - before < 50_000
    assert path.name in refused.value.place
    assert refused.value.remedy.startswith(("请", "能读的是", "如果"))


@pytest.mark.parametrize(
    "text", ["、" * 60_000, "张、" * 60_000, " " * 60_000 + "x", "（" * 60_000, "检查人:" + " " * 60_000 + "张三"]
)
@pytest.mark.parametrize("form", ["meetings", "inspections"])
def test_a_text_made_to_keep_a_pattern_busy_takes_no_time(form: str, text: str) -> None:
    columns = definitions.form(form).columns
    rows = [
        [text, "全天"],
        [column.heading for column in columns],
        ["2025-05-06 全天" + text for _ in columns],
        [text for _ in columns],
    ]
    start = monotonic()
    match([typed(*rows)], definitions.form(form))
    assert monotonic() - start < SOON


def test_a_child_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="没有读完"):
        child.read(hostile.good(tmp_path), timeout=0.01)


def test_the_child_knows_none_of_our_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_FIELD_KEY", "s3cret")
    assert "s3cret" not in "".join(child._environment().values())


def rows_or_refusal(path: Path) -> object:
    try:
        return [sheet.rows for sheet in opened(path)] or "blank"
    except LedgerError as refused:
        return refused.remedy


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", bytes.fromhex("D0CF11E0A1B11AE1")]),
    suffix=st.sampled_from([".xlsx", ".xls", ".ods", ".csv"]),
)
def test_whatever_bytes_arrive_are_rows_or_a_refusal(tmp_path: Path, data: bytes, start: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(start + data)
    assert rows_or_refusal(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), bit=st.integers(0, 7))
def test_a_workbook_with_one_bit_turned_is_rows_or_a_refusal(tmp_path: Path, place: float, bit: int) -> None:
    path = hostile.good(tmp_path)
    data = bytearray(path.read_bytes())
    data[int(place * (len(data) - 1))] ^= 1 << bit
    path.write_bytes(bytes(data))
    assert rows_or_refusal(path)
