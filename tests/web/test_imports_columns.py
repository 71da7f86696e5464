"""Files that are read otherwise than they were meant, and files that are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.activities.models import Activity
from app.db import Database
from tests.harness.callers import Caller, Forms
from tests.harness.world import PASSWORD, World
from tests.web.test_imports import HEAD, everything, ledger, meeting, upload, write


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_a_column_nobody_knows_is_listed_and_can_be_mapped_by_hand(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    head = [*HEAD[:-1], "一致意见"]
    address = upload(secretary, ledger(tmp_path, meeting(), head=head)).headers["location"]
    page = secretary.get(address).text
    assert "未识别的列" in page
    assert "一致意见" in page
    action = f"{address}/columns"
    assert secretary.send(address, action, **{"column-0": "resolution"}).status_code == 303
    assert "未识别的列" not in secretary.get(address).text
    write(secretary, address)
    with db.read() as session:
        assert session.scalars(select(Activity.resolution)).all() == ["按期走访"]


def test_a_column_read_wrongly_is_set_aside_by_hand(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = upload(secretary, ledger(tmp_path, meeting())).headers["location"]
    fields = secretary.fields(address, f"{address}/columns")
    [number] = [name.removeprefix("heading-") for name, values in fields.items() if values == ["会议决议"]]
    secretary.post(f"{address}/columns", fields | {f"column-{number}": ""})
    write(secretary, address)
    with db.read() as session:
        assert session.scalars(select(Activity.resolution)).all() == [""]


def test_days_without_a_year_take_the_year_given(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = upload(secretary, ledger(tmp_path, meeting(day="5月6日"))).headers["location"]
    assert "第2行 开始时间" in secretary.get(address).text
    secretary.send(address, f"{address}/columns", year="2025")
    write(secretary, address)
    with db.read() as session:
        assert [str(day) for day in session.scalars(select(Activity.held_on))] == ["2025-05-06"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("台账.docx", b"PK\x03\x04", "不能读.docx的文件"),
        ("台账.xlsx", b"", "是空文件"),
        ("台账.xlsx", b"<html>", "内容却不是表格"),
        ("台账.csv", "天气,风向\n晴,东\n".encode(), "没有找到《三会一课会议记录》的表头"),
    ],
)
def test_what_is_no_ledger_is_refused_in_words_and_not_kept(
    secretary: Caller, db: Database, name: str, content: bytes, words: str
) -> None:
    answer = upload(secretary, content, name)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>错误：" in answer.text
    assert everything(db)["imports"] == 0


def test_a_form_without_a_file_keeps_what_was_chosen(secretary: Caller) -> None:
    answer = secretary.post("/import", secretary.fields("/import") | {"form": "members", "year": "abc"})
    assert answer.status_code == 422
    assert "请选择要导入的文件" in answer.text
    assert "年份“abc”认不出" in answer.text
    assert Forms(answer.text).found["/import"]["form"] == ["members"]


def test_the_empty_template_is_read_as_the_ledger_it_is(secretary: Caller, tmp_path: Path) -> None:
    answer = secretary.get("/import/template?form=visits")
    assert answer.headers["content-disposition"].startswith("attachment")
    page = secretary.get(upload(secretary, answer.content, "空表.xlsx", form="visits").headers["location"]).text
    assert "读到0行" in page
