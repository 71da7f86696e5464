"""The duty page: whether reminders go, what has not gone, one click to send it again, what SMS cost (R18)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.db import Database
from app.outbox import attention
from app.outbox.models import AttemptRow, LetterRow
from app.outbox.store import SqlOutbox
from app.settings import Settings
from reminders.channels import Event, Outcome, Receipt, Result
from tests.harness.callers import Caller
from tests.harness.web import DAY, MOMENT
from tests.harness.world import PASSWORD, World
from tests.web.letters import Written

HOUR = timedelta(hours=1)
SMS = b'{"template": "digest", "code": "", "values": {"count": "2"}, "text": "\xe6\x82\xa8\xe6\x9c\x892\xe9\xa1\xb9"}'


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, sms_gateway="console", sms_price="0.045")


@pytest.fixture
def written(db: Database, world: World) -> Written:
    return Written(db, world)


@pytest.fixture
def keeper(written: Written, caller: Callable[[], Caller]) -> Caller:
    return signed_in(caller, "system_admin")


def signed_in(caller: Callable[[], Caller], name: str) -> Caller:
    visitor = caller()
    visitor.sign_in(name, PASSWORD)
    return visitor


def test_a_quiet_day_says_so(keeper: Caller, db: Database) -> None:
    outbox = SqlOutbox(db, lambda: MOMENT)
    outbox.note_tick(outbox.take_lease("one", 30) or 0, MOMENT)
    page = keeper.get("/duty").text
    for words in ("今天没有要发的信", "没有积压，也没有失败", "0秒前检查过到期的事项", "近一年没有发过短信"):
        assert words in page


def test_a_worker_that_stands_still_a_stopped_channel_and_a_clock_that_leapt_are_said(
    keeper: Caller, db: Database
) -> None:
    outbox = SqlOutbox(db, lambda: MOMENT - HOUR)
    outbox.note_tick(outbox.take_lease("one", 30) or 0, MOMENT, timedelta(hours=-2))
    outbox.rest("email", None, "邮件服务器拒绝登录（535）")
    page = keeper.get("/duty").text
    for words in (
        "后台程序没有在运行，上一次运行是1小时前",
        "往回跳了120分钟",
        "邮件已停用：邮件服务器拒绝登录（535）",
    ):
        assert words in page
    assert keeper.send("/duty", "/duty/resume").status_code == 303
    assert "已停用" not in keeper.get("/duty").text


def test_what_is_half_an_hour_late_or_failed_is_listed_without_names_and_goes_again_by_one_click(
    keeper: Caller, written: Written
) -> None:
    late = written.letter(state="retry", due_at=MOMENT - HOUR, reason="连不上邮件服务器（超时）")
    failed = written.letter(state="failed", reason="邮件服务器拒收，请核对邮箱地址", due_at=MOMENT - HOUR)
    written.letter(state="queued", due_at=MOMENT - timedelta(minutes=29))
    written.letter()
    page = keeper.get("/duty").text
    assert "2封" in page
    for words in (f"第{late}号邮件", f"第{failed}号邮件", "连不上邮件服务器（超时）", "云岭区残联机关党支部"):
        assert words in page
    for hidden in ("林远帆", "工作提醒：今天到期", "支部委员会"):
        assert hidden not in page
    assert keeper.send("/duty", f"/duty/{failed}/again").status_code == 303
    assert written.state(failed)[0] == "queued"
    assert f"第{failed}号邮件" not in keeper.get("/duty").text  # due now: not late for what happened before


def test_sms_are_counted_by_month_in_parts_and_money(
    keeper: Caller, written: Written, caller: Callable[[], Caller]
) -> None:
    sent, refused = Outcome(Result.SENT, "已接收"), Outcome(Result.PERMANENT, "号码不对")
    for parts, day in ((1, DAY), (3, DAY), (2, DAY - timedelta(days=31)), (7, date(2024, 8, 1))):
        written.attempt(written.letter(channel="sms", sealed=SMS), sent, parts=parts, accepted_on=day)
    written.attempt(written.letter(channel="sms", sealed=SMS, state="failed"), refused, parts=9)
    again = written.letter("何一苇", channel="sms", sealed=SMS, branch=written.world.away)
    for _ in range(2):
        written.attempt(again, sent, parts=1, accepted_on=DAY)
    page = keeper.get("/duty").text
    assert page.index("2025年7月") < page.index("2025年5月") < page.index("2024年8月")
    assert "0.27元" in page  # six parts: one was sent again
    assert "0.09元" in page
    assert "0.32元" in page  # 0.315
    assert "0.18元" in signed_in(caller, "secretary").get("/outbox").text  # the branch's own four


def test_a_branch_sees_what_is_late_and_says_of_a_doubtful_sms_that_it_arrived(
    written: Written, caller: Callable[[], Caller], db: Database
) -> None:
    secretary = signed_in(caller, "secretary")
    written.letter(state="queued", due_at=MOMENT - HOUR, sealed=None, tried=0)
    held = written.letter(channel="sms", sealed=SMS, state="held", reason="网关查无此条")
    written.attempt(held, Outcome(Result.UNCERTAIN, "没有等到回答"))
    assert "过了预定时间还没有发出" in secretary.get("/outbox").text
    assert secretary.send(f"/outbox/{held}", f"/outbox/{held}/arrived").status_code == 303
    page = secretary.get(f"/outbox/{held}").text
    assert "问过本人，已收到" in page
    with db.read() as session:
        row = session.get_one(LetterRow, held)
        assert (row.state, row.sent_on) == ("sent", DAY)


def test_an_sms_that_waits_for_a_person_is_sent_anew_by_its_branch_only_and_under_another_name(
    written: Written, keeper: Caller, caller: Callable[[], Caller], db: Database
) -> None:
    held = written.letter(channel="sms", sealed=SMS, state="held", asked=4)
    written.attempt(held, Outcome(Result.UNCERTAIN, "没有等到回答"))
    page = keeper.get("/duty").text
    assert "等支部向本人核实" in page
    assert "没有等到回答" in page  # each attempt
    assert f"/duty/{held}/again" not in page
    signed_in(caller, "secretary").send(f"/outbox/{held}", f"/outbox/{held}/again")
    with db.read() as session:
        row = session.get_one(LetterRow, held)
        assert (row.state, row.series, row.asked, row.tried) == ("queued", 1, 0, 0)


def test_a_receipt_says_delivered_and_a_bounce_comes_back_as_failed(
    written: Written, caller: Callable[[], Caller], db: Database
) -> None:
    secretary = signed_in(caller, "secretary")
    number = 0
    for name, event in (("m1", Event.DELIVERED), ("m2", Event.FAILED)):
        number = written.letter(sent_on=DAY)
        with db.write() as session:
            session.add(AttemptRow(letter_id=number, token=name, message_id=name, started_at=MOMENT, result="sent"))
        SqlOutbox(db, lambda: MOMENT).receive([Receipt(name, event, MOMENT, "5.1.1", "没有这个邮箱")], MOMENT)
    page = secretary.get("/outbox").text
    assert "已送达" in page
    assert "信被退回，请核对邮箱地址（5.1.1）" in page
    assert "没有这个邮箱" not in page  # the words of others may name a person: they are on the letter's own page
    letter = secretary.get(f"/outbox/{number}").text
    assert "回执：没有送达" in letter
    assert "没有这个邮箱（5.1.1）" in letter


def test_a_letter_is_tried_out_at_once_and_what_became_of_it_is_said(keeper: Caller, db: Database) -> None:
    answer = keeper.send("/duty", "/duty/try", channel="email", address="me@unit.example")
    assert answer.headers["location"] == "/duty"
    assert "试发邮件：仅记录，未发送" in keeper.get("/duty").text
    refused = keeper.send("/duty", "/duty/try", channel="email", address="not an address")
    assert refused.status_code == 422
    assert "邮箱地址写法不对" in refused.text
    with db.read() as session:
        assert session.query(LetterRow).count() == 0


def test_a_branch_is_told_of_its_own_letters_only_and_not_of_letters_about_letters(
    written: Written, db: Database
) -> None:
    world = written.world
    written.letter(state="queued", due_at=MOMENT - HOUR)
    written.letter(state="failed")
    written.letter(state="failed", changed_at=MOMENT - timedelta(days=2))
    written.letter(state="queued", due_at=MOMENT - HOUR, rule="unsent")
    with db.read() as session:
        both = frozenset({world.home, world.away})
        assert attention.unsent(session, both, MOMENT) == {world.home: 2}


def test_the_page_takes_as_many_statements_for_thirty_letters_as_for_one(
    keeper: Caller, written: Written, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        keeper.get("/duty")
        return len(statements)

    written.letter(state="failed")
    few = asked()
    for _ in range(29):
        written.attempt(written.letter(state="failed"), Outcome(Result.PERMANENT, "拒收"))
    assert asked() == few
