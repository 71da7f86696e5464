"""Reading our own export again gives the values that were written, for every form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.exporters import Head, csv_, xlsx
from checklists.ledgers import definitions
from checklists.ledgers.form import Column, Form, Kind
from checklists.ledgers.match import match
from tests.sheets import opened

HEAD = Head(unit="某区残联机关党支部", person="张三", day=date(2025, 7, 1))
DAYS = st.dates(date(1919, 3, 1), date(2099, 12, 31))
NAME = st.text("甲乙丙丁戊己庚辛赵钱孙李", min_size=2, max_size=4)
TEXT = st.text("=+-@＝'\"，。、；（）：%&<>残联支部AZaz09 \n", min_size=1, max_size=30).map(str.strip).filter(bool)


def values(column: Column) -> st.SearchStrategy[object]:
    words = [choice.word for choice in column.choices]
    return {
        Kind.TEXT: TEXT,
        Kind.MULTILINE: TEXT,
        Kind.NAME: NAME,
        Kind.NAMES: st.lists(NAME, min_size=1, max_size=3).map(tuple),
        Kind.DATE: st.one_of(DAYS, *map(st.just, column.words)),
        Kind.MONTH: DAYS.map(lambda day: day.replace(day=1)),
        Kind.DATETIME: st.builds(datetime.combine, DAYS, st.builds(time, st.integers(0, 23), st.integers(0, 59))),
        Kind.INT: st.integers(0, 1_000_000_000),
        Kind.MONEY: st.integers(0, 10_000_000_000),
        Kind.HOURS: st.integers(0, 10_000),
        Kind.BOOL: st.booleans(),
        Kind.CHOICE: st.sampled_from(words or [""]),
        Kind.CHOICES: st.lists(st.sampled_from(words or [""]), min_size=1, max_size=2, unique=True).map(tuple),
    }[column.kind]


def rows(form: Form) -> st.SearchStrategy[list[dict[str, object]]]:
    """Rows that fill what must be filled and leave some of the rest blank."""
    fields = {}
    for column in form.layout:
        if column.kind is Kind.SERIAL or column.into:  # what is merged into another column comes back there
            continue
        blank = () if column.kind.many else None
        # A blank that something else stands for comes back filled; that is no round trip.
        always = column.required or column.fallback or column.default
        fields[column.key] = values(column) if always else st.one_of(st.just(blank), values(column))
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=3)


@pytest.mark.parametrize("key", definitions.names())
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_reading_our_own_export_again_changes_nothing(key: str, suffix: str, tmp_path: Path) -> None:
    form = replace(definitions.form(key), checks=())  # any values do here, also an end before its start
    write = {"xlsx": xlsx, "csv": csv_}[suffix].write_ledger

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows(form))
    def same(written: list[dict[str, object]]) -> None:
        (path := tmp_path / f"a.{suffix}").write_bytes(write(form, written, HEAD, reveal=True))
        found = match(opened(path), form)
        assert found.errors == []
        assert found.unknown_columns == ()
        assert [row.values for row in found.rows] == written

    same()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_masked_export_read_again_leaves_what_it_masks(suffix: str, tmp_path: Path) -> None:
    from checklists.ledgers.form import MASKED

    form = definitions.form("pairings")
    row = {
        "branch": "甲支部",
        "member": "张三",
        "person": "周小甲",
        "certificate_no": "51000019800101001142",
        "disability": "肢体",
        "grade": "二级",
        "address": "某镇某村一组十二号附一号",
        "phone": "13800001234",
        "needs": "轮椅",
        "commitment": "协助申请",
        "commitment_due": date(2025, 9, 30),
        "id": 5,
    }
    write = {"xlsx": xlsx, "csv": csv_}[suffix].write_ledger
    (path := tmp_path / f"a.{suffix}").write_bytes(write(form, [row], HEAD))
    sheets = opened(path)
    shown = str(sheets[0].rows[1].cells)
    assert "周*甲" in shown
    assert "138****1234" in shown
    assert "5100************1142" in shown
    assert not [secret for secret in ("周小甲", "13800001234", "肢体", "二级", "十二号") if secret in shown]
    read = match(sheets, form).rows[0].values
    masked = ("person", "certificate_no", "disability", "grade", "address", "phone")
    assert {key: read[key] for key in row} == {**row, **dict.fromkeys(masked, MASKED)}
