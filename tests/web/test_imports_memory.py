"""What was said of a column is remembered for the branch once the file is written, told, and forgotten on request."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.activities.models import Activity
from app.db import Database
from app.imports import acts, memories, undo
from app.imports.files import try_file, write_file
from app.imports.models import ColumnMemory, Import
from app.imports.registry import door_of
from app.imports.scope import Scope
from app.imports.sheets import Upload, read
from app.main import open_office
from app.settings import Settings
from tests.harness.callers import Caller
from tests.harness.world import HOME, OPERATOR, PASSWORD, World, build
from tests.web.test_imports import HEAD, ledger, meeting, upload, write

STRANGE = [*HEAD[:-1], "一致意见"]
TOLD = "表里的“一致意见”→会议决议"


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def written(person: Caller, folder: Path, column: str = "resolution") -> str:
    """A file with one strange column, of which somebody says what it is."""
    address = upload(person, ledger(folder, meeting(), head=STRANGE)).headers["location"]
    person.send(address, f"{address}/columns", **{"column-0": column})
    write(person, address)
    return str(address)


def next_file(person: Caller, folder: Path) -> str:
    rows = [meeting("5月支委会", "2025-05-20", resolution="下月再议")]
    return str(upload(person, ledger(folder, *rows, head=STRANGE)).headers["location"])


def resolutions(db: Database) -> dict[str, str]:
    with db.read() as session:
        return {row.title: row.resolution for row in session.scalars(select(Activity))}


def test_the_next_file_is_read_as_the_last_one_was_and_says_so(secretary: Caller, db: Database, tmp_path: Path) -> None:
    written(secretary, tmp_path)
    address = next_file(secretary, tmp_path)
    page = secretary.get(address).text
    assert TOLD in page
    assert "未识别的列" not in page
    write(secretary, address)
    assert resolutions(db)["5月支委会"] == "下月再议"


def test_nothing_is_remembered_of_a_file_that_was_not_written(secretary: Caller, tmp_path: Path) -> None:
    address = upload(secretary, ledger(tmp_path, meeting(), head=STRANGE)).headers["location"]
    secretary.send(address, f"{address}/columns", **{"column-0": "resolution"})
    assert TOLD not in secretary.get(address).text  # said of this very file
    assert "未识别的列" in secretary.get(next_file(secretary, tmp_path)).text


def test_forgetting_asks_again_and_can_be_undone(secretary: Caller, tmp_path: Path) -> None:
    written(secretary, tmp_path)
    address = next_file(secretary, tmp_path)
    [forget] = re.findall(rf"{address}/memories/\d+/forget", secretary.get(address).text)
    fields = secretary.fields(address, forget)
    assert secretary.post(forget, fields).status_code == 303
    page = secretary.get(address).text
    assert "未识别的列" in page
    assert TOLD not in page
    back = forget.replace("forget", "restore")
    secretary.post(back, fields | {"once": "another"})
    assert TOLD in secretary.get(address).text
    assert secretary.post(back, fields | {"once": "a third"}).status_code == 404


def test_a_column_left_aside_for_good_is_not_listed_again(secretary: Caller, db: Database, tmp_path: Path) -> None:
    written(secretary, tmp_path, "-")
    page = secretary.get(next_file(secretary, tmp_path)).text
    assert "表里的“一致意见”→不写入" in page
    assert "未识别的列" not in page


def test_what_is_said_now_holds_before_what_was_said_then(secretary: Caller, db: Database, tmp_path: Path) -> None:
    written(secretary, tmp_path)
    address = next_file(secretary, tmp_path)
    fields = secretary.fields(address, f"{address}/columns")
    [number] = [name.removeprefix("heading-") for name, values in fields.items() if values == ["一致意见"]]
    secretary.post(f"{address}/columns", fields | {f"column-{number}": "vote"})
    assert TOLD not in secretary.get(address).text
    write(secretary, address)
    with db.read() as session:
        assert session.scalars(select(ColumnMemory.column_key)).all() == ["vote"]
        assert session.scalar(select(Activity.vote).where(Activity.title == "5月支委会")) == "下月再议"


def test_a_column_without_a_name_is_asked_about_each_time(secretary: Caller, tmp_path: Path) -> None:
    """Its place holds for this sheet alone."""
    for title in ("6月支委会", "5月支委会"):
        content = ledger(tmp_path, meeting(title), head=[*HEAD[:-1], ""])
        address = upload(secretary, content).headers["location"]
        assert "第11列（没有列名）" in secretary.get(address).text
        assert "未识别的列" in secretary.get(address).text
        secretary.send(address, f"{address}/columns", **{"column-0": "resolution"})
        write(secretary, address)


def test_what_any_sheet_is_read_as_needs_no_memory(secretary: Caller, db: Database, tmp_path: Path) -> None:
    for title, column in (("6月支委会", ""), ("5月支委会", "resolution")):
        address = upload(secretary, ledger(tmp_path, meeting(title))).headers["location"]
        fields = secretary.fields(address, f"{address}/columns")
        [number] = [name.removeprefix("heading-") for name, values in fields.items() if values == ["会议决议"]]
        secretary.post(f"{address}/columns", fields | {f"column-{number}": column})
        write(secretary, address)
        with db.read() as session:
            assert session.scalars(select(ColumnMemory.column_key)).all() == ([""] if column == "" else [])


def test_a_memory_of_a_column_the_form_no_longer_has_is_passed_over(
    secretary: Caller, db: Database, tmp_path: Path
) -> None:
    written(secretary, tmp_path)
    with db.write() as session:
        session.scalars(select(ColumnMemory)).one().column_key = "gone"
    assert "未识别的列" in secretary.get(next_file(secretary, tmp_path)).text


def test_our_own_layout_is_read_as_it_is_whatever_was_said(secretary: Caller, tmp_path: Path) -> None:
    """备注 of a county's sheet may mean something else; in our own export it is 备注."""
    address = upload(secretary, ledger(tmp_path, [*meeting(), "同意"], head=[*HEAD, "备注"])).headers["location"]
    fields = secretary.fields(address, f"{address}/columns")
    [number] = [name.removeprefix("heading-") for name, values in fields.items() if values == ["备注"]]
    secretary.post(f"{address}/columns", fields | {f"column-{number}": "vote"})
    write(secretary, address)
    own = secretary.get("/export/file?form=meetings&period=2025&format=xlsx").content
    page = secretary.get(upload(secretary, own).headers["location"]).text
    assert "按上次指定" not in page
    assert "台账里都已经有了" in page


