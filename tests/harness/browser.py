"""Pages as people meet them: a real browser that remembers its console and every host it asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.house import bring

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {
    "runOnly": {"type": "tag", "values": WCAG},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# Elements that reach past the right edge, the widest first; tables may scroll inside a box of their own.
SIDEWAYS = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const name = e => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : "");
  return [...document.querySelectorAll("body *")]
    .map(e => [e.getBoundingClientRect().right, name(e)])
    .filter(([right]) => right > edge + 1)
    .sort((a, b) => b[0] - a[0]).slice(0, 5)
    .map(([right, name]) => `${name} reaches ${Math.round(right)} of ${edge} px`);
}"""


@dataclass
class Visitor:
    """One person's browser. At the end of the test its console must be empty and its hosts ours alone."""

    url: str
    context: BrowserContext
    page: Page
    console: list[str] = field(default_factory=list)  # clear it where a test provokes an error page
    hosts: set[str] = field(default_factory=set)

    def open(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, account: str, password: str) -> Page:
        page = self.open("/login")
        page.get_by_label("账号", exact=True).fill(account)
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name="登录", exact=True).click()
        return page

    def axe(self) -> list[str]:
        """What breaks WCAG 2.2 AA on the page, one line an element."""
        found = Axe().run(self.page, options=AXE).response["violations"]
        return [f"{each['id']}: {each['help']}: {node['html'][:160]}" for each in found for node in each["nodes"]]

    def sideways(self) -> list[str]:
        """What makes the page scroll sideways."""
        return [str(line) for line in self.page.evaluate(SIDEWAYS)]

    def strangers(self) -> set[str]:
        return self.hosts - {urlsplit(self.url).netloc, ""}


Browse = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium a worker; a test takes `browse`, not this."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bring.chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Browse]:
    """browse(url, width=1280, script=True) → a new Visitor, with cookies of its own."""
    visitors: list[Visitor] = []

    def enter(url: str, *, width: int = 1280, script: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale="zh-CN"
        )
        context.set_default_timeout(15_000)
        visitor = Visitor(url, context, context.new_page())

        def say(message: ConsoleMessage) -> None:
            visitor.console.append(f"{message.type}: {message.text}")

        def ask(request: Request) -> None:
            visitor.hosts.add(urlsplit(request.url).netloc)

        context.on("console", say)
        context.on("weberror", lambda error: visitor.console.append(f"error: {error.error}"))
        context.on("request", ask)
        visitors.append(visitor)
        return visitor

    yield enter
    for visitor in visitors:
        visitor.context.close()
        assert not visitor.strangers(), f"asked foreign hosts: {visitor.strangers()}"
        assert not visitor.console, visitor.console
