"""Ledgers of another federation, as they are: other headings, another order, a title row, dates as text."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.foreign import BRANCH, BROKEN, CARRIED, MEETINGS, MEETINGS_HEAD, MEMBERS, MEMBERS_HEAD, book
from tests.harness.server import qingdan


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new federation: one branch, nobody in it."""
    folder = tmp_path_factory.mktemp("federation")
    qingdan(folder, "init")
    qingdan(folder, "branch", "add", BRANCH)
    return folder


@pytest.fixture
def data(federation: Path, tmp_path: Path) -> Path:
    """A copy of it for each test."""
    return Path(shutil.copytree(federation, tmp_path / "data"))


def counts(data: Path) -> dict[str, int]:
    """How many rows every table holds."""
    with sqlite3.connect(data / "qingdan.db") as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def imported(data: Path, form: str, file: Path, *options: str) -> dict[str, Any]:
    done = qingdan(data, "import", form, str(file), "--branch", BRANCH, "--json", *options)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def exported(data: Path, form: str, tmp_path: Path) -> list[dict[str, str]]:
    file = tmp_path / f"{form}.csv"
    qingdan(data, "export", form, "--branch", BRANCH, "--period", "2025H1", "--to", str(file))
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_a_roster_of_another_federation_is_imported_as_it_is(data: Path, tmp_path: Path) -> None:
    told = imported(
        data, "members", book(tmp_path / "党员信息.xlsx", "青禾县残联党员信息采集表", MEMBERS_HEAD, MEMBERS)
    )
    assert (told["rows"], told["new"], told["errors"], told["written"]) == (3, 3, [], True)
    assert told["unknown_columns"] == ["编码", "籍贯"]
    assert "残联支部" in "".join(told["notices"])
    rows = {row["姓名*"]: row for row in exported(data, "members", tmp_path)}
    assert set(rows) == {"沈青", "欧阳朔方", "方圆"}
    assert rows["沈青"]["入党时间*"] == "1998-07-01"
    assert rows["欧阳朔方"]["出生年月"] == "1980-11"
    assert rows["方圆"]["人员类别*"] == "预备党员"
    assert {row["所属党支部*"] for row in rows.values()} == {BRANCH}
    assert rows["欧阳朔方"]["手机"] == "199****0002"


def test_meetings_of_another_federation_are_imported_as_they_are(data: Path, tmp_path: Path) -> None:
    told = imported(data, "meetings", book(tmp_path / "一览.xlsx", CARRIED, MEETINGS_HEAD, MEETINGS))
    assert (told["rows"], told["new"], told["errors"]) == (3, 3, [])
    assert told["unknown_columns"] == ["天气", "拍照人"]
    rows = {row["会议名称*"]: row for row in exported(data, "meetings", tmp_path)}
    assert rows["研究节前走访"]["会议类型*"] == "支部委员会"
    assert rows["研究节前走访"]["开始时间*"] == "2025-01-08 09:30"
    assert rows["通报上年情况"]["缺席人员及原因"] == "欧阳朔方（出差）"
    assert rows["走进社区"]["开始时间*"] == "2025-04-11"  # the year stands in the title
    assert rows["通报上年情况"]["会议决议"] == "同意"


def test_the_same_file_a_second_time_changes_nothing(data: Path, tmp_path: Path) -> None:
    file = book(tmp_path / "一览.xlsx", CARRIED, MEETINGS_HEAD, MEETINGS)
    imported(data, "meetings", file)
    before = counts(data)
    told = imported(data, "meetings", file)
    assert (told["new"], told["updated"], told["same"], told["written"]) == (0, 0, 3, False)
    assert counts(data) == before


WHERE = [("第5行", "开始时间", "3月32日"), ("第6行", "会议类型", "茶话会"), ("第6行", "实到人数", "5")]


def test_a_broken_ledger_says_where_what_and_how_to_mend_and_leaves_nothing(data: Path, tmp_path: Path) -> None:
    file = book(tmp_path / "坏表.xlsx", CARRIED, MEETINGS_HEAD, BROKEN)
    before = counts(data)
    done = qingdan(data, "import", "meetings", str(file), "--branch", BRANCH, check=False)
    assert done.returncode == 1
    assert counts(data) == before
    lines = done.stderr.splitlines()
    for row, column, value in WHERE:
        [line] = [line for line in lines if line.startswith(f"{row} {column}：")]
        assert value in line
        assert "请" in line
    assert lines[-1] == "一行也没有写入"


def test_a_broken_ledger_tells_programs_the_same(data: Path, tmp_path: Path) -> None:
    file = book(tmp_path / "坏表.xlsx", CARRIED, MEETINGS_HEAD, BROKEN)
    before = counts(data)
    done = qingdan(data, "import", "meetings", str(file), "--branch", BRANCH, "--json", check=False)
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["written"] is False
    assert told["new"] == 1
    assert {(error["row"], error["column"], error["value"]) for error in told["errors"]} >= {
        (5, "开始时间", "3月32日"),
        (6, "会议类型", "茶话会"),
    }
    assert all(error["reason"] and error["remedy"] for error in told["errors"])
    assert set(told["error"]) == {"place", "value", "remedy"}
    assert counts(data) == before


def test_the_good_rows_go_in_when_they_are_asked_for(data: Path, tmp_path: Path) -> None:
    file = book(tmp_path / "坏表.xlsx", CARRIED, MEETINGS_HEAD, BROKEN)
    assert imported(data, "meetings", file, "--good-rows")["written"] is True
    assert [row["会议名称*"] for row in exported(data, "meetings", tmp_path)] == ["研究节前走访"]


def test_a_dry_run_says_the_same_and_writes_nothing(data: Path, tmp_path: Path) -> None:
    file = book(tmp_path / "一览.xlsx", CARRIED, MEETINGS_HEAD, MEETINGS)
    before = counts(data)
    told = imported(data, "meetings", file, "--dry-run")
    assert (told["new"], told["written"]) == (3, False)
    assert counts(data) == before


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["import", "weather", "{file}"], "台账"),
        (["import", "meetings", "{file}", "--branch", "没有的支部"], "--branch"),
        (["import", "meetings", "{torn}"], "文件撕坏.xlsx"),
        (["export", "meetings", "--branch", BRANCH, "--period", "去年", "--to", "{file}"], "期间"),
        (["export", "meetings", "--branch", BRANCH, "--period", "2025", "--to", "out.exe"], "格式"),
    ],
)
def test_every_failure_is_one_json_document(data: Path, tmp_path: Path, arguments: list[str], place: str) -> None:
    file = book(tmp_path / "一览.xlsx", CARRIED, MEETINGS_HEAD, MEETINGS)
    torn = tmp_path / "撕坏.xlsx"
    torn.write_bytes(file.read_bytes()[:2000])
    given = [argument.format(file=file, torn=torn) for argument in arguments]
    before = counts(data)
    done = qingdan(data, *given, "--json", check=False)
    assert done.returncode == 1
    error = json.loads(done.stdout)["error"]
    assert set(error) == {"place", "value", "remedy"}
    assert error["place"] == place
    assert error["remedy"]
    assert counts(data) == before
