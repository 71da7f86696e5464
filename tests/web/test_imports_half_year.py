"""The demo's half-year through the one door: every ledger comes back unchanged, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.audit import Actor
from app.branches import acts as branches
from app.clock import Clock
from app.db import Base, Record
from app.imports import acts, exports, sheets, undo
from app.imports.engine import Plan
from app.imports.files import write_file
from app.imports.models import Import
from app.imports.registry import DOORS
from app.imports.scope import Scope
from app.imports.sheets import Upload
from app.imports.words import counted, said
from app.main import open_office
from app.settings import read
from app.web import Office
from checklists.exporters import Head
from checklists.periods import parse
from tests.harness.database import make
from tests.harness.web import DAY, MOMENT
from tests.harness.world import AWAY, HOME, OPERATOR, TOP

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "app" / "demo" / "ledgers").glob("*.csv"))
YEARS = parse("2024-01-01..2026-12-31")
CLERK = Actor(None, "测试")


def form_of(path: Path) -> str:
    return path.stem[3:].removesuffix("-partner")


def opened(folder: Path) -> Office:
    """A migrated office with the three organisations and nobody in them."""
    settings = read({"QINGDAN_DATA_DIR": str(folder)})
    make(settings.database_url)
    office = open_office(settings, Clock(moment=MOMENT, day=DAY))
    with office.db.write() as session:
        top = branches.add_branch(session, OPERATOR, {"name": TOP, "kind": "superior"})
        for name in (HOME, AWAY):
            branches.add_branch(session, OPERATOR, {"name": name, "parent_id": top.id})
    return office


def bring_in(office: Office, path: Path) -> Plan:
    return write_file(office, CLERK, form_of(path), path, branch=AWAY if "partner" in path.stem else HOME)


@pytest.fixture(scope="module")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Everything of the demo's ledgers, for tests that only look."""
    office = opened(tmp_path_factory.mktemp("half-year"))
    for path in FILES:
        bring_in(office, path)
    yield office
    office.db.close()


def everywhere(office: Office) -> Scope:
    with office.db.read() as session:
        names = Scope.of(session, (), None).names
        home = next(id_ for id_, name in names.items() if name == HOME)
        return Scope.of(session, names, home, may_add_branches=True)


def again(office: Office, form: str, name: str, content: bytes) -> Plan:
    """What importing these bytes would do to what is there."""
    door = DOORS[form]
    sheet = sheets.read(Upload(name, content), door.form, HOME)
    return acts.rehearse(office.db, CLERK, door, sheet, everywhere(office))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_importing_a_ledger_twice_changes_nothing(half_year: Office, path: Path) -> None:
    plan = again(half_year, form_of(path), path.name, path.read_bytes())
    assert [said(error) for error in plan.errors] == []
    assert counted(plan) == f"相同{len(plan.sheet.rows)}行"


def exported(office: Office, form: str, kind: str, **how: bool) -> tuple[int, bytes]:
    with office.db.read() as session:
        rows = exports.rows(session, DOORS[form], frozenset({2}), YEARS)
    return len(rows), exports.written(DOORS[form], rows, kind, Head(HOME, "林远帆", DAY), **how)


@pytest.mark.parametrize("how", [{}, {"names": True}, {"reveal": True}], ids=["masked", "names", "revealed"])
@pytest.mark.parametrize("kind", exports.FORMATS)
@pytest.mark.parametrize("form", DOORS)
def test_our_own_export_read_again_changes_nothing(
    half_year: Office, form: str, kind: str, how: dict[str, bool]
) -> None:
    count, content = exported(half_year, form, kind, **how)
    plan = again(half_year, form, f"导出.{kind}", content)
    assert count > 0
    assert [said(error) for error in plan.errors] == []
    assert [(o.row, o.changed) for o in plan.outcomes if o.state != "same"] == []
    assert len(plan.outcomes) == count


@pytest.mark.parametrize("form", DOORS)
def test_a_ledger_says_every_column_of_its_own_layout(half_year: Office, form: str) -> None:
    """A column it does not say would be lost in an export, and never be seen to differ in an import."""
    door = DOORS[form]
    with half_year.db.read() as session:
        row = exports.rows(session, door, frozenset({2}), YEARS)[0]
    not_kept = {"serial", "photos"} | ({"highlights"} if form in ("theme-days",) else set())
    assert {column.key for column in door.form.layout} - row.keys() - not_kept == set()


def test_a_default_export_shows_no_name_number_phone_or_address_of_those_helped(half_year: Office) -> None:
    for form, secrets in (
        ("pairings", ("竹清禾", "99014130268996042", "19911110000", "滨河社区3组55号")),
        ("visits", ("竹青溪",)),
    ):
        text = exported(half_year, form, "csv")[1].decode("utf-8-sig")
        plain = exported(half_year, form, "csv", names=True)[1].decode("utf-8-sig")
        assert [secret for secret in secrets if secret in text] == []
        assert [secret for secret in secrets if secret in plain] == [secrets[0]]


def alive(office: Office) -> dict[str, dict[int, dict[str, Any]]]:
    """Every record that is not deleted, without the version that any change moves."""
    found = {}
    with office.db.read() as session:
        for mapper in Base.registry.mappers:
            if issubclass(mapper.class_, Record) and mapper.class_ is not Import:
                table = mapper.class_.__table__
                rows = session.execute(select(table).where(table.c.deleted_at.is_(None))).mappings()
                found[str(table)] = {row["id"]: {k: v for k, v in row.items() if k != "version"} for row in rows}
    return found


def test_the_half_year_can_be_taken_back_ledger_by_ledger(tmp_path: Path) -> None:
    office = opened(tmp_path)
    before = []
    for path in FILES:
        before.append(alive(office))
        bring_in(office, path)
    for path, there in zip(reversed(FILES), reversed(before), strict=True):
        with office.db.write() as session:
            last = select(Import).where(Import.undone_at.is_(None)).order_by(Import.id.desc())
            undo.undo(session, CLERK, session.scalars(last).first())  # type: ignore[arg-type]
        assert alive(office) == there, path.stem
    office.db.close()
