"""Delivery: each letter once, after a last look at what is still true."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.facts import State
from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.email import EmailChannel
from reminders.channels.log import LogChannel
from reminders.channels.smtp_url import relay
from reminders.delivery import deliver
from reminders.jobs import tick
from reminders.letters import LetterState
from reminders.reading import read
from tests.contracts.fakes import SENT, desk_over, issue, line, owed, person, spring_round
from tests.contracts.post import Post
from tests.harness.smtp import Mailbox

BUSY = Outcome(Result.TEMPORARY, "稍后再试", "450")


def test_each_member_gets_the_round_once_however_often_the_worker_runs() -> None:
    post = Post()
    for _ in range(3):
        post.work()
    post.work("2026-02-13 09:00")
    assert post.took() == {"p1@example.org": 1, "p2@example.org": 1, "p3@example.org": 1}
    assert post.states() == {"sent": 3}
    assert {read("email", sealed).subject for _, sealed, _ in post.channel.taken} == {"春节期间廉洁过节提醒"}


def test_a_batch_shares_one_connection_and_all_batches_are_sent() -> None:
    post = Post(members=120)
    post.work()
    assert post.channel.opened == 1
    assert post.states() == {"sent": 120}
    assert not post.channel.is_open


def test_a_relay_that_goes_down_between_two_batches_rests_though_the_first_went(
    caplog: pytest.LogCaptureFixture,
) -> None:
    post = Post(members=4, batch=2)

    def takes_two(_: str) -> Outcome:
        if len(post.channel.taken) == 2:
            post.channel.down = ChannelDown("连不上")
        return SENT

    post.channel.script = takes_two
    post.work()
    assert post.states() == {"sent": 2, "queued": 2}
    assert post.outbox.channel("email").reason == "连不上"
    assert caplog.messages == ["channel email rests: 连不上"]  # and was not taken for well again
    assert {letter.tried for letter in post.outbox.letters.values()} == {0, 1}


def test_a_round_whose_approval_is_withdrawn_does_not_go() -> None:
    post = Post()
    post.records.rounds_ = [spring_round(None)]
    post.work()
    reasons = {letter.reason for letter in post.outbox.letters.values() if letter.state is LetterState.CANCELLED}
    assert reasons == {"提醒已撤回、已过期、未经批准，或收件人不在其列"}
    (_, sealed, _) = post.channel.taken.pop()  # the secretary is told to approve
    assert post.channel.taken == []
    assert "尚未批准" in read("email", sealed).text


def test_what_was_closed_meanwhile_is_not_told_and_the_rest_is() -> None:
    post = Post(members=1)
    post.records.rounds_ = []
    done, still = (
        owed(subject="a", due_on=date(2026, 2, 12), latest_on=date(2026, 2, 12)),
        issue(7, date(2026, 2, 13), date(2026, 1, 5)),
    )
    post.records.lines_ = [line(done), line(still)]
    tick(post.desk)
    post.records.lines_ = [line(done, State.MET), line(still)]
    deliver(post.desk)
    (_, sealed, _) = post.channel.taken.pop()
    assert "整改台账第7号事项" in read("email", sealed).text
    assert "支部委员会" not in read("email", sealed).text
    (key,) = (key for key in post.outbox.notices if key.subject.endswith("/a") and key.stage == "due")
    assert (post.outbox.notices[key].state, post.outbox.notices[key].reason) == ("cancelled", "事项已完成")


def test_a_letter_of_closed_matters_is_cancelled_even_after_a_try() -> None:
    post = Post(members=1)
    post.records.rounds_, post.records.lines_ = [], [line(issue(7, date(2026, 2, 13), date(2026, 1, 5)))]
    post.channel.script = lambda address: BUSY
    post.outbox.letters.clear()
    post.work()
    assert post.states() == {"retry": 1}
    post.records.lines_ = [line(issue(7, date(2026, 2, 13), date(2026, 1, 5)), State.MET)]
    post.work("2026-02-12 09:30")
    assert post.states() == {"cancelled": 1}
    assert len(post.channel.taken) == 1


def test_one_who_left_is_written_to_no_more() -> None:
    post = Post()
    post.records.people_ = [each for each in post.records.people_ if each.person != 3]
    post.work()
    assert post.took() == {"p1@example.org": 1, "p2@example.org": 1}
    assert post.outbox.letters[3].reason == "收件人已停用或已调离"


def test_a_retried_letter_has_the_same_bytes_even_when_the_text_has_changed() -> None:
    post = Post(members=1)
    post.channel.script = lambda address: BUSY
    post.work()
    post.records.rounds_ = [spring_round(text="改过的正文")]
    post.channel.script = lambda address: SENT
    post.work("2026-02-12 09:00:30")
    assert post.states() == {"retry": 1}  # not before its time: a minute, more or less
    post.work("2026-02-12 09:03")
    first, second = post.channel.taken
    assert first == second
    assert post.states() == {"sent": 1}


def test_what_is_only_logged_is_whole_and_never_counts_as_sent() -> None:
    post = Post()
    deliver(desk_over(post.outbox, post.records, post.clock, LogChannel("email")))
    assert post.states() == {"logged": 3}
    assert all(read("email", letter.sealed).text for letter in post.outbox.letters.values())


def test_one_who_no_longer_wants_mail_gets_none() -> None:
    post = Post(members=1)
    post.records.people_ = [person(1, "secretary", ways=("sms",))]
    deliver(post.desk)
    assert post.channel.taken == []
    assert post.outbox.letters[1].reason == "收件人已不用这种方式，或没有登记地址"


def test_over_a_real_mail_server_the_round_arrives_once_and_not_a_day_early(mailbox: Mailbox) -> None:
    post = Post()
    post.outbox.letters.clear()
    post.outbox.notices.clear()
    desk = desk_over(post.outbox, post.records, post.clock, EmailChannel(relay(mailbox.url), loopback=True))
    for at in ("2026-02-11 23:00", "2026-02-12 08:59", "2026-02-12 09:00", "2026-02-12 09:00", "2026-02-13 09:00"):
        post.clock.set(at)
        tick(desk)
        deliver(desk)
        assert len(mailbox.mails) == (3 if at >= "2026-02-12 09:00" else 0)
    assert {mail.message["Subject"] for mail in mailbox.mails} == {"春节期间廉洁过节提醒"}
    assert len({mail.recipients for mail in mailbox.mails}) == 3
    assert len({mail.connection for mail in mailbox.mails}) == 1
