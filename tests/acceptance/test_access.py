"""Another branch sees nothing of ours: crawled page by page with real records (R38)."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from app.accounts.access import Matrix
from app.demo import HOME, PASSWORD
from tests.harness.callers import Caller
from tests.harness.routes import filled, routes
from tests.harness.server import Server

MARKERS = ("宋知秋", "秦小满", "缅怀先烈", "辅具入库盘点记录不全", "温暖万家行", "抢救性康复")
SHARED = ("inspections.show",)  # both sides of a mutual inspection read its one record
MATRIX = Matrix.load().routes


@pytest.fixture
def of_another_branch(demo: Server) -> Iterator[Caller]:
    with httpx.Client(base_url=demo.url, timeout=30) as client:
        person = Caller(client)
        person.sign_in("gu", PASSWORD)
        yield person


def test_a_record_of_another_branch_is_not_found_by_any_route(of_another_branch: Caller, demo: Server) -> None:
    token = of_another_branch.fields("/display", "/display")["csrf"]
    for route in routes():
        if not any(name.endswith("_id") and name not in ("pack_id", "item_id") for name in route.parameters):
            continue
        if route.name in SHARED or "secretary" not in MATRIX[route.name]:
            continue
        path = filled(route, demo.data, HOME)
        if path is None:
            continue
        answer = of_another_branch.get(path) if route.method == "GET" else of_another_branch.post(path, {"csrf": token})
        assert answer.status_code == 404, f"{route.method} {path}: {answer.status_code}"


def test_no_page_of_another_branch_shows_a_word_of_ours(of_another_branch: Caller) -> None:
    for route in routes():
        if route.method == "GET" and not route.parameters and MATRIX[route.name] not in ("public", "signed_in"):
            for path in (route.path, f"{route.path}?branch=2"):
                text = of_another_branch.get(path).text
                assert not [word for word in MARKERS if word in text], path
