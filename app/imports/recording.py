"""What an import made and changed, whatever room did it: heard from the session, kept so that it can be undone."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, TypeDecorator, event, inspect, select
from sqlalchemy.orm import Session

from app.db import Base, Record

Key = tuple[str, int]  # table, id


@dataclass(slots=True)
class Touch:
    """One record: made by the import, or changed, with what stood in the columns before and its version then."""

    record: Record
    row: int
    made: bool
    before: dict[str, Any] = field(default_factory=dict)


class Recorder:
    """Hears every flush. What a row of the file did is kept when the row holds, and forgotten when it does not."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.touched: dict[Key, Touch] = {}
        self.quiet = True  # whether the last row left everything as it was
        self._of_row: list[Touch] = []
        self._row = 0

    @contextmanager
    def row(self, number: int) -> Iterator[None]:
        """One row of the file, in a savepoint of its own."""
        self._of_row, self._row = [], number
        with self.session.begin_nested():
            yield
        for touch in self._of_row:
            known = self.touched.setdefault(key_of(touch.record), touch)
            if not known.made:
                known.before = touch.before | known.before
        self.quiet = not self._of_row

    def hear(self, session: Session, *_: Any) -> None:
        """Before a flush, while the old values are still known. A new record has no id yet; `row` asks for it later."""
        for record in session.new:
            if isinstance(record, Record):
                self._of_row.append(Touch(record, self._row, made=True))
        for record in session.dirty:
            if isinstance(record, Record) and (before := self._before(record)):
                self._of_row.append(Touch(record, self._row, made=False, before=before))

    def _before(self, record: Record) -> dict[str, Any]:
        state = inspect(record)
        found = {}
        for attribute in state.mapper.column_attrs:
            history = state.attrs[attribute.key].history
            if history.has_changes():
                column = attribute.columns[0]
                found[column.name] = history.deleted[0] if history.deleted else self._stored(record, column)
        return found | {"version": record.version} if found else {}

    def _stored(self, record: Record, column: Any) -> Any:
        """A column that was set without having been read: its old value is still in the database."""
        table = record.__table__
        return self.session.connection().scalar(select(column).where(table.c.id == record.id))


@contextmanager
def recording(session: Session) -> Iterator[Recorder]:
    recorder = Recorder(session)
    event.listen(session, "before_flush", recorder.hear)
    try:
        yield recorder
    finally:
        event.remove(session, "before_flush", recorder.hear)


def key_of(record: Record) -> Key:
    return record.__tablename__, record.id


def model_of(table: str) -> type[Record]:
    """The model of a table of records."""
    found = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}[table]
    assert issubclass(found, Record)
    return found


def packed(before: dict[str, Any]) -> str:
    """The values of columns as JSON; sealed ones stay sealed."""
    return json.dumps(before, ensure_ascii=False, default=_plain) if before else ""


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no column holds {type(value)}")


def unpacked(model: type[Record], text: str) -> dict[str, Any]:
    """The values by the types that the model's columns have now."""
    columns = model.__table__.c
    return {name: _typed(columns[name], value) for name, value in json.loads(text or "{}").items()}


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kind = plain.python_type
    if kind is bytes:
        return base64.b64decode(value)
    if issubclass(kind, date):
        return (datetime if issubclass(kind, datetime) else date).fromisoformat(value)
    return value
