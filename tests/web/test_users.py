"""The security administrator's pages: who there is, adding somebody, ending an account, letting somebody in."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts.models import Account
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import HOME, PASSWORD, World, account
from tests.web.users import Arrive, grant_of, noted, page_of, signed_in


@pytest.fixture
def admin(caller: Arrive, world: World) -> Caller:
    return signed_in(caller, "security_admin")


def test_the_list_names_everybody_with_role_branch_and_day(admin: Caller) -> None:
    page = admin.get("/settings/users").text
    for words in ("stranger", f"支部书记（{HOME}），2025年7月1日起", "审计管理员，2025年7月1日起", "可以登录"):
        assert words in page
    found = admin.get("/settings/users?words=strang").text
    assert "stranger" in found
    assert "supe" not in found.split("<main")[1]


def test_a_new_user_gets_a_password_once_and_must_change_it(
    admin: Caller, caller: Arrive, world: World, db: Database
) -> None:
    typed = {"name": "qin", "shown_name": "秦小满", "role": "committee", "branch": str(world.home)}
    fields = admin.fields("/settings/users/new") | typed
    answer = admin.post("/settings/users/new", fields)
    (password,) = re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}", answer.text)
    again = admin.post("/settings/users/new", fields)
    assert again.headers["location"] == page_of(db, "qin")
    assert password not in admin.get(page_of(db, "qin")).text
    assert noted(db)[:2] == ["account.grant", "account.add"]
    newcomer = signed_in(caller, "qin", password)
    assert newcomer.get("/meetings").headers["location"] == "/password"
    with db.read() as session:
        person = session.scalars(select(Account.person_id).where(Account.name == "qin")).one()
    assert person == world.people["秦小满"]


def test_a_form_that_cannot_be_used_keeps_what_was_typed(admin: Caller) -> None:
    typed = {"name": "secretary", "shown_name": "秦小满", "role": "committee", "branch": ""}
    answer = admin.send("/settings/users/new", **typed)
    assert answer.status_code == 422
    assert "用户名“secretary”已经有了" in answer.text
    assert 'value="秦小满"' in answer.text
    assert "请指定支部" in admin.send("/settings/users/new", **(typed | {"name": "qin"})).text


def test_a_disabled_user_is_out_at_once_and_back_by_one_press(admin: Caller, caller: Arrive, db: Database) -> None:
    secretary, at = signed_in(caller, "secretary"), page_of(db, "secretary")
    admin.send(at, f"{at}/disable")
    assert 'name="password"' in secretary.get("/meetings").text
    assert secretary.sign_in("secretary", PASSWORD).status_code == 422
    admin.send(at, f"{at}/enable")
    assert 'name="password"' in secretary.get("/meetings").text
    assert secretary.sign_in("secretary", PASSWORD).status_code == 303


def test_who_is_locked_out_is_shown_and_let_in(admin: Caller, caller: Arrive, db: Database) -> None:
    secretary, at = caller(), page_of(db, "secretary")
    for _ in range(5):
        secretary.sign_in("secretary", "wrong")
    assert secretary.sign_in("secretary", PASSWORD).status_code == 429
    assert "已锁定" in admin.get("/settings/users").text
    admin.send(at, f"{at}/unlock")
    assert secretary.sign_in("secretary", PASSWORD).status_code == 303


def test_a_new_one_time_password_replaces_the_old_one(admin: Caller, caller: Arrive, db: Database) -> None:
    secretary, at = signed_in(caller, "secretary"), page_of(db, "secretary")
    answer = admin.send(at, f"{at}/one-time")
    (password,) = re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}", answer.text)
    assert 'name="password"' in secretary.get("/meetings").text
    assert secretary.sign_in("secretary", PASSWORD).status_code == 422
    assert secretary.sign_in("secretary", password).status_code == 303
    assert "account.one_time_password" in noted(db)


def test_what_is_not_there_is_not_found(admin: Caller, db: Database) -> None:
    at = page_of(db, "member")
    token = admin.fields("/settings/users/new")["csrf"]
    assert admin.get("/settings/users/9999").status_code == 404
    for act in ("disable", "enable", "one-time", "unlock", "grant", "end"):
        assert admin.post(f"/settings/users/9999/{act}", {"csrf": token}).status_code == 404
    stranger = grant_of(db, "stranger")
    assert admin.post(f"{at}/grants/{stranger}/resume", {"csrf": token}).status_code == 404


def test_the_list_takes_as_many_statements_for_fifty_users_as_for_ten_and_goes_on(
    admin: Caller, db: Database, statements: list[str]
) -> None:
    statements.clear()
    admin.get("/settings/users")
    few = len(statements)
    with db.write() as session:
        for each in range(60):
            account(session, f"user{each:02}", "system_admin", None)
    statements.clear()
    first = admin.get("/settings/users").text
    assert len(statements) == few
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert first.count('<th scope="row"') == 50
    assert admin.get(onward).text.count('<th scope="row"') == 20
