"""`qingdan packs diff OLD NEW`: what two files of rules ask differently, item by item."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.__main__ import main
from checklists.catalogue import PACKAGED

FILE = PACKAGED / "five_ones.yaml"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    file = tmp_path / "newer.yaml"
    file.write_text(FILE.read_text("utf-8").replace("cadence: month", "cadence: quarter", 1), "utf-8")
    return file


def test_each_field_that_differs_is_told_before_and_after(newer: Path) -> None:
    answer = CliRunner().invoke(main, ["packs", "diff", str(FILE), str(newer)])
    assert answer.exit_code == 0
    assert "five_ones\t修改\t每月一次集中学习\n\t多长时间一次：每月 → 每季度\n" in answer.output
    rows = json.loads(CliRunner().invoke(main, ["packs", "diff", str(FILE), str(newer), "--json"]).output)
    assert rows[0]["changes"] == [{"field": "多长时间一次", "before": "每月", "after": "每季度"}]


def test_the_same_file_twice_tells_nothing_and_a_broken_one_its_place(newer: Path) -> None:
    assert CliRunner().invoke(main, ["packs", "diff", str(FILE), str(FILE)]).output == ""
    newer.write_text(newer.read_text("utf-8").replace("strength: usual", "strength: never", 1), "utf-8")
    broken = CliRunner().invoke(main, ["packs", "diff", str(FILE), str(newer)])
    assert broken.exit_code != 0
    assert "strength" in broken.output
