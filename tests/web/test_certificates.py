"""Training certificates: registered by hand or by sheet, corrected, taken back, counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities.certificates import acts
from app.activities.certificates.ledger import LEDGERS
from app.activities.certificates.models import Certificate
from app.activities.models import Activity, Attendance, Part
from app.branches import members
from app.db import Database
from app.errors import Invalid
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from checklists.periods import parse
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build
from tests.sheets import sheet, workbook
from tests.web.test_imports import upload, write

(LEDGER,) = LEDGERS
TYPED = {"name": "何一苇", "title": "组织委员培训", "kind": "central", "ends_on": "2025-04-24", "tenth_hours": "16"}
VALUES: dict[str, Any] = {"name": "何一苇", "title": "组织委员培训", "ends_on": date(2025, 4, 24), "tenth_hours": 160}
HEAD = ["党支部", "姓名", "培训名称", "培训形式", "开始日期", "结束日期", "学时", "证书编号"]
ROW = ["云岭区残联机关党支部", "何 一 苇", "组织委员培训", "集中轮训", "2025-04-23", "2025-04-24", "16学时", "A-1"]


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_our_own_row_read_again_changes_nothing(inside: tuple[Session, World]) -> None:
    session, world = inside
    read = match([sheet("\n".join(map("|".join, (HEAD, ROW))))], definitions.form("certificates"))
    given = {key: value for key, value in read.good[0].values.items() if value not in (None, ()) and key != "branch"}
    certificate = LEDGER.add(session, OPERATOR, world.home, given)
    assert (certificate.person_id, certificate.tenth_hours, certificate.kind) == (
        world.people["何一苇"],
        160,
        "central",
    )
    [record] = LEDGER.rows(session, frozenset({world.home}), parse("2025H1"))
    row = LEDGER.row(session, record)
    assert {column.key for column in definitions.form("certificates").layout} <= {*row, "serial"}
    assert LEDGER.match(session, world.home, row) is certificate
    noted = len(session.info["audit"])
    LEDGER.change(session, OPERATOR, certificate, row)
    assert len(session.info["audit"]) == noted


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ends_on": date(2025, 7, 2)}, "ends_on"),
        ({"starts_on": date(2025, 4, 25)}, "starts_on"),
        ({"starts_on": date(2025, 4, 24), "tenth_hours": 250}, "tenth_hours"),
        ({"tenth_hours": 0}, "tenth_hours"),
        ({"kind": "x"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(db: Database, world: World, more: dict[str, Any], field: str) -> None:
    with db.write() as session, pytest.raises(Invalid) as refused:
        acts.add(session, OPERATOR, world.home, VALUES | more)
    assert list(refused.value.errors) == [field]


def test_a_name_of_two_is_refused_and_an_unknown_name_is_kept_as_written(inside: tuple[Session, World]) -> None:
    session, world = inside
    assert acts.add(session, OPERATOR, world.home, VALUES | {"name": "外来人"}).person_id is None
    members.add_member(session, OPERATOR, world.home, {"name": "何一苇", "birth_month": "1990-01"})
    with pytest.raises(Invalid, match="2位"):
        acts.add(session, OPERATOR, world.home, VALUES)


def test_hours_that_a_roll_counts_are_not_counted_by_a_certificate_again(inside: tuple[Session, World]) -> None:
    session, world = inside
    known = {"recorded_on": date(2025, 4, 24)}
    held = Activity(branch_id=world.home, title=VALUES["title"], held_on=date(2025, 4, 24), **known)
    held.parts.append(Part(kind="training_in", tenth_hours=160, **known))
    held.roll.append(Attendance(person_id=world.people["何一苇"], name="何一苇", presence="present", **known))
    session.add(held)
    session.flush()
    with pytest.raises(Invalid, match="点名时已经计过"):
        acts.add(session, OPERATOR, world.home, VALUES)
    acts.add(session, OPERATOR, world.home, VALUES | {"name": "宋知秋"})
    later = acts.add(session, OPERATOR, world.home, VALUES | {"ends_on": date(2025, 5, 24)})
    assert later.person_id == world.people["何一苇"], "the same training held again is another"


def test_a_certificate_is_registered_corrected_and_taken_back(secretary: Caller) -> None:
    assert "还没有培训证书" in secretary.get("/certificates").text
    address = secretary.send("/certificates/new", **TYPED).headers["location"]
    assert "组织委员培训" in secretary.get("/certificates?name=何").text
    again = secretary.send("/certificates/new", **TYPED)
    assert again.status_code == 422
    assert "已登记过" in again.text
    first, second = (secretary.fields(f"{address}/edit") for _ in range(2))
    assert secretary.post(f"{address}/edit", {**first, "tenth_hours": "8.5"}).status_code == 303
    assert "8.5" in secretary.get(address).text
    assert secretary.post(f"{address}/edit", {**second, "tenth_hours": "4"}).status_code == 409
    secretary.send(address, f"{address}/delete")
    assert secretary.send("/certificates", f"{address}/restore").headers["location"] == address


def test_somebody_who_is_not_on_the_roster_is_told(secretary: Caller) -> None:
    address = secretary.send("/certificates/new", **TYPED | {"name": "外来人"}).headers["location"]
    assert "没有计到人" in secretary.get(address).text


def test_the_other_branch_finds_nothing(secretary: Caller, caller: Callable[[], Caller]) -> None:
    address = secretary.send("/certificates/new", **TYPED).headers["location"]
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    token = {"csrf": stranger.fields("/display", "/display")["csrf"]}
    assert stranger.get(address).status_code == stranger.get(f"{address}/edit").status_code == 404
    assert stranger.post(f"{address}/delete", token).status_code == 404


def test_an_import_is_the_same_a_second_time_and_is_undone(secretary: Caller, db: Database, tmp_path: Path) -> None:
    content = workbook(tmp_path / "a.xlsx", [HEAD, ROW]).read_bytes()
    address = upload(secretary, content, form="certificates").headers["location"]
    assert write(secretary, address).status_code == 303
    again = upload(secretary, content, form="certificates").headers["location"]
    assert "台账里都已经有了" in secretary.get(again).text
    secretary.send(address, f"{address}/undo")
    with db.read() as session:
        assert session.scalars(select(Certificate)).all() == []
