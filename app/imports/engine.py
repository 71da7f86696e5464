"""The rows of a sheet carried out by the rooms' own acts: each row new, updated, the same, or wrong in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.models import Branch
from app.db import Record
from app.errors import Invalid, Refusal
from app.imports.recording import Key, Recorder, Touch, key_of
from app.imports.registry import Door
from app.imports.scope import Scope, branch_of
from app.imports.wrong import problems
from checklists.ledgers import cells
from checklists.ledgers.errors import CellError, CellProblem
from checklists.ledgers.form import MASKED, Column
from checklists.ledgers.match import Row, Sheet
from checklists.ledgers.printed import printed

NEW, UPDATED, SAME = "new", "updated", "same"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: its record, and for an update the columns that change."""

    row: int
    state: str
    record: Record
    changed: tuple[str, ...] = ()
    again: int | None = None  # an earlier row of the file that is the same record
    key: Key = ("", 0)  # the record's own, still known when the rehearsal is over


@dataclass
class Plan:
    """All rows of a sheet, with what they made and changed. Written or not is the caller's affair."""

    door: Door
    sheet: Sheet
    scope: Scope
    outcomes: list[Outcome] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    touched: dict[Key, Touch] = field(default_factory=dict)

    def count(self, state: str) -> int:
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def left_out(self) -> list[int]:
        """The rows that are wrong."""
        held = {outcome.row for outcome in self.outcomes}
        return [row.number for row in self.sheet.rows if row.number not in held]

    @property
    def to_write(self) -> int:
        return self.count(NEW) + self.count(UPDATED)


def run(session: Session, actor: Actor, door: Door, sheet: Sheet, scope: Scope, recorder: Recorder) -> Plan:
    """Every good row in a savepoint of its own; the errors of all rows are gathered."""
    plan = Plan(door, sheet, scope, errors=list(sheet.errors), touched=recorder.touched)
    bearer = _Bearer(session, actor, door, scope)
    for row in sheet.good:
        try:
            with recorder.row(row.number):
                outcome = bearer.carry(row)
        except Refusal as refusal:
            plan.errors.extend(problems(door.form, row, refusal))
        except IntegrityError:
            taken = Refusal("与已有的一条记录重复", "请核对是否已经登记过")
            plan.errors.extend(problems(door.form, row, taken))
        else:
            if outcome.state == UPDATED and recorder.quiet:  # other words for what the record says already
                outcome = replace(outcome, state=SAME, changed=())
            plan.outcomes.append(bearer.remember(outcome))
    plan.errors.sort(key=lambda error: error.row)
    return plan


class _Bearer:
    """Brings one row after another to the room's acts."""

    def __init__(self, session: Session, actor: Actor, door: Door, scope: Scope) -> None:
        self.session, self.actor, self.ledger, self.form, self.scope = session, actor, door.ledger, door.form, scope
        self.seen: dict[Key, int] = {}

    def carry(self, row: Row) -> Outcome:
        masked = {key for key, value in row.values.items() if value is MASKED}
        given = {k: v for k, v in row.values.items() if v is not None and v != () and k not in masked}
        named = str(given.pop("branch", ""))
        record = self._by_id(given.pop("id", None))
        branch = 0 if self.ledger.model is Branch else self.scope.branch(row.number, named, record)
        if record is None:
            self._refuse_masked(masked, required=True)
            record = self.ledger.match(self.session, branch, given)
        if record is not None:
            self._refuse_foreign(record, branch)
            return self._update(row.number, record, given)
        self._refuse_masked(masked)
        if self.ledger.model is Branch and not self.scope.may_add_branches:
            raise Refusal("还没有登记", "新增支部请系统管理员运行 qingdan branch add", place="党支部名称")
        return Outcome(row.number, NEW, self.ledger.add(self.session, self.actor, branch, given))

    def remember(self, outcome: Outcome) -> Outcome:
        """Two rows of one file that are one record: the later one says so."""
        key = key_of(outcome.record)
        first = self.seen.setdefault(key, outcome.row)
        return replace(outcome, key=key, again=first if first != outcome.row else None)

    def _by_id(self, id_: Any) -> Record | None:
        if id_ is None:
            return None
        record = self.session.get(self.ledger.model, id_)
        if record is None:
            raise Refusal("没有找到，可能已被删除", "要作为新的一条导入，请清空这一格", place="编号", value=str(id_))
        return record

    def _update(self, row: int, record: Record, given: Values) -> Outcome:
        """The record's own row with the sheet's cells laid over it; a column the ledger does not keep says nothing."""
        own = self.ledger.row(self.session, record)
        columns = [column for column in self.form.columns if column.key in given and column.key in own]
        changed = tuple(column.heading for column in columns if not _says(column, own, given))
        if not changed:
            return Outcome(row, SAME, record)
        filled = {key: value for key, value in own.items() if value not in (None, "", ())}
        self.ledger.change(self.session, self.actor, record, filled | given)
        return Outcome(row, UPDATED, record, changed)

    def _refuse_foreign(self, record: Record, branch: int) -> None:
        if isinstance(record, Branch) and record.id not in self.scope.reach:
            raise Refusal("不在您能导入的支部之内", "请删去这一行", place="党支部名称", value=record.name)
        if not isinstance(record, Branch) and branch_of(record) != branch:
            raise Refusal("是别的支部的记录", "请核对编号，新增的行请清空编号", place="编号", value=str(record.id))

    def _refuse_masked(self, masked: set[str], *, required: bool = False) -> None:
        """A masked cell keeps what is there: without 编号 a masked name finds nobody, and a new row has nothing to keep."""
        hidden = {c.key: c.heading for c in self.form.columns if c.key in masked and (c.required or not required)}
        if hidden:
            raise Invalid(
                {key: f"{heading}是遮盖的内容，请写完整，或保留原有的编号" for key, heading in hidden.items()}
            )


def _says(column: Column, own: Mapping[str, Any], given: Values) -> bool:
    """Whether the record already says this, by the words an export of it would be read back from."""
    value, mine = given[column.key], own[column.key]
    if mine == value:
        return True
    try:
        return mine is not None and cells.read(column, printed(column, mine)) == value
    except CellProblem:
        return False
