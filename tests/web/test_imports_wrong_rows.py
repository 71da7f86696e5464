"""The bad rows of a file as the same sheet with their reasons: mended there, and uploaded again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from app.activities.models import Activity
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World
from tests.sheets import workbook
from tests.web.test_imports import HEAD, everything, held, ledger, meeting, upload, write

HEADINGS = [*HEAD, "天气"]


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def page_of(content: bytes) -> Any:
    import openpyxl

    return openpyxl.load_workbook(BytesIO(content)).active


def two_wrong(folder: Path) -> bytes:
    rows = [
        [*meeting(), "晴"],
        [*meeting("5月支委会", "5月32日"), "雨"],
        [*meeting("+4月支委会", "2025-04-10", present=9), "阴"],
    ]
    return ledger(folder, ["2025年度台账"], HEADINGS, *rows, head=["填报：何一苇"])


def test_only_the_wrong_rows_come_back_each_with_its_reason(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = upload(secretary, two_wrong(tmp_path)).headers["location"]
    before = everything(db)
    answer = secretary.get(f"{address}/wrong")
    assert everything(db) == before
    assert "台账（有错的行）.xlsx" in unquote(answer.headers["content-disposition"])
    above, title, head, first, second = page_of(answer.content).iter_rows(values_only=True)
    assert above[0] == "填报：何一苇"
    assert title[0] == "2025年度台账"
    assert list(head) == [*HEADINGS, "错误原因"]
    assert first[2:4] == ("5月支委会", "5月32日")
    assert first[-1] == "开始时间“5月32日”没有这一天，请核对后写成2025-05-31"
    assert second[2] == "+4月支委会"
    assert "“9”多于应到人数3" in second[-1]


def test_the_mended_file_goes_in_and_its_extra_column_is_not_asked_about(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    address = upload(secretary, two_wrong(tmp_path)).headers["location"]
    write(secretary, address, "good")
    assert f"{address}/wrong" in secretary.get(address).text
    rows = [list(row) for row in page_of(secretary.get(f"{address}/wrong").content).iter_rows(values_only=True)]
    rows[3][3], rows[4][8] = "5月20日", 3
    mended = upload(secretary, workbook(tmp_path / "改好.xlsx", rows).read_bytes()).headers["location"]
    page = secretary.get(mended).text
    assert "错误原因" not in page
    assert "表里的“天气”" in page
    write(secretary, mended)
    assert held(db) == ["+4月支委会", "5月支委会", "6月支委会"]


def test_a_year_given_by_hand_is_written_where_it_is_read_again(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    rows = [meeting(day="6月26日", present=9)]
    address = upload(secretary, ledger(tmp_path, *rows), year="2025").headers["location"]
    page = page_of(secretary.get(f"{address}/wrong").content)
    page["I2"] = 3
    page.parent.save(tmp_path / "改好.xlsx")
    write(secretary, upload(secretary, (tmp_path / "改好.xlsx").read_bytes()).headers["location"])
    with db.read() as session:
        assert [str(day) for day in session.scalars(select(Activity.held_on))] == ["2025-06-26"]


def test_what_stands_under_the_table_for_all_rows_stays_there(secretary: Caller, tmp_path: Path) -> None:
    head = ["检查日期", "检查单位", "受检单位", "检查人", "检查项目", "检查内容", "检查情况"]
    row = ["2025-05-20", "甲支部", "乙支部", "林远帆", "三会一课", "会议记录", "不好说"]
    content = ledger(tmp_path, row, ["总体评价：较好"], head=head)
    address = upload(secretary, content, form="inspections").headers["location"]
    *_, last = page_of(secretary.get(f"{address}/wrong").content).iter_rows(values_only=True)
    assert last[0] == "总体评价：较好"


def test_a_column_that_is_missing_is_the_reason_of_every_row(secretary: Caller, tmp_path: Path) -> None:
    rows = [row[:3] + row[4:] for row in (meeting(), meeting("5月支委会"))]
    address = upload(secretary, ledger(tmp_path, *rows, head=HEAD[:3] + HEAD[4:])).headers["location"]
    _, *wrong = page_of(secretary.get(f"{address}/wrong").content).iter_rows(values_only=True)
    assert [row[-1].split("，")[0] for row in wrong] == ["开始时间：表里没有这一列"] * 2


def test_there_is_no_such_file_where_all_is_well_or_for_another_branch(
    secretary: Caller, caller: Callable[[], Caller], tmp_path: Path
) -> None:
    whole = upload(secretary, ledger(tmp_path, meeting())).headers["location"]
    wrong = upload(secretary, two_wrong(tmp_path)).headers["location"]
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    assert secretary.get(f"{whole}/wrong").status_code == 404
    assert stranger.get(f"{wrong}/wrong").status_code == 404
