"""The authorisation matrix holds for every route and every role (R37)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.accounts.access import PUBLIC, SIGNED_IN, Matrix
from app.accounts.models import ROLES
from tests.harness.callers import Caller
from tests.harness.routes import PARAMETER, Route, routes
from tests.harness.world import PASSWORD, World

MATRIX = Matrix.load().routes


def test_every_route_has_a_line_and_every_line_a_route() -> None:
    assert {route.name for route in routes()} == set(MATRIX)


def closed_to(role: str) -> list[Route]:
    return [route for route in routes() if not isinstance(MATRIX[route.name], str) and role not in MATRIX[route.name]]


def plain(route: Route, number: str = "999999") -> str:
    """With ids nobody has: a closed route says no before it looks."""
    return PARAMETER.sub(lambda found: "x" if found[2] == "str" else number, route.path)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_use_is_closed_to_it(role: str, caller: Callable[[], Caller], world: World) -> None:
    person = caller()
    person.sign_in(role, PASSWORD)
    token = person.fields("/display", "/display")["csrf"]
    for route in closed_to(role):
        path = plain(route)
        answer = person.get(path) if route.method == "GET" else person.post(path, {"csrf": token})
        said_no = 303 if path == "/" else 403  # there everybody is led to a page of his own
        assert answer.status_code == said_no, f"{role} {route.method} {path}: {answer.status_code}"


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_read_opens_for_it(role: str, caller: Callable[[], Caller], world: World) -> None:
    person = caller()
    person.sign_in(role, PASSWORD)
    for route in routes():
        who = MATRIX[route.name]
        if route.method == "GET" and not route.parameters and (who in (PUBLIC, SIGNED_IN) or role in who):
            assert person.get(route.path).status_code not in (403, 500), f"{role} {route.path}"


def test_nobody_signed_in_gets_the_sign_in_page_and_changes_nothing(caller: Callable[[], Caller], world: World) -> None:
    stranger = caller()
    for route in routes():
        if MATRIX[route.name] == PUBLIC:
            continue
        answer = stranger.get(plain(route)) if route.method == "GET" else stranger.post(plain(route), {"csrf": ""})
        if route.method == "GET":
            assert 'name="password"' in answer.text, route.path
        else:
            assert answer.status_code == 403, route.path


@pytest.mark.parametrize("number", ["999999", "99999999999999999999"])
def test_an_id_that_is_not_there_is_not_found(caller: Callable[[], Caller], world: World, number: str) -> None:
    secretary = caller()
    secretary.sign_in("secretary", PASSWORD)
    token = secretary.fields("/display", "/display")["csrf"]
    for route in routes():
        if not route.parameters or isinstance(MATRIX[route.name], str) or "secretary" not in MATRIX[route.name]:
            continue
        path = plain(route, number)
        answer = secretary.get(path) if route.method == "GET" else secretary.post(path, {"csrf": token})
        assert answer.status_code == 404, f"{route.method} {path}: {answer.status_code}"


MANGLED = [
    "branch=x",
    "before=abc",
    "before=2025-01-01,",
    "before=2025-01-01,99999999999999999999",
    "year=99999",
    "period=zzz",
    "kind=%00",
    "household=zz",
    "copy=abc",
    "copy=99999",
    "words=%25_",
]


def test_an_address_changed_by_hand_never_breaks_a_page(caller: Callable[[], Caller], world: World) -> None:
    secretary = caller()
    secretary.sign_in("secretary", PASSWORD)
    for route in routes():
        if route.method == "GET" and not route.parameters and "secretary" in MATRIX[route.name]:
            for query in MANGLED:
                assert secretary.get(f"{route.path}?{query}").status_code < 500, f"{route.path}?{query}"
