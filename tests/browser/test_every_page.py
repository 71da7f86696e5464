"""Every page in a real browser: wide, at 360 px, without script; nothing foreign, nothing in the console."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.accounts.access import Matrix
from app.demo import HOME, PASSWORD
from tests.harness.browser import Browse, Visitor
from tests.harness.routes import FILES, filled, routes
from tests.harness.server import Server

NOT_PAGES = ("/health/live", "/health/ready", *FILES)
ANYBODY = ("/login", "/help", "/display", "/password", "/gallery")
# Pages whose record the demo does not hold, or which need a choice in the address.
WITH = {
    "/packs/excuse": "?item=member_meeting&period=202521",
    "/reports/records": "?period=2025H1&figure=visits",
    "/export/unmasked": "?form=pairings&period=2025",
    "/visits/new": "?household=1",
}
# The richest role of each page: the secretary's, and an administrator's where the matrix names none but him.
ADMINISTRATORS = {"xitong": "system_admin", "anquan": "security_admin", "shenji": "audit_admin"}
MATRIX = Matrix.load().routes


def paths(demo: Server, role: str = "secretary") -> Iterator[str]:
    """Each page that a role may open, with a record that is there."""
    for route in routes():
        who = MATRIX[route.name]
        if route.method == "GET" and not isinstance(who, str) and role in who and route.path not in NOT_PAGES:
            path = filled(route, demo.data, HOME)
            if path is not None:
                yield path + WITH.get(path, "")


@pytest.fixture
def secretary(browse: Browse, demo: Server, request: pytest.FixtureRequest) -> Visitor:
    width, script = request.param
    visitor = browse(demo.url, width=width, script=script)
    visitor.sign_in("lin", PASSWORD)
    return visitor


def broken(visitor: Visitor, path: str, *, axe: bool) -> list[str]:
    """What is wrong with one page, each line naming it."""
    answer = visitor.page.goto(visitor.url + path)
    found = [] if answer and answer.status == 200 else [f"status {answer and answer.status}"]
    found += visitor.sideways() if axe else []
    found += visitor.axe() if axe else []
    if visitor.page.locator("h1").count() != 1:
        found.append("not exactly one h1")
    found += visitor.console
    visitor.console.clear()
    return [f"{path}: {line}" for line in found]


@pytest.mark.parametrize("secretary", [(1280, True), (360, True)], indirect=True, ids=["wide", "phone"])
def test_every_page_is_whole_accessible_and_fits(secretary: Visitor, demo: Server) -> None:
    assert "\n".join(line for path in paths(demo) for line in broken(secretary, path, axe=True)) == ""


@pytest.mark.parametrize("account", ADMINISTRATORS)
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_of_an_administrator_is_whole_accessible_and_fits(
    browse: Browse, demo: Server, account: str, width: int
) -> None:
    visitor = browse(demo.url, width=width)
    visitor.sign_in(account, PASSWORD)
    pages = list(paths(demo, ADMINISTRATORS[account]))
    assert pages
    assert "\n".join(line for path in pages for line in broken(visitor, path, axe=True)) == ""


@pytest.mark.parametrize("secretary", [(1280, False)], indirect=True, ids=["no script"])
def test_every_page_works_without_script(secretary: Visitor, demo: Server) -> None:
    assert "\n".join(line for path in paths(demo) for line in broken(secretary, path, axe=False)) == ""


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_anybody_are_whole_and_fit(browse: Browse, demo: Server, width: int) -> None:
    visitor = browse(demo.url, width=width)
    found = [line for path in ANYBODY[:2] for line in broken(visitor, path, axe=True)]
    visitor.sign_in("lin", PASSWORD)
    found += [line for path in ANYBODY[2:] for line in broken(visitor, path, axe=True)]
    assert "\n".join(found) == ""


def test_signing_in_and_recording_a_meeting_works_by_keyboard_alone(browse: Browse, demo: Server) -> None:
    visitor = browse(demo.url)
    page = visitor.open("/login")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    page.get_by_label("账号", exact=True).focus()
    page.keyboard.type("lin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(demo.url + "/")
    page = visitor.open("/meetings/new?kind=study")
    page.get_by_label("会议名称").focus()
    page.keyboard.type("七月集中学习")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    assert page.locator("h1").inner_text() == "七月集中学习"


def test_a_failed_form_keeps_the_text_and_takes_the_focus_to_what_is_wrong(browse: Browse, demo: Server) -> None:
    visitor = browse(demo.url)
    visitor.sign_in("lin", PASSWORD)
    page = visitor.open("/meetings/new")
    page.get_by_label("会议地点").fill("二楼会议室")
    page.get_by_role("button", name="保存").click()
    assert page.title().startswith("错误：")
    assert "有" in page.locator(":focus").inner_text()
    assert page.get_by_label("会议地点").input_value() == "二楼会议室"
    visitor.console.clear()  # the browser's own line about the 422
