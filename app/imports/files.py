"""A ledger from a file on this machine: what the command line and the demo take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.audit import Actor
from app.branches.access import subtree
from app.branches.models import Branch
from app.branches.queries import branch_named
from app.errors import Refusal
from app.imports import acts, memories, sheets
from app.imports.engine import Plan
from app.imports.registry import Door, door_of
from app.imports.scope import Scope
from app.imports.sheets import Upload
from app.web import Office
from checklists.ledgers.match import Sheet


@dataclass(frozen=True, slots=True)
class Given:
    """A file that could be read, and where its rows may go."""

    door: Door
    upload: Upload
    sheet: Sheet
    reach: frozenset[int]
    chosen: int | None


def read_file(office: Office, form: str, path: Path, *, branch: str = "", year: int | None = None) -> Given:
    """Read outside any transaction. With a branch its rows stay in it and below; without, each row names its own."""
    door = door_of(form)
    with office.db.read() as session:
        found = branch_named(session, branch) if branch else None
        if branch and found is None:
            raise Refusal("没有这个支部", "qingdan branch list 列出全部支部", place="--branch", value=branch)
        reach = subtree(session, [found.id]) if found else frozenset(session.scalars(select(Branch.id)))
        known = memories.known(session, found.id, door.form) if found else {}
    upload = Upload(path.name, path.read_bytes(), year, remembered=known)
    sheet = sheets.read(upload, door.form, branch)
    if found is None and _homeless(door, sheet):
        raise Refusal("表里没有写党支部", "请用 --branch 指明记入哪个支部", place=f"文件{path.name}")
    return Given(door, upload, sheet, reach, found.id if found else None)


def _homeless(door: Door, sheet: Sheet) -> bool:
    """Rows that name neither a branch nor a record of ours: said once, and not of every row."""
    says = {key for row in sheet.rows for key in ("branch", "id") if row.values.get(key)}
    return door.ledger.model is not Branch and bool(sheet.rows) and not says


def write_file(
    office: Office,
    actor: Actor,
    form: str,
    path: Path,
    *,
    branch: str = "",
    year: int | None = None,
    good_rows: bool = False,
) -> Plan:
    """All rows in one transaction. Raises NotWritten with the plan, and then nothing is kept."""
    given = read_file(office, form, path, branch=branch, year=year)
    with office.db.write() as session:
        scope = Scope.of(session, given.reach, given.chosen, may_add_branches=True)
        return acts.take(session, actor, given.door, given.upload, given.sheet, scope, good_rows=good_rows)


def try_file(office: Office, actor: Actor, form: str, path: Path, *, branch: str = "", year: int | None = None) -> Plan:
    """What `write_file` would do, with nothing kept."""
    given = read_file(office, form, path, branch=branch, year=year)
    with office.db.read() as session:
        scope = Scope.of(session, given.reach, given.chosen, may_add_branches=True)
    return acts.rehearse(office.db, actor, given.door, given.sheet, scope)
