"""Bringing a ledger in by the page: look first, write all or nothing, take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from httpx import Response
from sqlalchemy import func, select

from app.activities.models import Activity
from app.audit import AuditRow
from app.db import Base, Database
from app.imports.models import Import, ImportRow
from checklists.ledgers.sheets import Cell
from tests.harness.callers import URL, Caller
from tests.harness.world import AWAY, HOME, PASSWORD, World
from tests.sheets import workbook

Arrive = Callable[[], Caller]
HEAD = ["党支部", "会议类型", "会议名称", "开始时间", "会议地点", "主持人", "记录人", "应到人数", "实到人数"]
HEAD += ["缺席人员及原因", "会议决议"]


def meeting(title: str = "6月支委会", day: str = "2025-06-26 14:30", **other: Cell) -> list[Cell]:
    told: dict[str, Cell] = {"branch": HOME, "due": 3, "present": 3, "absences": "", "resolution": "按期走访"}
    told.update(other)
    start: list[Cell] = [told["branch"], "支部委员会", title, day, "三楼会议室", "林远帆", "何一苇"]
    return [*start, told["due"], told["present"], told["absences"], told["resolution"]]


def ledger(folder: Path, *rows: Sequence[Cell], head: Sequence[Cell] = HEAD) -> bytes:
    return workbook(folder / "台账.xlsx", [head, *rows]).read_bytes()


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def upload(person: Caller, content: bytes, name: str = "台账.xlsx", **typed: str) -> Response:
    fields = person.fields("/import?form=meetings", "/import") | typed
    file = {"file": (name, content)}
    return person.client.post("/import", data=fields, files=file, headers={"origin": URL}, follow_redirects=False)


def write(person: Caller, address: str, rows: str = "all") -> Response:
    fields = person.fields(address, f"{address}/write")
    return person.post(f"{address}/write", fields | {"rows": rows})


def held(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(select(Activity.title).order_by(Activity.held_on)))


def everything(db: Database) -> dict[str, int]:
    with db.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(t)) or 0 for name, t in Base.metadata.tables.items()
        }


def test_a_ledger_is_shown_before_anything_is_written_and_then_written_as_a_whole(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    address = upload(secretary, ledger(tmp_path, meeting(), meeting("5月支委会", "2025.5.20"))).headers["location"]
    page = secretary.get(address).text
    assert "读到2行" in page
    assert "6月支委会" in page
    assert held(db) == []
    assert write(secretary, address).headers["location"] == address
    assert held(db) == ["5月支委会", "6月支委会"]
    assert "已写入：新增2行" in secretary.get(address).text


def test_looking_again_and_again_leaves_no_trace(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = upload(secretary, ledger(tmp_path, meeting())).headers["location"]
    before = everything(db)
    for _ in range(3):
        assert secretary.get(address).status_code == 200
    assert everything(db) == before


def test_one_wrong_row_keeps_all_out_until_the_good_rows_are_asked_for(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    rows = [meeting(), meeting("5月支委会", "5月32日"), meeting("4月支委会", "2025-04-10", present=9)]
    address = upload(secretary, ledger(tmp_path, *rows)).headers["location"]
    page = secretary.get(address).text
    for words in ("第3行 开始时间", "5月32日", "第4行 实到人数", "请核对", "只写入没有错的1行"):
        assert words in page
    assert "全部写入" not in page
    before = everything(db)
    refused = write(secretary, address)
    assert refused.status_code == 422
    assert "一行也没有写入" in refused.text
    assert everything(db) == before
    assert write(secretary, address, "good").status_code == 303
    assert held(db) == ["6月支委会"]
    assert "第3、4行有错，没有写入" in secretary.get(address).text


def test_an_import_has_one_audit_row_with_ids_digest_and_counts(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    address = upload(secretary, ledger(tmp_path, meeting(), meeting("5月支委会", "2025.5.20"))).headers["location"]
    with db.read() as session:
        before = session.scalar(select(func.max(AuditRow.seq))) or 0
    write(secretary, address)
    with db.read() as session:
        [row] = session.scalars(select(AuditRow).where(AuditRow.seq > before))
        digest = session.scalars(select(Import.digest)).one()
        ids = sorted(session.scalars(select(Activity.id)))
    assert row.action == "import.write"
    assert digest in row.detail
    assert f'"ids": {ids}' in row.detail
    assert '"new": 2' in row.detail


def test_an_import_written_twice_by_one_press_is_written_once(secretary: Caller, db: Database, tmp_path: Path) -> None:
    address = upload(secretary, ledger(tmp_path, meeting())).headers["location"]
    fields = secretary.fields(address, f"{address}/write")
    first, second = (secretary.post(f"{address}/write", fields) for _ in range(2))
    assert first.headers["location"] == second.headers["location"] == address
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(ImportRow).where(ImportRow.outcome == "new")) == 1
    again = secretary.post(f"{address}/write", {**fields, "once": "another"})
    assert again.status_code == 422
    assert "已经写入过" in again.text


def test_the_same_file_again_is_recognised(secretary: Caller, tmp_path: Path) -> None:
    content = ledger(tmp_path, meeting())
    first = upload(secretary, content).headers["location"]
    waiting = upload(secretary, content).headers["location"]
    assert waiting == first
    assert "还没有写入，请接着核对" in secretary.get(first).text
    write(secretary, first)
    later = upload(secretary, content).headers["location"]
    page = secretary.get(later).text
    assert later != first
    assert "这份文件已于2025年7月1日导入过" in page
    assert "台账里都已经有了，不用写入" in page
    assert "全部写入" not in page


def test_rows_of_another_branch_are_wrong_and_unknown_names_are_told(secretary: Caller, tmp_path: Path) -> None:
    rows = [meeting(branch="残联支部"), meeting("5月支委会", "2025-05-20", branch=AWAY)]
    page = secretary.get(upload(secretary, ledger(tmp_path, *rows)).headers["location"]).text
    assert f"系统里没有“残联支部”，第2行记入{HOME}" in page
    assert "第3行 党支部" in page
    assert "不在您能导入的支部之内" in page


def test_two_rows_that_are_one_meeting_are_said_to_repeat(secretary: Caller, db: Database, tmp_path: Path) -> None:
    rows = [meeting(), meeting(resolution="改期走访")]
    address = upload(secretary, ledger(tmp_path, *rows)).headers["location"]
    assert "第3行与第2行是同一条（重复）" in secretary.get(address).text
    write(secretary, address)
    assert held(db) == ["6月支委会"]
