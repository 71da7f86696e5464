"""A county with one branch of eight, into which its ledgers go and come out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.audit import Actor
from app.branches import acts as branches
from app.branches import members
from app.branches.access import subtree
from app.branches.queries import branch_named
from app.db import Database
from app.imports import exports
from app.imports.engine import Plan
from app.imports.files import write_file
from app.imports.models import ColumnMemory
from app.imports.registry import door_of
from app.main import open_office
from app.settings import Settings
from app.web import Office
from checklists.exporters import Head
from checklists.ledgers.fold import fold
from checklists.ledgers.printed import printed

OPERATOR = Actor(None, "命令行")
ABOVE, BRANCH = "云溪县残联党总支", "云溪县残联机关党支部"
PEOPLE = ("顾清源", "温知行", "罗一川", "沈小满", "江上舟", "许平安", "白露", "纪长河")
EVER = exports.asked_period("2000-01-01..2025-12-31")


@dataclass
class County:
    """The office of one county."""

    office: Office
    id: int

    def remember(self, form: str, columns: Mapping[str, str]) -> None:
        """What was said in the preview of an earlier file."""
        today = self.office.clock.today()
        with self.office.db.write() as session:
            branch = branch_named(session, BRANCH)
            assert branch is not None
            for heading, key in columns.items():
                said = {"form": form, "heading": fold(heading), "column_key": key}
                session.add(ColumnMemory(branch_id=branch.id, recorded_on=today, **said))

    def take(self, form: str, path: Path) -> Plan:
        return write_file(self.office, OPERATOR, form, path, branch="" if form == "branches" else BRANCH)

    def rows(self, form: str) -> list[dict[str, str]]:
        """What the database holds, in the headings of the paper."""
        door = door_of(form)
        with self.office.db.read() as session:
            found = exports.rows(session, door, frozenset(subtree(session, [self.id])), EVER)
        return [{fold(c.heading): printed(c, row.get(c.key)) for c in door.form.columns} for row in found]

    def export(self, form: str, path: Path) -> Path:
        door = door_of(form)
        with self.office.db.read() as session:
            found = exports.rows(session, door, frozenset(subtree(session, [self.id])), EVER)
        head = Head(BRANCH, "温知行", date(2025, 7, 1))
        path.write_bytes(exports.written(door, found, path.suffix.removeprefix("."), head))
        return path


def county(db: Database, settings: Settings) -> County:
    since = date(2025, 1, 1)
    with db.write() as session:
        above = branches.add_branch(session, OPERATOR, {"name": ABOVE, "kind": "superior", "asked_from": since})
        home = branches.add_branch(session, OPERATOR, {"name": BRANCH, "parent_id": above.id, "asked_from": since})
        for day, name in enumerate(PEOPLE, 1):
            values = {"name": name, "category": "full", "joined_on": date(2010, 7, day)}
            members.add_member(session, OPERATOR, home.id, values)
        above_id = above.id
    return County(open_office(replace(settings, database_url=db.url), db.info["clock"]), above_id)
