"""The form posts in and out on both databases, and stations as standing facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.stations import acts, queries
from app.branches.stations.ledger import LEDGERS
from app.branches.stations.models import Station, StationRecord
from app.db import Database
from app.errors import Invalid
from app.facts import events
from checklists.figures import compute
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from checklists.periods import parse
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build
from tests.sheets import sheet, workbook
from tests.web.test_imports import upload, write

(LEDGER,) = LEDGERS
HEAD = ["党支部", "类型", "岗名或区域", "党员", "承诺事项", "设立日期", "践诺记录"]
ROW = [
    "云岭区残联机关党支部",
    "示范岗",
    "窗口岗",
    "何一苇、宋知秋",
    "上门办",
    "2025-02-20",
    "2025-03-05 上门（记录人：何一苇）\n全年12次",
]
TEXT = "\n".join("|".join(cells).replace("\n", " ") for cells in (HEAD, ROW))


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def given(text: str = TEXT, **more: Any) -> dict[str, Any]:
    read = match([sheet(text)], definitions.form("posts"))
    assert not read.errors, read.errors
    values = read.good[0].values | more
    return {key: value for key, value in values.items() if value not in (None, ()) and key != "branch"}


def test_a_row_comes_in_and_our_own_row_says_the_same(inside: tuple[Session, World]) -> None:
    session, world = inside
    station = LEDGER.add(session, OPERATOR, world.home, given(records=ROW[-1]))
    assert [row.person_id for row in station.people] == [world.people["何一苇"], world.people["宋知秋"]]
    assert [row.kept_on for row in station.records] == [None, date(2025, 3, 5)]
    [record] = LEDGER.rows(session, frozenset({world.home}), parse("2025H1"))
    row = LEDGER.row(session, record)
    assert {column.key for column in definitions.form("posts").layout} <= {*row, "serial"}
    assert LEDGER.match(session, world.home, row) is station
    noted = len(session.info["audit"])
    LEDGER.change(session, OPERATOR, station, {key: value for key, value in row.items() if value})
    assert len(session.info["audit"]) == noted
    assert LEDGER.row(session, station) == row


def test_a_sheet_adds_records_and_never_takes_one_away(inside: tuple[Session, World]) -> None:
    session, world = inside
    station = LEDGER.add(session, OPERATOR, world.home, given(records="2025-03-05 上门"))
    LEDGER.change(session, OPERATOR, station, given(records="2025-04-05 又上门"))
    assert [row.text for row in station.records] == ["上门", "又上门"]
    with pytest.raises(Invalid) as refused:
        LEDGER.change(session, OPERATOR, station, given(records="2025-08-05 还没去"))
    assert "做过以后再记" in refused.value.errors["records"]


def test_stations_are_facts_while_they_stand_and_a_deleted_one_is_none(inside: tuple[Session, World]) -> None:
    session, world = inside
    first = LEDGER.add(session, OPERATOR, world.home, given())
    ended = LEDGER.add(session, OPERATOR, world.home, given(name="值守岗", until=date(2025, 3, 1)))
    area = LEDGER.add(session, OPERATOR, world.home, given(name="网格", kind="党员责任区"))
    session.flush()

    def value(key: str, on: date) -> int | None:
        found = events(session, queries.facts(frozenset({world.home})))
        return next(figure.value for figure in compute(found, parse("2025H1"), on) if figure.key == key)

    assert value("pioneer_posts", date(2025, 2, 28)) == 2
    assert value("pioneer_posts", date(2025, 3, 1)) == 1
    assert value("responsibility_areas", date(2025, 7, 1)) == 1
    acts.delete(session, OPERATOR, first)
    acts.delete(session, OPERATOR, area)
    session.flush()
    assert value("pioneer_posts", date(2025, 7, 1)) == value("responsibility_areas", date(2025, 7, 1)) == 0
    assert ended.until == date(2025, 3, 1)


def test_a_name_that_two_people_have_is_refused(inside: tuple[Session, World]) -> None:
    from app.branches import members

    session, world = inside
    members.add_member(session, OPERATOR, world.home, {"name": "何一苇", "birth_month": "1990-01"})
    with pytest.raises(Invalid) as refused:
        LEDGER.add(session, OPERATOR, world.home, given())
    assert "2位“何一苇”" in refused.value.errors["people"]


def test_an_import_is_undone_with_its_people_and_records(
    db: Database, world: World, caller: Callable[[], Caller], tmp_path: Path
) -> None:
    secretary = caller()
    secretary.sign_in("secretary", PASSWORD)
    content = workbook(tmp_path / "a.xlsx", [HEAD, ROW]).read_bytes()
    address = upload(secretary, content, form="posts").headers["location"]
    assert "践诺记录2条" in secretary.get(address).text
    assert write(secretary, address).status_code == 303
    assert "窗口岗" in secretary.get("/stations").text
    again = upload(secretary, content, form="posts").headers["location"]
    assert "台账里都已经有了" in secretary.get(again).text
    assert secretary.send(address, f"{address}/undo").status_code == 303
    with db.read() as session:
        assert session.scalars(select(Station)).all() == []
        assert session.scalars(select(StationRecord)).all() == []
