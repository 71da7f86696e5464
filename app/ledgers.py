"""How a room hands its ledger to the one door for Excel: match, add, change, and the row of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor
from app.db import Record
from checklists.periods import Period

Values = Mapping[str, Any]  # by the column keys of the form, in the types the ledger reader gives


@dataclass(frozen=True, slots=True)
class Ledger:
    """One form of one room. What a page would refuse, `add` and `change` refuse with Invalid.

    match(session, branch, values): the record of that natural key (decisions.md 36), or None.
    add(session, actor, branch, values): a new record by the room's acts.
    change(session, actor, record, values): `values` is the record's own row with the sheet's cells laid over it.
    row(session, record): the record as a row of the export, sealed fields opened, nothing masked.
    rows(session, branches, period): the records an export of the period holds, in the ledger's order.
    """

    form: str
    model: type[Record]
    match: Callable[[Session, int, Values], Any]
    add: Callable[[Session, Actor, int, Values], Any]
    change: Callable[[Session, Actor, Any, Values], Any]
    row: Callable[[Session, Any], dict[str, Any]]
    rows: Callable[[Session, frozenset[int], Period], Iterable[Any]]
