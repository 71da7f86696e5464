"""The form posts (党员先锋岗、党员责任区), as the one door for Excel uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.models import Branch
from app.branches.stations import acts, queries
from app.branches.stations.models import KINDS, Station
from app.branches.stations.records import entry_of
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
CODES = {word: code for code, word in KINDS.items()}  # the form's own words, whatever the branch calls them


def _values(row: Row) -> dict[str, Any]:
    return {
        key: CODES[row[key]] if key == "kind" else row[key] for key in (*acts.FIELDS, "people", "records") if key in row
    }


def _match(session: Session, branch_id: int, row: Row) -> Station | None:
    return queries.same(session, branch_id, CODES.get(row.get("kind") or "", ""), row.get("name") or "")


def _add(session: Session, actor: Actor, branch_id: int, row: Row) -> Station:
    return acts.add(session, actor, branch_id, _values(row))


def _change(session: Session, actor: Actor, station: Station, row: Row) -> Station:
    return acts.change(session, actor, station, _values(row), None)


def _row(session: Session, station: Station) -> dict[str, Any]:
    return {key: getattr(station, key) for key in acts.FIELDS} | {
        "id": station.id,
        "branch": session.get_one(Branch, station.branch_id).name,
        "kind": KINDS[station.kind],
        "people": tuple(person.name for person in station.people),
        "records": "\n".join(entry_of(record).line for record in station.records),
    }


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Station]:
    return queries.exported(session, branches, period.first, period.last)


LEDGERS = (Ledger("posts", Station, _match, _add, _change, _row, _rows),)