def test_another_branch_has_memories_of_its_own(
    secretary: Caller, caller: Callable[[], Caller], tmp_path: Path
) -> None:
    address = written(secretary, tmp_path)
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    theirs = upload(stranger, ledger(tmp_path, meeting(branch=""), head=STRANGE)).headers["location"]
    assert "未识别的列" in stranger.get(theirs).text
    of_members = ledger(tmp_path, ["苏念真", "2019-07-01", "正式党员"], head=["姓名", "入党时间", "人员类别"])
    other_form = upload(secretary, of_members, form="members").headers["location"]
    fields = secretary.fields(other_form, f"{other_form}/columns")
    assert secretary.post(f"{other_form}/memories/1/forget", fields).status_code == 404
    fields = stranger.fields(theirs, f"{theirs}/columns")
    for import_page in (address, theirs):
        assert stranger.post(f"{import_page}/memories/1/forget", fields | {"once": import_page}).status_code == 404


def test_memories_are_kept_on_both_databases_and_hold_for_the_command_line(
    any_db: Database, settings: Settings, tmp_path: Path
) -> None:
    with any_db.write() as session:
        home = build(session).home
    office = open_office(replace(settings, database_url=any_db.url), any_db.info["clock"])
    door, file = door_of("meetings"), tmp_path / "会议.xlsx"
    file.write_bytes(ledger(tmp_path, meeting(), head=STRANGE))
    typed = Upload(file.name, file.read_bytes(), mapping={"一致意见": "resolution", "没有的列": "vote"})
    sheet = read(typed, door.form, HOME)
    try:
        with office.db.write() as session:
            record = acts.keep(session, OPERATOR, door, home, typed)
            acts.write(session, OPERATOR, record, door, sheet, Scope.of(session, [home], home))
        with office.db.read() as session:
            assert memories.known(session, home, door.form) == {"一致意见": "resolution"}
        plan = try_file(office, OPERATOR, "meetings", file, branch=HOME)
        assert list(memories.words(plan.sheet, door.form)) == ["按上次指定：表里的“一致意见”→会议决议。"]
        with office.db.write() as session:
            undo.undo(session, OPERATOR, session.scalars(select(Import)).one())
        write_file(office, OPERATOR, "meetings", file, branch=HOME)
        assert resolutions(office.db) == {"6月支委会": "按期走访"}
    finally:
        office.db.close()
