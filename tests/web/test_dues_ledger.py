"""党费收缴台账 in and out: by the door, on both databases, again without a change, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.branches.dues.acts import rates
from app.branches.dues.models import DuesPayment, DuesRate, DuesYear
from app.branches.models import Person
from app.db import Database, Record
from app.imports import exports, undo
from app.imports.acts import NotWritten
from app.imports.engine import Plan
from app.imports.files import write_file
from app.imports.models import Import
from app.imports.registry import door_of
from app.main import open_office
from app.settings import Settings
from app.web import Office
from checklists.exporters import Head
from checklists.periods import parse
from tests.harness.world import HOME, OPERATOR, World, build

HEAD = "党支部,姓名,月应交,1月,2月,3月,4月,5月,6月,全年实交,未交,备注"
TITLE = "2025年度党费收缴台账"
ROWS = (f"{HOME},林远帆,10,10,10,10,10,10,10,60,0,", f"{HOME},何一苇,12.5,√,√,已交,,,,37.5,37.5,出差")
TABLES: tuple[type[Record], ...] = (DuesYear, DuesPayment, DuesRate)


@pytest.fixture
def office(any_db: Database, settings: Settings) -> Iterator[Office]:
    made = open_office(replace(settings, database_url=any_db.url), any_db.info["clock"])
    yield made
    made.db.close()


@pytest.fixture
def world(office: Office) -> World:
    with office.db.write() as session:
        return build(session)


def bring(office: Office, folder: Path, *rows: str, head: str = HEAD, title: str = TITLE) -> Plan:
    file = folder / "党费.csv"
    file.write_text("\n".join([title, head, *rows]) + "\n", encoding="utf-8")
    return write_file(office, OPERATOR, "dues", file, branch=HOME)


def wrong(office: Office, folder: Path, *rows: str) -> str:
    with pytest.raises(NotWritten) as refused:
        bring(office, folder, *rows)
    return "\n".join(map(str, refused.value.plan.errors))


def export(office: Office, world: World) -> bytes:
    door = door_of("dues")
    with office.db.read() as session:
        found = exports.rows(session, door, frozenset({world.home}), parse("2025"))
    return exports.written(door, found, "csv", Head(HOME, "林远帆", date(2025, 7, 1)))


def alive(office: Office) -> list[int]:
    with office.db.read() as session:
        return [len(session.scalars(select(table.id)).all()) for table in TABLES]


def paid(office: Office, name: str) -> dict[int, int]:
    with office.db.read() as session:
        query = select(DuesPayment.month, DuesPayment.amount_fen).join(Person, Person.id == DuesPayment.person_id)
        return {row.month: row.amount_fen for row in session.execute(query.where(Person.name == name))}


def test_a_sheet_becomes_amounts_and_payments_a_tick_being_the_months_amount(
    office: Office, world: World, tmp_path: Path
) -> None:
    assert bring(office, tmp_path, *ROWS).count("new") == 2
    assert paid(office, "何一苇") == {202501: 1250, 202502: 1250, 202503: 1250}
    assert alive(office) == [2, 9, 2]


def test_what_was_taken_out_and_read_again_changes_nothing(office: Office, world: World, tmp_path: Path) -> None:
    bring(office, tmp_path, *ROWS)
    before = alive(office)
    file = tmp_path / "导出.csv"
    file.write_bytes(export(office, world))
    plan = write_file(office, OPERATOR, "dues", file, branch=HOME)
    assert (plan.count("same"), plan.to_write, alive(office)) == (2, 0, before)
    without_ids = bring(office, tmp_path, *ROWS)
    assert (without_ids.count("same"), alive(office)) == (2, before)


def test_who_has_paid_nothing_yet_is_on_the_sheet_too(office: Office, world: World) -> None:
    with office.db.write() as session:
        chief = session.get_one(Person, world.people["林远帆"])
        rates.fix(session, OPERATOR, chief, date(2024, 1, 1), 1000)
    assert "林远帆,10" in export(office, world).decode("utf-8-sig")


def test_a_later_sheet_adds_months_and_changes_an_amount(office: Office, world: World, tmp_path: Path) -> None:
    bring(office, tmp_path, *ROWS)
    plan = bring(office, tmp_path, f"{HOME},何一苇,12.5,13,,,12.5,,,50.5,,出差")
    assert plan.count("updated") == 1
    assert plan.outcomes[0].changed == ("1月", "4月", "全年实交")
    assert paid(office, "何一苇") == {202501: 1300, 202502: 1250, 202503: 1250, 202504: 1250}


def test_an_import_is_undone_as_a_whole_and_an_earlier_amount_reads_as_before(
    office: Office, world: World, tmp_path: Path
) -> None:
    bring(office, tmp_path, *ROWS)
    before = paid(office, "何一苇"), alive(office)
    bring(office, tmp_path, f"{HOME},何一苇,15,15,,,15,,,,,病休")
    with office.db.write() as session:
        last = session.scalars(select(Import).order_by(Import.id.desc())).first()
        assert last is not None
        undo.undo(session, OPERATOR, last)
    assert (paid(office, "何一苇"), alive(office)) == before
    with office.db.read() as session:
        assert set(session.scalars(select(DuesRate.monthly_fen))) == {1000, 1250}
        assert set(session.scalars(select(DuesYear.note))) == {"", "出差"}
    with office.db.write() as session:
        undo.undo(session, OPERATOR, session.scalars(select(Import).order_by(Import.id)).all()[0])
    assert alive(office) == [0, 0, 0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{HOME},林远帆,10,10,10,,,,,30,,", "全年实交写的是30元，各月相加是20元"),
        (f"{HOME},林远帆,10,10,10,,,,,20,15,", "未交写的是15元"),
        (f"{HOME},张三丰,10,10,,,,,,,,", "名册里没有“张三丰”"),
        (f"{HOME},林远帆,10,十元,,,,,,,,", "不是金额"),
        (f"{HOME},林远帆,免,√,,,,,,,,", "请改写实交的金额"),
        (f"{HOME},林远帆,,10,,,,,,,,", "没有填写"),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_nothing_is_written(
    office: Office, world: World, tmp_path: Path, row: str, said: str
) -> None:
    told = wrong(office, tmp_path, ROWS[1], row)
    assert said in told
    assert "第4行" in told
    assert alive(office) == [0, 0, 0]


def test_a_cell_that_takes_back_what_is_entered_is_refused(office: Office, world: World, tmp_path: Path) -> None:
    bring(office, tmp_path, *ROWS)
    assert "已登记交纳10元，表里写的是“未交”" in wrong(office, tmp_path, f"{HOME},林远帆,10,未交,,,,,,,,")


def test_the_year_may_be_a_column(office: Office, world: World, tmp_path: Path) -> None:
    values: dict[str, Any] = {"head": f"年度,{HEAD}", "title": ""}
    bring(office, tmp_path, f"2024年,{HOME},林远帆,9,9,,,,,,,,", **values)
    assert paid(office, "林远帆") == {202401: 900}
