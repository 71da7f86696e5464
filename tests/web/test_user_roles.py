"""Roles of one user: which go together, from when to when, and the one that somebody must have."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.accounts import acts
from app.accounts.models import Grant
from app.db import Database
from app.errors import Refusal
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, World
from tests.web.users import Arrive, grant_of, noted, number, page_of, signed_in


@pytest.fixture
def admin(caller: Arrive, world: World) -> Caller:
    return signed_in(caller, "security_admin")


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [
        ("security_admin", "audit_admin", "系统、安全、审计三种管理员由三个人分别担任"),
        ("audit_admin", "system_admin", "系统、安全、审计三种管理员由三个人分别担任"),
        ("secretary", "security_admin", "不能同用一个账号"),
        ("secretary", "secretary", "不用再给"),
    ],
)
def test_roles_that_do_not_go_together_are_refused_in_words(
    admin: Caller, db: Database, world: World, name: str, role: str, words: str
) -> None:
    at, branch = page_of(db, name), str(world.home) if role == "secretary" else ""
    answer = admin.send(at, f"{at}/grant", role=role, branch=branch)
    assert answer.status_code == 422
    assert words in answer.text
    with db.read() as session:
        assert session.scalar(select(func.count()).where(Grant.account_id == number(db, name))) == 1


def test_who_has_handed_one_office_over_may_take_another(admin: Caller, db: Database) -> None:
    at = page_of(db, "audit_admin")
    admin.send(at, f"{at}/end", grant=grant_of(db, "audit_admin"), until="2025-08-01")
    assert admin.send(at, f"{at}/grant", role="system_admin", since="2025-07-31").status_code == 422
    assert admin.send(at, f"{at}/grant", role="system_admin", since="2025-08-01").status_code == 303


def test_a_role_from_a_later_day_does_not_hold_before(admin: Caller, caller: Arrive, db: Database) -> None:
    at = page_of(db, "member")
    admin.send(at, f"{at}/grant", role="committee", branch="2", since="2025-07-02")
    assert "尚未开始" in admin.get(at).text
    assert signed_in(caller, "member").get("/meetings").status_code == 403


def test_a_role_that_ends_ends_with_the_next_request_and_can_be_given_back(
    admin: Caller, caller: Arrive, db: Database
) -> None:
    secretary, at, grant = signed_in(caller, "secretary"), page_of(db, "secretary"), grant_of(db, "secretary")
    assert secretary.get("/meetings").status_code == 200
    admin.send(at, f"{at}/end", grant=grant)
    assert 'name="password"' in secretary.get("/meetings").text
    assert signed_in(caller, "secretary").get("/meetings").status_code == 403
    assert admin.send(at, f"{at}/grants/{grant}/resume").status_code == 303
    assert signed_in(caller, "secretary").get("/meetings").status_code == 200
    assert "account.resume_grant" in noted(db)


def test_the_last_security_administrator_stays(admin: Caller, db: Database) -> None:
    at, grant = page_of(db, "security_admin"), grant_of(db, "security_admin")
    assert "最后一位安全管理员" in admin.send(at, f"{at}/disable").text
    assert "最后一位安全管理员" in admin.send(at, f"{at}/end", grant=grant, until="2026-01-01").text
    with pytest.raises(Refusal, match="最后一位"), db.write() as session:
        acts.disable(session, OPERATOR, "security_admin")
    admin.send("/settings/users/new", name="second", shown_name="second", role="security_admin")
    second = page_of(db, "second")
    admin.send(second, f"{second}/disable")
    assert admin.send(at, f"{at}/disable").status_code == 422
    admin.send(second, f"{second}/enable")
    assert admin.send(at, f"{at}/disable").status_code == 303
