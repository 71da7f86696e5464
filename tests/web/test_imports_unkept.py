"""What a county writes down and we do not keep is said before anything is written; what we keep is not lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.activities.models import Activity
from app.branches.models import Person
from app.db import Database
from app.imports.files import try_file, write_file
from app.imports.registry import DOORS
from app.imports.words import notices
from app.main import open_office
from app.settings import Settings
from app.web import Office
from tests.harness.world import HOME, OPERATOR, World

DAY = (
    "活动主题,时间,地点,主持人,记录人,应到,实到,活动内容,特色亮点,活动照片\n"
    "庆七一,2025-06-27,活动室,林远帆,何一苇,8,8,集体过政治生日,老党员讲故事,{photo}\n"
)
ROSTER = "姓名,身份证号,入党时间,人员类别\n苏念真,990101199003010021,2019-07-01,正式党员\n"


@pytest.fixture
def office(db: Database, settings: Settings, world: World) -> Office:
    return open_office(replace(settings, database_url=db.url), db.info["clock"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "台账.csv"


@pytest.mark.parametrize(("photo", "told"), [("见附件1", 1), ("", 0)])
def test_photos_are_said_not_to_be_kept_where_there_are_any(office: Office, file: Path, photo: str, told: int) -> None:
    file.write_text(DAY.format(photo=photo), encoding="utf-8")
    plan = try_file(office, OPERATOR, "theme-days", file, branch=HOME)
    assert list(notices(plan)).count("“活动照片”一列不写入台账：系统不要求照片，请随原件留存。") == told
    office.db.close()


def test_the_highlights_of_a_theme_day_stand_behind_its_content(office: Office, file: Path) -> None:
    file.write_text(DAY.format(photo=""), encoding="utf-8")
    write_file(office, OPERATOR, "theme-days", file, branch=HOME)
    with office.db.read() as session:
        assert session.scalars(select(Activity.content)).all() == ["集体过政治生日\n老党员讲故事"]
    again = try_file(office, OPERATOR, "theme-days", file, branch=HOME)
    assert [outcome.state for outcome in again.outcomes] == ["same"]
    office.db.close()


def test_identity_numbers_are_said_not_to_be_kept(office: Office, file: Path) -> None:
    file.write_text(ROSTER, encoding="utf-8")
    plan = write_file(office, OPERATOR, "members", file, branch=HOME)
    assert "“身份证号”一列不写入台账：名册用不到身份证号。" in list(notices(plan))
    with office.db.read() as session:
        assert session.scalar(select(Person.id).where(Person.name == "苏念真"))
    office.db.close()


def test_every_column_that_has_no_place_with_us_says_why() -> None:
    """A column that is read only has a reason, or its room takes it in without giving it out again."""
    elsewhere = {"serial", "branch", "attendees", "assessed_on", "opinion"}
    columns = [(door.key, column) for door in DOORS.values() for column in door.form.columns if column.import_only]
    assert [(form, column.key) for form, column in columns if not column.unkept and column.key not in elsewhere] == []
