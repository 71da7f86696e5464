"""The page of what was sent: states in words, the text one click away, failures sent again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select, update

from app.audit import AuditRow
from app.db import Database
from app.outbox.models import LetterNotice, LetterRow
from app.outbox.store import SqlOutbox
from reminders.channels import Outcome, Result
from tests.harness.callers import Caller
from tests.harness.web import DAY, MOMENT
from tests.harness.world import PASSWORD, World
from tests.web.letters import Written


@pytest.fixture
def written(db: Database, world: World) -> Written:
    return Written(db, world)


@pytest.fixture
def secretary(written: Written, caller: Callable[[], Caller]) -> Caller:
    return signed_in(caller, "secretary")


def signed_in(caller: Callable[[], Caller], name: str) -> Caller:
    visitor = caller()
    visitor.sign_in(name, PASSWORD)
    return visitor


def test_a_quiet_day_says_so(secretary: Caller) -> None:
    page = secretary.get("/outbox").text
    assert "今天没有要发的信" in page
    assert "还没有写过信" in page
    assert "后台程序没有在运行" in page
    assert "只记录、不发送" in page


@pytest.mark.parametrize(
    ("state", "word"),
    [("sent", "已发出"), ("logged", "仅记录未发送"), ("queued", "等待发送"), ("retry", "等待发送"), ("failed", "失败")],
)
def test_each_letter_says_whom_what_when_and_how_it_stands(
    secretary: Caller, written: Written, state: str, word: str
) -> None:
    written.letter(state=state)
    page = secretary.get("/outbox").text
    for words in ("林远帆", "工作提醒：今天到期1项", "邮件", word, "2025年7月1日 09:00", f"{word}1封"):
        assert words in page


def test_a_letter_not_yet_written_says_what_it_will_be_about(secretary: Caller, written: Written) -> None:
    number = written.letter(state="queued", sealed=None, tried=0)
    assert "召开第1次支部委员会" in secretary.get("/outbox").text
    page = secretary.get(f"/outbox/{number}").text
    assert "信在发送时才写" in page
    assert "召开第1次支部委员会" in page


def test_the_letter_is_one_click_away_word_for_word_with_its_attempts(secretary: Caller, written: Written) -> None:
    number = written.letter()
    written.attempt(number, Outcome(Result.TEMPORARY, "邮件服务器暂不接收，稍后再试", "450"))
    written.attempt(number, Outcome(Result.SENT, "邮件服务器已接收", "250"))
    assert f'href="/outbox/{number}"' in secretary.get("/outbox").text
    page = secretary.get(f"/outbox/{number}").text
    for words in ("以下事项请留意", "邮件服务器暂不接收，稍后再试（450）", "邮件服务器已接收（250）"):
        assert words in page


def test_what_no_server_took_is_written_anew_and_goes_once_however_often_the_button_is_pressed(
    secretary: Caller, written: Written
) -> None:
    number = written.letter(state="failed", reason="邮件服务器拒收，请核对邮箱地址")
    written.attempt(number, Outcome(Result.PERMANENT, "邮件服务器拒收", "550"))
    fields = secretary.fields("/outbox", f"/outbox/{number}/again")
    answers = [secretary.post(f"/outbox/{number}/again", fields) for _ in range(2)]
    assert [(a.status_code, a.headers["location"]) for a in answers] == [(303, f"/outbox/{number}")] * 2
    assert written.state(number) == ("queued", 0, False)
    refused = secretary.post(f"/outbox/{number}/again", {**fields, "once": "another"})
    assert refused.status_code == 422


def test_twenty_presses_at_once_are_one_and_get_the_same_answer(
    secretary: Caller, written: Written, db: Database
) -> None:
    """R20: a double click, a browser that sends again, a proxy that does."""
    number = written.letter(state="failed", reason="邮件服务器拒收")
    fields = secretary.fields("/outbox", f"/outbox/{number}/again")
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: secretary.post(f"/outbox/{number}/again", fields), range(20)))
    assert {(each.status_code, each.headers.get("location")) for each in answers} == {(303, f"/outbox/{number}")}
    with db.read() as session:
        noted = session.scalars(select(AuditRow).where(AuditRow.action == "letter.again")).all()
        assert (len(noted), session.get_one(LetterRow, number).series) == (1, 1)


def test_what_may_have_arrived_goes_again_as_the_same_bytes(secretary: Caller, written: Written) -> None:
    number = written.letter(state="failed", tried=8)
    written.attempt(number, Outcome(Result.TEMPORARY, "连接中断（超时）"))
    secretary.send(f"/outbox/{number}", f"/outbox/{number}/again")
    assert written.state(number) == ("retry", 1, True)


def test_a_stopped_channel_goes_on_when_somebody_has_looked(secretary: Caller, written: Written, db: Database) -> None:
    outbox = SqlOutbox(db, lambda: MOMENT)
    outbox.rest("email", None, "邮件服务器拒绝登录（535）")
    assert "邮件服务器拒绝登录（535）" in secretary.get("/outbox").text
    assert secretary.send("/outbox", "/outbox/resume").status_code == 303
    assert not outbox.channel("email").stopped


def test_nobody_sees_letters_of_another_branch(
    caller: Callable[[], Caller], secretary: Caller, written: Written
) -> None:
    ours, theirs = written.letter(), written.letter("何一苇", branch=written.world.away)
    stranger = signed_in(caller, "stranger")
    assert "何一苇" not in secretary.get("/outbox").text
    assert secretary.get(f"/outbox/{theirs}").status_code == 404
    assert "林远帆" not in stranger.get("/outbox").text
    assert stranger.get(f"/outbox/{ours}").status_code == 404
    assert signed_in(caller, "superior").get(f"/outbox/{theirs}").status_code == 200
    assert signed_in(caller, "member").get("/outbox").status_code == 403


def test_a_letter_of_two_branches_is_read_whole_only_by_who_may_see_both(
    caller: Callable[[], Caller], secretary: Caller, written: Written
) -> None:
    number = written.letter()
    written.tell_too(number, written.world.away)
    page = secretary.get(f"/outbox/{number}").text
    assert "召开第1次支部委员会" in page
    assert "别的支部的事" not in page
    assert "以下事项请留意" not in page
    whole = signed_in(caller, "superior").get(f"/outbox/{number}").text
    assert "以下事项请留意" in whole


def test_what_was_taken_back_says_why(secretary: Caller, written: Written, db: Database) -> None:
    number = written.letter(state="cancelled", sealed=None, tried=0, reason="事项已完成")
    with db.write() as session:
        session.execute(update(LetterNotice).values(withdrawn="事项已完成"))
    page = secretary.get(f"/outbox/{number}").text
    assert "已撤销" in page
    assert "已撤下：事项已完成" in page


def test_older_letters_are_on_the_next_page(secretary: Caller, written: Written) -> None:
    for n in range(51):
        written.letter(day=date.fromordinal(DAY.toordinal() - n))
    first = secretary.get("/outbox").text
    assert first.count('<th scope="row"') == 50
    older = first.split('rel="next" href="')[1].split('"')[0]
    assert secretary.get(older).text.count('<th scope="row"') == 1


def test_the_list_takes_as_many_statements_for_fifty_letters_as_for_one(
    secretary: Caller, written: Written, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        secretary.get("/outbox")
        return len(statements)

    written.letter()
    few = asked()
    for _ in range(49):
        written.letter()
    assert asked() == few
