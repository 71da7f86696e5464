"""Who may bring in what: the rights of the room's own pages, within the own branch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import Database
from app.imports.models import Import
from tests.harness.callers import Caller
from tests.harness.world import HOME, PASSWORD, World
from tests.web.test_imports import ledger, meeting, upload

Arrive = Callable[[], Caller]


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_a_ledger_is_imported_only_by_those_who_may_write_it(caller: Arrive, world: World, tmp_path: Path) -> None:
    content = ledger(tmp_path, meeting())
    committee = caller()
    committee.sign_in("committee", PASSWORD)
    answer = upload(committee, content, form="committee")
    assert answer.status_code == 422
    assert "请选择一个您能登记这种台账的支部" in answer.text
    superior = caller()
    superior.sign_in("superior", PASSWORD)
    assert superior.get("/import").status_code == 403


def test_an_import_of_a_form_that_is_not_theirs_does_not_exist(secretary: Caller, caller: Arrive) -> None:
    text = f"党支部,姓名,职务\n{HOME},何一苇,组织委员\n".encode()
    address = upload(secretary, text, "委员.csv", form="committee").headers["location"]
    committee = caller()
    committee.sign_in("committee", PASSWORD)
    assert secretary.get(address).status_code == 200
    assert committee.get(address).status_code == 404


def test_an_import_of_another_branch_does_not_exist(secretary: Caller, caller: Arrive, tmp_path: Path) -> None:
    address = upload(secretary, ledger(tmp_path, meeting())).headers["location"]
    stranger = caller()
    stranger.sign_in("stranger", PASSWORD)
    fields = stranger.fields("/import")
    assert stranger.get(address).status_code == 404
    for act in ("write", "undo", "columns"):
        assert stranger.post(f"{address}/{act}", fields).status_code == 404


def test_the_file_lies_sealed_in_the_database(secretary: Caller, db: Database) -> None:
    text = "姓名,入党时间,人员类别,手机\n秋一一,2001-07-01,正式党员,19900001234\n".encode()
    upload(secretary, text, "名册.csv", form="members")
    with db.read() as session:
        [sealed] = session.scalars(select(Import.file_sealed))
    assert b"19900001234" not in sealed
    assert "秋一一".encode() not in sealed
