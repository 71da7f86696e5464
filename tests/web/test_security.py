"""The stack's unsafe defaults are gone (reliability.md, last part)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from app.accounts import acts
from app.accounts.models import SignedIn
from app.db import Database
from tests.harness.callers import URL, Caller, Forms
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]
HEADERS = {
    "content-security-policy": "script-src 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


@pytest.fixture
def secretary(caller: Arrive, world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_a_planted_session_id_is_worth_nothing_after_signing_in(caller: Arrive, world: World) -> None:
    victim, attacker = caller(), caller()
    for one in (victim, attacker):
        one.client.cookies.set("qd", "chosen-by-the-attacker", domain="127.0.0.1", path="/")
    assert victim.sign_in("secretary", PASSWORD).status_code == 303
    assert victim.get("/meetings").status_code == 200
    assert victim.client.cookies.get("qd", domain="127.0.0.1") != "chosen-by-the-attacker"
    assert "登录" in attacker.get("/meetings").text


def test_signing_out_ends_the_session_on_the_server(secretary: Caller) -> None:
    kept = dict(secretary.client.cookies)
    secretary.send("/meetings", "/logout")
    secretary.client.cookies.update(kept)
    assert 'name="password"' in secretary.get("/meetings").text


def test_the_form_token_of_another_session_does_not_pass(secretary: Caller, caller: Arrive) -> None:
    other = caller()
    other.sign_in("committee", PASSWORD)
    stolen = other.fields("/display")["csrf"][0]
    fields = secretary.fields("/display") | {"csrf": stolen}
    assert secretary.post("/display", fields).status_code == 403
    assert secretary.post("/display", {**fields, "csrf": ""}).status_code == 403


@pytest.mark.parametrize("header", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_from_another_site_is_refused(secretary: Caller, header: dict[str, str]) -> None:
    fields = secretary.fields("/display")
    answer = secretary.client.post("/display", data=fields, headers={"origin": URL} | header)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["/login", "/meetings", "/nowhere", "/static/app.css", "/static/none.css", "/reports?period=x"]
)
def test_every_response_carries_the_headers(secretary: Caller, path: str) -> None:
    answer = secretary.get(path)
    for name, value in HEADERS.items():
        if name == "cache-control" and path.startswith("/static/"):
            continue
        assert value in answer.headers[name], (path, name)


def test_the_schema_is_not_served(secretary: Caller) -> None:
    for path in ("/schema", "/schema/openapi.json", "/schema/swagger", "/docs"):
        assert secretary.get(path).status_code == 404


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "www.evil.example", "evil.example:8000"],
)
def test_an_unknown_host_is_refused_and_never_redirected_to(caller: Arrive, world: World, host: str) -> None:
    answer = caller().client.get("/login", headers={"host": host}, follow_redirects=False)
    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_host(caller: Arrive, world: World, onward: str) -> None:
    person = caller()
    fields = person.fields("/login") | {"name": "secretary", "password": PASSWORD, "next": onward}
    answer = person.post("/login", fields)
    assert answer.headers["location"] == "/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_words(caller: Arrive, world: World) -> None:
    person = caller()
    first = person.send("/login", name="secretary", password="wrong")
    second = person.send("/login", name="nobody", password="wrong")
    assert first.status_code == second.status_code == 422
    assert "用户名或密码不对" in first.text
    assert "用户名或密码不对" in second.text


def test_five_failures_lock_the_name_even_for_the_right_password(caller: Arrive, world: World) -> None:
    person = caller()
    for _ in range(5):
        person.send("/login", name="secretary", password="wrong")
    assert person.sign_in("secretary", PASSWORD).status_code == 429


def test_a_disabled_account_ends_with_the_next_request(secretary: Caller, db: Database) -> None:
    assert secretary.get("/meetings").status_code == 200
    with db.write() as session:
        acts.disable(session, OPERATOR, "secretary")
    assert 'name="password"' in secretary.get("/meetings").text


def test_a_form_sent_after_the_session_ended_is_kept_through_signing_in(secretary: Caller, db: Database) -> None:
    fields = secretary.fields("/meetings/new") | {"kinds": ["study"], "title": "七月学习", "held_on": "2025-07-01"}
    with db.write() as session:
        session.execute(delete(SignedIn))
    asked = secretary.post("/meetings/new", fields)
    assert asked.status_code == 401
    again = Forms(asked.text).found["/login"] | {"name": "secretary", "password": PASSWORD}
    resumed = Forms(secretary.post("/login", again).text).found["/meetings/new"]
    assert secretary.post("/meetings/new", resumed).status_code == 303
    assert "七月学习" in secretary.get("/meetings").text


def test_a_form_sent_twice_acts_once_and_gets_the_same_answer(secretary: Caller) -> None:
    fields = secretary.fields("/meetings/new") | {"kinds": ["study"], "title": "七月学习", "held_on": "2025-07-01"}
    first, second = secretary.post("/meetings/new", fields), secretary.post("/meetings/new", fields)
    assert first.headers["location"] == second.headers["location"]
    assert secretary.get("/meetings").text.count("七月学习</a>") == 1


def test_nothing_in_a_field_becomes_markup(secretary: Caller) -> None:
    nasty = "<img src=x onerror=alert(1)>{{7*7}}\"'><script>"
    location = secretary.send("/meetings/new", kinds=["study"], title=nasty, held_on="2025-07-01").headers["location"]
    for path in (location, "/meetings", f"{location}/edit", f"{location}/roll", "/"):
        page = secretary.get(path).text
        assert "<img src=x" not in page
        assert "<script>" not in page.replace("<script src", "")
