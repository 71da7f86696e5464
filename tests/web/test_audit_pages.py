"""The audit administrator reads who changed what, never the words themselves, and sees whether the chain holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from app import audit
from app.audit import Actor, AuditRow
from app.audit_pages.words import action_words, fields_named
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import HOME, World
from tests.web.users import Arrive, signed_in

SOMEBODY = Actor(None, "演示操作人")


@pytest.fixture
def auditor(caller: Arrive, world: World) -> Caller:
    return signed_in(caller, "audit_admin")


def rows(page: str) -> int:
    return page.count('<th scope="row"')


def test_a_change_is_told_by_its_fields_and_not_by_its_words(auditor: Caller, caller: Arrive) -> None:
    secretary, words = signed_in(caller, "secretary"), "只在记录里的话"
    made = secretary.send("/meetings/new", kinds=["study"], title="七月集中学习", held_on="2025-07-01", content=words)
    at = made.headers["location"]
    secretary.send(f"{at}/edit", content="改过的话")
    page = auditor.get("/audit").text
    for words in ("会议活动：修改", "会议内容", "secretary", HOME, "2025年7月1日 09:00:00"):
        assert words in page
    for words in ("七月集中学习", "只在记录里的话", "改过的话"):
        assert words not in page


def test_it_is_found_by_matter_person_and_day(auditor: Caller, db: Database) -> None:
    with db.write() as session:
        audit.note(session, SOMEBODY, "talk.add", title="不显示")
    assert rows(auditor.get("/audit?noun=talk").text) == 1
    assert rows(auditor.get("/audit?who=演示操作人").text) == 1
    assert rows(auditor.get("/audit?noun=talk&day=2025-07-01").text) == 1
    assert "没有符合条件的操作记录" in auditor.get("/audit?noun=talk&day=2025-06-30").text
    assert rows(auditor.get("/audit?day=gestern").text) == rows(auditor.get("/audit").text)
    signed_in_row = auditor.get("/audit?who=audit_admin").text
    assert "账号：登录" in signed_in_row


def test_a_day_is_a_day_in_china(auditor: Caller, db: Database) -> None:
    late = datetime(2025, 6, 30, 16, 30, tzinfo=UTC)
    with db.write() as session:
        audit.note(session, SOMEBODY, "talk.add")
        session.info["clock"] = type(session.info["clock"])(moment=late)
    assert "2025年7月1日 00:30" in auditor.get("/audit?noun=talk&day=2025-07-01").text


def test_fifty_a_page_and_the_older_on_the_next(auditor: Caller, db: Database) -> None:
    with db.write() as session:
        for _ in range(60):
            audit.note(session, SOMEBODY, "visit.add")
    first = auditor.get("/audit?noun=visit").text
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert (rows(first), rows(auditor.get(older).text)) == (50, 10)


def test_the_page_says_whether_the_chain_holds(auditor: Caller, db: Database) -> None:
    assert "条条相接" not in auditor.get("/audit").text
    page = auditor.get("/audit?check=1").text
    with db.read() as session:
        last = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc())).first()
    assert last is not None
    assert f"已核对全部{last.seq}条" in page
    assert last.hash[:8] in page
    with db.write() as session:
        session.execute(text("DROP TRIGGER audit_log_no_update"))
        session.execute(text("UPDATE audit_log SET actor = '别人' WHERE seq = 7"))
    assert "第7条与前一条对不上" in auditor.get("/audit?check=1").text


def test_an_action_without_words_is_shown_as_it_is_written() -> None:
    assert action_words("household.reveal") == "帮扶家庭：查看完整信息"
    assert action_words("risk.juggle") == "廉政风险点：juggle"
    assert action_words("new_room.add") == "new_room.add"
    assert fields_named("activity.change", '{"fields": ["content", "odd"], "title": "不显示"}') == "会议内容、odd、名称"
