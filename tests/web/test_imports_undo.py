"""An import taken back as a whole, or not at all when somebody went on from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.activities.models import Activity, Attendance
from app.db import Database
from app.imports.models import Import
from checklists.ledgers.sheets import Cell
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World
from tests.web.test_imports import held, ledger, meeting, upload, write

Arrive = Callable[[], Caller]


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def brought_in(person: Caller, content: bytes, **typed: str) -> str:
    address: str = upload(person, content, **typed).headers["location"]
    assert write(person, address).status_code == 303
    return address


def undo(person: Caller, address: str) -> str:
    answer = person.send(address, f"{address}/undo")
    return answer.text if answer.status_code != 303 else person.get(address).text


def test_undoing_an_import_takes_out_what_was_new_and_puts_back_what_was_changed(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    brought_in(secretary, ledger(tmp_path, meeting()))
    later = brought_in(secretary, ledger(tmp_path, meeting(resolution="改期走访"), meeting("5月支委会", "2025-05-20")))
    assert "更新" in secretary.get(later).text
    assert "台账回到导入之前" in undo(secretary, later)
    with db.read() as session:
        assert session.execute(select(Activity.title, Activity.resolution)).all() == [("6月支委会", "按期走访")]


def test_a_meeting_that_two_rows_changed_reads_again_as_before_the_first(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    brought_in(secretary, ledger(tmp_path, meeting()))
    rows = [meeting(resolution="改期走访"), meeting(resolution="不再走访")]
    undo(secretary, brought_in(secretary, ledger(tmp_path, *rows)))
    with db.read() as session:
        assert session.scalars(select(Activity.resolution)).all() == ["按期走访"]


def test_imports_are_undone_one_after_another(secretary: Caller, db: Database, tmp_path: Path) -> None:
    first = brought_in(secretary, ledger(tmp_path, meeting()))
    second = brought_in(secretary, ledger(tmp_path, meeting(resolution="改期走访")))
    assert "在导入之后改动过" in undo(secretary, first)
    undo(secretary, second)
    assert "台账回到导入之前" in undo(secretary, first)
    assert held(db) == []


def test_what_was_corrected_since_is_never_lost(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = brought_in(secretary, ledger(tmp_path, meeting(), meeting("5月支委会", "2025-05-20")))
    with db.read() as session:
        id_ = session.scalars(select(Activity.id).where(Activity.title == "5月支委会")).one()
    secretary.send(f"/meetings/{id_}/edit", place="二楼会议室")
    page = undo(secretary, address)
    assert "第3行写入的会议活动在导入之后改动过" in page
    assert len(held(db)) == 2
    with db.read() as session:
        assert session.scalars(select(Import.undone_at)).all() == [None]


def test_what_others_stand_on_is_not_pulled_away(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = brought_in(secretary, ledger(tmp_path, meeting()))
    with db.write() as session:
        activity = session.scalars(select(Activity)).one()
        session.add(
            Attendance(activity_id=activity.id, name="林远帆", presence="present", recorded_on=activity.held_on)
        )
    assert "又有到会记录用到了这次新增的会议活动" in undo(secretary, address)
    assert held(db) == ["6月支委会"]


def test_after_undoing_the_same_file_can_be_written_again(secretary: Caller, db: Database, tmp_path: Path) -> None:
    content = ledger(tmp_path, meeting())
    first = brought_in(secretary, content)
    undo(secretary, first)
    assert "没有可以撤销的" in undo_again(secretary, first)
    assert brought_in(secretary, content) != first
    assert held(db) == ["6月支委会"]


def undo_again(person: Caller, address: str) -> str:
    fields = person.fields("/import")
    return person.post(f"{address}/undo", fields).text


def test_a_place_taken_since_is_said_and_nothing_is_undone(secretary: Caller, db: Database, tmp_path: Path) -> None:
    """A renamed meeting cannot get its old name back once another has it."""
    brought_in(secretary, ledger(tmp_path, meeting()))
    with db.read() as session:
        id_ = session.scalars(select(Activity.id)).one()
    head = [
        "会议类型",
        "会议名称",
        "开始时间",
        "会议地点",
        "主持人",
        "记录人",
        "应到人数",
        "实到人数",
        "会议议题",
        "编号",
    ]
    row: list[Cell] = ["支部委员会", "6月支委扩大会", "2025-06-26 14:30", "三楼", "林远帆", "何一苇", 3, 3, "学习", id_]
    later = brought_in(secretary, ledger(tmp_path, row, head=head))
    brought_in(secretary, ledger(tmp_path, meeting(place="二楼")))
    assert "与撤销后的内容重复" in undo(secretary, later)
    assert sorted(held(db)) == ["6月支委会", "6月支委扩大会"]
