"""What a worker asks for every few seconds is found by an index, however many letters there ever were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app.clock import Clock
from app.db import Database
from app.outbox.store import SqlOutbox
from reminders.channels import Event, Receipt
from tests.contracts.outbox_words import NINE

Asking = Callable[[SqlOutbox], object]


@contextmanager
def said(db: Database) -> Iterator[list[tuple[str, Any]]]:
    """The statements sent to the database, each with its parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        heard.append((statement, parameters))

    event.listen(db.writer, "before_cursor_execute", hear)
    yield heard
    event.remove(db.writer, "before_cursor_execute", hear)


@pytest.mark.parametrize(
    ("asking", "index"),
    [
        (lambda outbox: outbox.claim("email", 50, NINE, 60), "ix_letters_waiting"),
        (lambda outbox: outbox.expire(("sms",), NINE), "ix_letters_claimed"),
        (lambda outbox: outbox.claim_doubtful("sms", 50, NINE, 60), "ix_letters_doubtful"),
        (lambda outbox: outbox.receive([Receipt("8271", Event.DELIVERED, NINE)], NINE), "ix_attempts_serial"),
    ],
)
def test_each_question_has_its_index(db: Database, asking: Asking, index: str) -> None:
    with said(db) as heard:
        asking(SqlOutbox(db, Clock().now))
    with db.read() as session:
        plans = [
            str(step)
            for statement, parameters in heard
            if not statement.startswith("BEGIN")
            for step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert [plan for plan in plans if f"INDEX {index} " in plan], plans
