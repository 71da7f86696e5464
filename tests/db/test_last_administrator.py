"""Two security administrators who end each other at the same moment: one of them stays, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from app.accounts import acts
from app.accounts.models import Account
from app.db import Database
from app.errors import Refusal
from tests.harness.world import OPERATOR, account


def test_two_who_disable_each_other_do_not_leave_nobody(any_db: Database) -> None:
    with any_db.write() as session:
        for name in ("first", "second"):
            account(session, name, "security_admin", None)
    together = Barrier(2)

    def disable(name: str) -> bool:
        together.wait(10)
        try:
            with any_db.write() as session:
                acts.disable(session, OPERATOR, name)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(disable, ("first", "second"))) == [False, True]
    with any_db.read() as session:
        assert session.scalar(select(func.count()).where(Account.disabled_at.is_(None))) == 1
