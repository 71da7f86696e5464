"""An import taken back as a whole: what was new is deleted, what was changed reads as before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import ForeignKey, Select, Table, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import Base, Record
from app.errors import Refusal
from app.imports.models import Import, ImportRow
from app.imports.recording import model_of, unpacked
from app.imports.words import called

MADE = ("new", "made")
REMEDY = "整批撤销会丢掉后来的内容；请打开有关的记录逐条处理"


def undo(session: Session, actor: Actor, record: Import) -> int:
    """How many records were put back. Raises Refusal, and then nothing is, when one was touched since."""
    if record.written_at is None or record.undone_at is not None:
        raise Refusal("没有可以撤销的", "这份文件还没有写入，或已经撤销过")
    found = list(_records(session, record.id))
    for row, touched in found:
        if touched.version != row.version:
            raise Refusal(f"第{row.row}行写入的{called(touched)}在导入之后改动过", REMEDY)
    _refuse_leaned_on(session, record.id, {row.table_name for row, _ in found if row.outcome in MADE})
    before = [_put_back(row, touched, session.info["clock"].now()) for row, touched in found]
    record.undone_at = session.info["clock"].now()
    try:
        session.flush()
    except IntegrityError as error:
        raise Refusal("后来登记的一条与撤销后的内容重复", REMEDY) from error
    for (_, touched), version in zip(found, before, strict=True):
        _as_it_was(session, record.id, touched, version)
    audit.note(session, actor, "import.undo", record, form=record.form, digest=record.digest, records=len(found))
    return len(found)


def _put_back(row: ImportRow, touched: Record, now: datetime) -> int:
    """Deleted if it was new, else as before; the version that stood then, 0 for none."""
    before = unpacked(type(touched), row.before)
    version = int(before.pop("version", 0))
    if row.outcome in MADE:
        touched.deleted_at = now
    for column, value in before.items():
        setattr(touched, column, value)
    return version


def _as_it_was(session: Session, import_id: int, touched: Record, version: int) -> None:
    """An earlier import left this version behind, and it reads so again: that one can be undone in its turn."""
    earlier = update(ImportRow).where(
        ImportRow.import_id != import_id,
        ImportRow.table_name == touched.__tablename__,
        ImportRow.record_id == touched.id,
        ImportRow.version == version,
    )
    if version:
        session.execute(earlier.values(version=touched.version))


def _records(session: Session, import_id: int) -> Iterator[tuple[ImportRow, Record]]:
    """The records the import made or changed, each once."""
    rows = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.table_name != "")
    ordered = session.scalars(rows.order_by(ImportRow.table_name, ImportRow.id)).all()
    for table, group in groupby(ordered, key=lambda row: row.table_name):
        model = model_of(table)
        ids = select(ImportRow.record_id).where(ImportRow.import_id == import_id, ImportRow.table_name == table)
        loaded = session.scalars(select(model).where(model.id.in_(ids)).execution_options(with_deleted=True))
        records = {record.id: record for record in loaded}
        for row in group:
            touched = row.outcome in MADE or row.before
            if touched and (record := records.pop(row.record_id, None)) is not None:
                yield row, record


def _refuse_leaned_on(session: Session, import_id: int, made: Iterable[str]) -> None:
    """A record that came later may stand on one the import made: a visit on its household."""
    for table_name in made:
        for table, key in _references(table_name):
            ours = _ids(import_id, table_name).where(ImportRow.outcome.in_(MADE))
            query = select(table).where(key.parent.in_(ours))
            if "deleted_at" in table.c:
                query = query.where(table.c.deleted_at.is_(None), table.c.id.not_in(_ids(import_id, table.name)))
            if session.execute(query.limit(1)).first() is not None:
                raise Refusal(f"导入之后，又有{called(table.name)}用到了这次新增的{called(table_name)}", REMEDY)


def _ids(import_id: int, table: str) -> Select[int]:
    return select(ImportRow.record_id).where(ImportRow.import_id == import_id, ImportRow.table_name == table)


def _references(table_name: str) -> Iterator[tuple[Table, ForeignKey]]:
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == table_name:
                yield table, key
