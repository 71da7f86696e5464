"""Rows copied out of a spreadsheet and pasted: the same preview as for a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from httpx import Response
from sqlalchemy import select

from app.activities.models import Activity
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import URL, Caller, Forms
from tests.harness.world import PASSWORD, World
from tests.web.test_imports import HEAD, everything, ledger, meeting, upload, write

ROW = [str(cell or "") for cell in meeting()]


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def paste(person: Caller, text: str, form: str = "meetings", **typed: str) -> Response:
    fields = person.fields(f"/import?form={form}", "/import") | {"paste": text, **typed}
    empty = {"file": ("", b"", "application/octet-stream")}  # as a browser sends a file field left alone
    return person.client.post("/import", data=fields, files=empty, headers={"origin": URL}, follow_redirects=False)


def test_a_pasted_table_is_previewed_and_written_like_a_file(secretary: Caller, db: Database) -> None:
    address = paste(secretary, "\r\n".join(["\t".join(HEAD), "\t".join(ROW), ""])).headers["location"]
    page = secretary.get(address).text
    assert "粘贴的内容" in page
    assert "读到1行" in page
    write(secretary, address)
    with db.read() as session:
        assert session.scalars(select(Activity.title)).all() == ["6月支委会"]


def test_a_cell_with_line_breaks_and_quotes_stays_one_cell(secretary: Caller, db: Database) -> None:
    row = [*ROW[:-1], '"一是""走访""；\n二是按期走访"']
    write(secretary, paste(secretary, "\r\n".join(["\t".join(HEAD), "\t".join(row)])).headers["location"])
    with db.read() as session:
        assert session.scalars(select(Activity.resolution)).all() == ['一是"走访"；\n二是按期走访']


def test_the_first_cell_of_a_pasted_table_may_be_blank(secretary: Caller, db: Database) -> None:
    head = ["序号", *HEAD]
    text = "\n".join(["\t".join(["", *head[1:]]), "\t".join(["", *ROW])])
    page = secretary.get(paste(secretary, text).headers["location"]).text
    assert "全部写入" in page


def test_rows_without_headings_are_read_as_our_own_layout(secretary: Caller, db: Database) -> None:
    row = "苏念真\t女\t汉族\t1990-03\t2019-07-01\t2020-07-01\t正式党员"
    address = paste(secretary, row, "members", headless="1").headers["location"]
    write(secretary, address)
    with db.read() as session:
        assert str(session.scalar(select(Person.joined_on).where(Person.name == "苏念真"))) == "2019-07-01"


def test_a_refused_paste_is_kept_as_it_was_typed(secretary: Caller, db: Database) -> None:
    answer = paste(secretary, "\t天气\n\t晴", year="2025")
    assert answer.status_code == 422
    assert "没有找到《三会一课会议记录》的表头" in answer.text
    assert Forms(answer.text).found["/import"]["paste"][0].lstrip("\n").startswith("\t天气")
    assert everything(db)["imports"] == 0


def test_a_file_and_a_paste_at_once_are_refused(secretary: Caller, tmp_path: Path) -> None:
    answer = upload(secretary, ledger(tmp_path, meeting()), paste="天气")
    assert answer.status_code == 422
    assert "请只用一种" in answer.text


def test_the_same_limits_hold_for_a_paste(secretary: Caller) -> None:
    answer = paste(secretary, "\t".join(HEAD) + "\n" + ("\t".join(ROW) + "\n") * 20_100)
    assert answer.status_code == 422
    assert "超过20000行" in answer.text
