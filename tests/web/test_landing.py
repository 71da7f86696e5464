"""Whoever signs in arrives at a page of his own, with a way to all he may use and to nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from app.accounts.models import ROLES, Grant
from app.db import Database
from app.outbox.models import TICK, LeaseRow
from app.settings import Settings
from app.system_page import size_words
from tests.harness.web import MOMENT
from tests.harness.world import AWAY, HOME, World
from tests.web.users import Arrive, signed_in

HOMES = {
    "system_admin": ("/system", "系统状况"),
    "security_admin": ("/settings/users", "用户"),
    "audit_admin": ("/audit", "操作记录"),
    "member": ("/welcome", "欢迎使用"),
    "inspector": ("/welcome", "欢迎使用"),
}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_led_to_a_page_it_may_use(role: str, caller: Arrive, world: World) -> None:
    person = signed_in(caller, role)
    path, title = HOMES.get(role, ("/", ""))
    if path != "/":
        assert person.get("/").headers["location"] == path
    page = person.get(path)
    assert page.status_code == 200
    assert f"<h1>{title}" in page.text


@pytest.mark.parametrize("role", ROLES)
def test_no_link_of_the_navigation_ends_at_a_closed_door(role: str, caller: Arrive, world: World) -> None:
    person = signed_in(caller, role)
    page = person.get(HOMES.get(role, ("/", ""))[0]).text
    nav = page.split('aria-label="主导航"')[1].split("</nav>")[0]
    links = re.findall(r'href="([^"]+)"', nav)
    assert len(links) == {"member": 0, "inspector": 0, "system_admin": 2}.get(role, 1 if role.endswith("admin") else 7)
    assert [person.get(link).status_code for link in links] == [200] * len(links)


def test_a_closed_door_keeps_the_way_to_the_open_ones(caller: Arrive, world: World) -> None:
    refused = signed_in(caller, "secretary").get("/audit")
    assert refused.status_code == 403
    assert 'href="/meetings"' in refused.text
    assert 'href="/audit"' not in refused.text
    assert HOME in refused.text


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_stands_in_no_branch(role: str, caller: Arrive, world: World) -> None:
    person = signed_in(caller, role)
    frame = person.get(HOMES[role][0]).text.split("<main")[0]
    assert HOME not in frame
    assert AWAY not in frame


@pytest.mark.parametrize(("name", "words"), [("member", "党员自己用的页面"), ("inspector", "检查人查阅的页面")])
def test_who_has_no_page_yet_reads_what_will_be_and_whom_to_ask(
    name: str, words: str, caller: Arrive, world: World
) -> None:
    page = signed_in(caller, name).get("/welcome").text
    for each in (words, "以后放在这里的", "现在可以怎么办", "/help#contact"):
        assert each in page


def test_who_has_a_page_of_his_own_is_led_there_from_the_others(caller: Arrive, world: World) -> None:
    assert signed_in(caller, "secretary").get("/welcome").headers["location"] == "/"


def test_who_has_no_role_today_is_told_so(caller: Arrive, world: World, db: Database) -> None:
    with db.write() as session:
        session.execute(update(Grant).where(Grant.role == "committee").values(until=date(2025, 7, 1)))
    person = signed_in(caller, "committee")
    assert "现在没有角色" in person.get(person.get("/").headers["location"]).text


def test_the_system_page_says_how_the_product_runs(caller: Arrive, world: World, db: Database) -> None:
    page = signed_in(caller, "system_admin").get("/system").text
    for words in (
        "清单 0.",
        "SQLite",
        "数据库结构",
        "最新",
        "没有在运行",
        "只记录，不发送",
        "2025年",
        "密钥还没有另存",
    ):
        assert words in page
    with db.write() as session:
        session.add(LeaseRow(name=TICK, holder="test", token=1, ticked_at=MOMENT))
    assert "正在运行，0秒前" in signed_in(caller, "system_admin").get("/system").text


@pytest.mark.parametrize(("size", "words"), [(999_999, "999 KB"), (3_440_000, "3.4 MB"), (1_250_000_000, "1.2 GB")])
def test_a_size_is_said_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("weak", "hosts", "listening", "refused"),
    [
        (True, (), "127.0.0.1", False),
        (True, (), "0.0.0.0", True),  # noqa: S104  (an address to be refused)
        (True, ("oa.example",), "127.0.0.1", True),
        (False, ("oa.example",), "0.0.0.0", False),  # noqa: S104
    ],
)
def test_weak_hashes_stay_on_loopback(
    settings: Settings, weak: bool, hosts: tuple[str, ...], listening: str, refused: bool
) -> None:
    found = replace(settings, test_cheap_hash=weak, allowed_hosts=hosts).problems(listening)
    assert any("QINGDAN_TEST_CHEAP_HASH" in problem for problem, _ in found) == refused
