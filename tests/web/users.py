"""What tests of the administrators' pages share: signing in, and where a user's page is."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from app.accounts.models import Account, Grant
from app.audit import AuditRow
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD

Arrive = Callable[[], Caller]


def signed_in(caller: Arrive, name: str, password: str = PASSWORD) -> Caller:
    person = caller()
    assert person.sign_in(name, password).headers["location"] == "/"
    return person


def number(db: Database, name: str) -> int:
    with db.read() as session:
        return session.scalars(select(Account.id).where(Account.name == name)).one()


def page_of(db: Database, name: str) -> str:
    return f"/settings/users/{number(db, name)}"


def grant_of(db: Database, name: str) -> str:
    with db.read() as session:
        return str(session.scalars(select(Grant.id).where(Grant.account_id == number(db, name))).one())


def noted(db: Database) -> list[str]:
    """The last actions, newest first."""
    with db.read() as session:
        return list(session.scalars(select(AuditRow.action).order_by(AuditRow.seq.desc()).limit(4)))
