"""The database: one writer's transaction at a time on SQLite, plain transactions on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Index,
    Integer,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    sessionmaker,
    with_loader_criteria,
)
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import Conflict


class UTCMoment(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite keeps it without zone, PostgreSQL with."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class Base(DeclarativeBase):
    """All tables; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCMoment()}  # noqa: RUF012


class Record(Base):
    """What every editable table has from the start (decisions.md 24). A deleted row stays, unseen."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, sort_order=-9)
    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None, sort_order=91)
    # An account's id, without a foreign key: accounts stand on people, and people were entered by accounts.
    created_by: Mapped[int | None] = mapped_column(default=None, sort_order=92)
    recorded_on: Mapped[date] = mapped_column(sort_order=93)  # the business day on which it was entered

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


def expect_version(record: Record, version: int | None, fields: Iterable[str]) -> None:
    """Raise Conflict, with what stands there now, when the record has moved on since the form was read (R26)."""
    if version is not None and record.version != version:
        raise Conflict({field: getattr(record, field, None) for field in fields}, record.version)


def unique_alive(name: str, *columns: str) -> Index:
    """A unique index that a deleted row does not occupy."""
    alive = text("deleted_at IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=alive, postgresql_where=alive)


# On PostgreSQL: a process halted in the middle of a transaction, or cut off, holds its locks no longer than this.
PATIENCE = {"connect_timeout": 10, "tcp_user_timeout": 30_000, "options": "-c idle_in_transaction_session_timeout=30s"}


class Database:
    """`with db.read() as session:` sees; `with db.write() as session:` changes and commits at the end."""

    def __init__(self, url: str, finish: Callable[[Session], None] | None = None) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.writer = self._engine(url, write=True)
        self.reader = self._engine(url, write=False)
        self._finish = finish  # the audit rows: the transaction's last statement
        self.info: dict[str, Any] = {}  # what acts find in session.info: the sealer, the clock
        self._write = sessionmaker(self.writer, expire_on_commit=False)
        self._read = sessionmaker(self.reader, autoflush=False, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that cannot write; many go on beside a writer."""
        with self._read(info=dict(self.info)) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: everything in it is kept at the end, or nothing of it."""
        with self._write(info=dict(self.info)) as session, session.begin():
            yield session
            session.flush()
            if self._finish:
                self._finish(session)

    def close(self) -> None:
        self.writer.dispose()
        self.reader.dispose()

    def _engine(self, url: str, *, write: bool) -> Engine:
        if not self.sqlite:
            mode = {} if write else {"postgresql_readonly": True}
            options = {"isolation_level": "READ COMMITTED", **mode}
            return create_engine(url, pool_pre_ping=True, pool_size=5, execution_options=options, connect_args=PATIENCE)
        engine = create_engine(url, pool_size=5, connect_args={"timeout": 30})
        event.listen(engine, "connect", _prepare_writer if write else _prepare_reader)
        event.listen(engine, "begin", _begin_immediate if write else _begin)
        return engine


def _prepare_writer(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The defaults of the driver lost 429 of 480 updates under 8 writers (R25).
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    _prepare_writer(connection, entry)
    assert isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA query_only=ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@event.listens_for(Session, "do_orm_execute")
def _hide_deleted(state: ORMExecuteState) -> None:
    """Deleted records are in no list, count, search or export unless asked for (R32)."""
    if state.is_select and not state.execution_options.get("with_deleted", False):
        state.statement = state.statement.options(
            with_loader_criteria(Record, lambda cls: cls.deleted_at.is_(None), include_aliases=True)
        )
