"""编号 first, then the natural key; what is masked keeps what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.activities import acts as activities
from app.db import Database
from app.errors import Refusal
from app.imports.files import try_file, write_file
from app.imports.words import counted, said
from app.main import open_office
from app.settings import Settings
from app.web import Office
from tests.harness.world import HOME, OPERATOR, World

HEAD = "姓名,入党时间,人员类别,手机,学历,编号\n"


@pytest.fixture
def office(db: Database, settings: Settings, world: World) -> Iterator[Office]:
    made = open_office(replace(settings, database_url=db.url), db.info["clock"])
    yield made
    made.db.close()


def told(office: Office, form: str, folder: Path, text: str) -> list[str]:
    """What an import of the sheet would say."""
    file = folder / "台账.csv"
    file.write_text(text, encoding="utf-8")
    plan = try_file(office, OPERATOR, form, file, branch=HOME)
    return [counted(plan), *map(said, plan.errors)]


def test_the_number_wins_over_every_other_likeness(office: Office, world: World, tmp_path: Path) -> None:
    row = f"林远航,2010-07-01,正式党员,,大学,{world.people['林远帆']}\n"
    assert told(office, "members", tmp_path, HEAD + row) == ["更新1行"]


def test_without_a_number_branch_and_name_are_enough(office: Office, tmp_path: Path) -> None:
    assert told(office, "members", tmp_path, HEAD + "林远帆,2010-07-01,正式党员,,大学,\n") == ["更新1行"]


def test_a_blank_cell_says_nothing(office: Office, world: World, tmp_path: Path) -> None:
    row = f"林远帆,2010-07-01,正式党员,,,{world.people['林远帆']}\n"
    assert told(office, "members", tmp_path, HEAD + row) == ["相同1行"]


def test_a_masked_cell_leaves_what_is_there(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_text(HEAD + "秋一一,2010-07-01,正式党员,19900001234,,\n", encoding="utf-8")
    write_file(office, OPERATOR, "members", file, branch=HOME)
    masked = "秋一一,2010-07-01,正式党员,199****1234,,\n"
    assert told(office, "members", tmp_path, HEAD + masked) == ["相同1行"]


def test_a_masked_cell_in_a_new_row_is_an_error(office: Office, tmp_path: Path) -> None:
    _, error = told(office, "members", tmp_path, HEAD + "冬二二,2010-07-01,正式党员,199****1234,,\n")
    assert error == "第2行 手机：手机是遮盖的内容，请写完整，或保留原有的编号"


def test_a_masked_name_without_a_number_finds_nobody(office: Office, tmp_path: Path) -> None:
    text = "走访时间,走访人,帮扶对象,走访方式\n2025-03-05,林远帆,竹*禾,入户\n"
    assert "帮扶对象是遮盖的内容" in told(office, "visits", tmp_path, text)[1]


def test_a_number_of_another_branch_is_an_error(office: Office, world: World, tmp_path: Path) -> None:
    with office.db.write() as session:
        values = {"title": "别处的会", "held_on": date(2025, 6, 3), "stated_due": 3, "stated_present": 3}
        foreign = activities.add(session, OPERATOR, world.away, values, [{"kind": "committee_meeting"}]).id
    head = "会议类型,会议名称,开始时间,会议地点,主持人,记录人,应到人数,实到人数,会议议题,编号\n"
    row = f"支部委员会,别处的会,2025-06-03,三楼,林远帆,何一苇,3,3,学习,{foreign}\n"
    _, error = told(office, "meetings", tmp_path, head + row)
    assert error == f"第2行 编号：“{foreign}”是别的支部的记录，请核对编号，新增的行请清空编号"


def test_a_number_nobody_has_is_an_error(office: Office, tmp_path: Path) -> None:
    _, error = told(office, "members", tmp_path, HEAD + "冬二二,2010-07-01,正式党员,,,999\n")
    assert "“999”没有找到，可能已被删除，要作为新的一条导入，请清空这一格" in error


def test_a_deleted_record_never_matches(office: Office, world: World, tmp_path: Path) -> None:
    head = "会议类型,会议名称,开始时间,会议地点,主持人,记录人,应到人数,实到人数,会议议题\n"
    row = "支部委员会,6月支委会,2025-06-03,三楼,林远帆,何一苇,3,3,学习\n"
    with office.db.write() as session:
        values = {"title": "6月支委会", "held_on": date(2025, 6, 3), "stated_due": 3, "stated_present": 3}
        meeting = activities.add(session, OPERATOR, world.home, values, [{"kind": "committee_meeting"}])
        session.flush()
        activities.delete(session, OPERATOR, meeting)
    assert told(office, "meetings", tmp_path, head + row) == ["新增1行"]


def test_rows_without_any_branch_are_refused_once_and_not_row_by_row(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "走访.csv"
    file.write_text("走访时间,走访人,帮扶对象,走访方式\n" + "2025-03-05,林远帆,竹清禾,入户\n" * 3, encoding="utf-8")
    with pytest.raises(Refusal, match="表里没有写党支部。请用 --branch 指明记入哪个支部"):
        try_file(office, OPERATOR, "visits", file)
