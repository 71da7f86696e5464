"""One press puts the notice of a meeting where a group chat can take it."""

from __future__ import annotations

from app.demo import PASSWORD
from tests.harness.browser import Browse
from tests.harness.server import Server


def test_copying_takes_the_six_lines_and_says_so(browse: Browse, demo: Server) -> None:
    visitor = browse(demo.url, width=360)
    visitor.context.grant_permissions(["clipboard-read"])
    page = visitor.sign_in("lin", PASSWORD)
    visitor.open("/meetings/1/notice")
    page.get_by_role("button", name="复制通知").press("Enter")
    assert page.get_by_role("button", name="已复制").evaluate("it => it === document.activeElement")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert [line.partition("：")[0] for line in copied] == ["时间", "地点", "议题", "会前材料", "请假", "便利需求"]


def test_without_script_there_is_no_button_that_does_nothing(browse: Browse, demo: Server) -> None:
    visitor = browse(demo.url, script=False)
    visitor.sign_in("lin", PASSWORD)
    page = visitor.open("/meetings/1/notice")
    assert page.get_by_role("button", name="复制通知").count() == 0
    assert page.get_by_label("复制后粘贴到群里").is_visible()
