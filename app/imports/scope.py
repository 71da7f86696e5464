"""Which branch a row belongs to (decisions.md 37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.db import Record
from app.errors import Refusal
from checklists.ledgers.fold import fold


@dataclass
class Scope:
    """The branches one may write to, and the one that stands where the sheet names none we know."""

    reach: frozenset[int]
    chosen: int | None
    may_add_branches: bool = False
    names: dict[int, str] = field(default_factory=dict)
    unknown: dict[str, list[int]] = field(default_factory=dict)  # names we do not know → rows
    _ids: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, reach: Iterable[int], chosen: int | None, *, may_add_branches: bool = False) -> Scope:
        scope = cls(frozenset(reach), chosen, may_add_branches)
        for id_, name in session.execute(select(Branch.id, Branch.name)):
            scope.names[id_], scope._ids[fold(name)] = name, id_
        return scope

    @property
    def chosen_name(self) -> str:
        return self.names[self.chosen] if self.chosen is not None else ""

    def branch(self, row: int, name: str, record: Record | None) -> int:
        """The branch a row names; a name we do not know, or none, is the chosen branch or the record's own."""
        known = self._ids.get(fold(name)) if name else None
        if known is None and name:
            self.unknown.setdefault(name, []).append(row)
        branch = known or self.chosen or (branch_of(record) if record is not None else None)
        if branch is None:
            raise Refusal(
                "认不出是哪个支部", "请改成系统里已有的支部名称，或指定记入哪个支部", place="党支部", value=name
            )
        if branch not in self.reach:
            raise Refusal(
                "不在您能导入的支部之内", "请删去这一行，由该支部自己导入", place="党支部", value=self.names[branch]
            )
        return branch


def branch_of(record: Record) -> int:
    """The branch a record of any ledger belongs to."""
    found = record.id if isinstance(record, Branch) else getattr(record, "branch_id", None)
    assert isinstance(found, int), f"{record.__tablename__} has no branch"
    return found
