"""What the database must hold whoever writes: no update lost, no history changed, nothing sealed moved (R25, R33, R34, R63)."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor, AuditRow
from app.crypto import sealer
from app.db import Database
from app.settings import read

SOMEBODY = Actor(None, "某人")
WRITERS, TIMES = 8, 15


def noted(db: Database, *actions: str) -> None:
    """One change a transaction, each with its row."""
    for action in actions:
        with db.write() as session:
            audit.note(session, SOMEBODY, action)


def broken(db: Database) -> int | None:
    with db.read() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.seq))
        return audit.broken(rows, session.info["audit_key"])


def test_eight_writers_at_once_lose_nothing_and_the_chain_does_not_fork(any_db: Database) -> None:
    def work(_: int) -> None:
        noted(any_db, *["account.display"] * TIMES)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    with any_db.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == WRITERS * TIMES
    assert broken(any_db) is None


def test_what_is_read_before_it_is_written_cannot_be_overtaken(db: Database) -> None:
    """On SQLite a write transaction is alone from its first statement on."""
    with db.write() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))

    def work(_: int) -> None:
        for _ in range(TIMES):
            with db.write() as session:
                found = session.scalar(text("SELECT n FROM counter")) or 0
                session.execute(text("UPDATE counter SET n = :n"), {"n": found + 1})

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    with db.read() as session:
        assert session.scalar(text("SELECT n FROM counter")) == WRITERS * TIMES


def test_a_session_that_reads_cannot_write(any_db: Database) -> None:
    with any_db.read() as session, pytest.raises(DBAPIError):
        session.execute(text("DELETE FROM sessions"))


@pytest.mark.parametrize("change", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_the_database_itself_refuses_to_change_what_was_noted(any_db: Database, change: str) -> None:
    noted(any_db, "account.add")
    with pytest.raises(DBAPIError, match="append-only"), any_db.write() as session:
        session.execute(text(change))


def edited(session: Session) -> None:
    session.execute(text("UPDATE audit_log SET detail = '{}' WHERE seq = 3"))


def taken_out(session: Session) -> None:
    session.execute(text("DELETE FROM audit_log WHERE seq = 2"))


def swapped(session: Session) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        session.execute(text("UPDATE audit_log SET seq = :new WHERE seq = :old"), {"old": old, "new": new})


@pytest.mark.parametrize("tamper", [edited, taken_out, swapped])
def test_who_changes_it_past_the_triggers_is_found_at_that_row(db: Database, tamper: Callable[[Session], None]) -> None:
    for number in range(5):
        with db.write() as session:
            audit.note(session, SOMEBODY, "account.add", name=f"甲{number}")
    assert broken(db) is None
    with db.write() as session:
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER audit_log_no_{verb}"))
        tamper(session)
    assert broken(db) == 3


def test_a_sealed_value_opens_only_where_it_was_sealed(db: Database) -> None:
    with db.write() as session:
        seal = sealer(session)
        one, other = seal.new_subject(session), seal.new_subject(session)
        sealed = seal.seal(session, one, "people.mobile", "19900000001")
        assert seal.open(session, one, "people.mobile", sealed) == "19900000001"
        for subject, place in ((one, "people.needs"), (other, "people.mobile")):
            with pytest.raises(InvalidTag):
                seal.open(session, subject, place, sealed)


def test_the_keys_of_a_first_start_are_kept_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first, again = (read({"QINGDAN_DATA_DIR": str(tmp_path)}) for _ in range(2))
    assert (first.secret_key, first.field_key) == (again.secret_key, again.field_key)
    assert len({first.secret_key, first.field_key}) == 2
    for key in ("secret.key", "field.key"):
        assert stat.S_IMODE((tmp_path / "keys" / key).stat().st_mode) == 0o600
