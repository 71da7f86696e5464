"""An import and its undo on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.activities.models import Activity
from app.db import Database
from app.imports import undo
from app.imports.acts import NotWritten
from app.imports.files import try_file, write_file
from app.imports.models import Import
from app.imports.words import counted
from app.main import open_office
from app.settings import Settings
from tests.harness.world import HOME, OPERATOR, build

HEAD = "党支部,会议类型,会议名称,开始时间,会议地点,主持人,记录人,应到人数,实到人数\n"
GOOD = f"{HOME},支部委员会,6月支委会,2025-06-26 14:30,三楼,林远帆,何一苇,3,3\n"
BAD = f"{HOME},支部委员会,5月支委会,2025-05-20,三楼,林远帆,何一苇,3,5\n"


def test_rows_are_kept_in_savepoints_and_undone_as_a_whole(
    any_db: Database, settings: Settings, tmp_path: Path
) -> None:
    with any_db.write() as session:
        build(session)
    office = open_office(replace(settings, database_url=any_db.url), any_db.info["clock"])
    file = tmp_path / "会议.csv"
    file.write_text(HEAD + GOOD + BAD, encoding="utf-8")
    try:
        assert counted(try_file(office, OPERATOR, "meetings", file, branch=HOME)) == "新增1行，有错1行"
        with pytest.raises(NotWritten, match="有1行有错，一行也没有写入"):
            write_file(office, OPERATOR, "meetings", file, branch=HOME)
        assert titles(office.db) == []
        write_file(office, OPERATOR, "meetings", file, branch=HOME, good_rows=True)
        assert titles(office.db) == ["6月支委会"]
        with office.db.write() as session:
            undo.undo(session, OPERATOR, session.scalars(select(Import)).one())
        assert titles(office.db) == []
    finally:
        office.db.close()


def titles(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(select(Activity.title)))
