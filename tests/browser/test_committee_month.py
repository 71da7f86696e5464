"""A month's 支委会 from 今天要办 to its Word record, as its secretary does it; pages and typed fields are counted."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from app.demo import PASSWORD
from tests.harness.browser import Browse
from tests.harness.server import Server

PAGES, FIELDS, TAPS = 6, 8, 14
TITLE = "7月支部委员会"


@dataclass
class Hand:
    """The secretary's hand: what it types and how many pages it sees."""

    page: Page
    pages: int = 0
    typed: list[str] = field(default_factory=list)

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(words)
        self.typed.append(label)

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.pages += 1


@pytest.fixture
def hand(browse: Browse, demo: Server) -> Hand:
    visitor = browse(demo.url)
    visitor.sign_in("lin", PASSWORD)
    visitor.open("/")
    return Hand(visitor.page, pages=1)


def hold(hand: Hand) -> None:
    """Copied from last month, roll called, written down, signed by the host."""
    row = hand.page.locator("li, tr, .row").filter(has_text="召开7月支部委员会").first
    with hand.page.expect_navigation():
        row.get_by_role("link", name="复制上次").first.click()
    hand.pages += 1
    hand.type("会议议题（选填）", "研究下半年工作安排")
    hand.type("会议内容（选填）", "讨论了下半年三项重点工作。")
    hand.type("发言要点（选填）", "周晓禾：先补辅具盘点。")
    hand.type("会议决议（选填）", "同意下半年工作安排。")
    hand.press("保存")
    with hand.page.expect_navigation():
        hand.page.get_by_role("link", name="逐人点名").click()
    hand.pages += 1
    people = hand.page.locator(".roll fieldset")
    for number in range(people.count()):
        people.nth(number).locator("label", has_text="到").first.click()
    hand.press("保存到会情况")
    hand.press("主持人审签，归档")


def test_a_month_takes_at_most_six_pages_and_eight_typed_fields(hand: Hand, demo: Server) -> None:
    hold(hand)
    assert "已归档" in hand.page.content()
    with hand.page.expect_download() as word:
        hand.page.get_by_role("link", name="导出 Word 记录").click()
    assert word.value.suggested_filename.endswith(".docx")
    assert hand.pages <= PAGES, hand.pages
    assert len(hand.typed) <= FIELDS, hand.typed
    for place in ("/handbook?year=2025", "/meetings", "/reports/records?period=2025Q3&figure=committee_meetings"):
        hand.page.goto(demo.url + place)
        assert TITLE in hand.page.content(), place
    hand.page.goto(f"{demo.url}/calendar?year=2025")
    row = hand.page.get_by_role("row").filter(has_text="支部委员会").first
    assert row.get_by_role("cell").nth(6).inner_text().startswith("已开展")


def test_a_roll_of_twelve_takes_at_most_fourteen_taps_on_a_phone(browse: Browse, demo: Server) -> None:
    visitor = browse(demo.url, width=360)
    visitor.sign_in("lin", PASSWORD)
    page = visitor.open("/meetings?words=二季度党员大会")
    page.get_by_role("link", name="二季度党员大会").first.click()
    page.get_by_role("link", name="逐人点名").click()
    people, taps = page.locator(".roll fieldset"), 0
    assert people.count() >= 8
    for number in range(people.count()):
        mark = "请假" if number in (2, 5) else "到"
        people.nth(number).locator("label", has_text=mark).first.click()
        taps += 1
        if mark == "请假":
            page.keyboard.type("出差")  # the reason has the focus already
    page.get_by_role("button", name="保存到会情况").click()
    assert "到会情况已保存" in page.content()
    assert taps + 1 <= people_of(TAPS, page), taps


def people_of(taps_for_twelve: int, page: Page) -> int:
    """As many taps more or less as there are people more or less than twelve."""
    listed = page.get_by_role("table", name="到会情况").get_by_role("row").count() - 1
    return taps_for_twelve - 12 + listed
