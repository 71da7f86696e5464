"""Delivery: sent once, looked at once more before, and no letter or channel in trouble holds up another."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from checklists.facts import State
from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.log import LogChannel
from reminders.delivery import Courier, deliver
from reminders.desk import Desk
from reminders.jobs import tick
from reminders.letters import LetterState
from reminders.reading import read
from tests.contracts.fakes import (
    SENT,
    Clock,
    Records,
    ScriptedChannel,
    desk_over,
    issue,
    line,
    moment,
    owed,
    person,
    spring_round,
)
from tests.contracts.memory_outbox import MemoryOutbox

BUSY = Outcome(Result.TEMPORARY, "稍后再试", "450")
LOST = Outcome(Result.TEMPORARY, "连接中断", lost=True)
REFUSED = Outcome(Result.PERMANENT, "拒收", "550")
STOPPED = Outcome(Result.STOPPED, "要求先登录", "530")


class Post:
    """A branch whose Spring Festival round of `members` letters is due, and the channel it goes by."""

    def __init__(self, members: int = 3, batch: int = 50) -> None:
        self.clock = Clock(moment("2026-02-12 09:00"))
        self.outbox = MemoryOutbox(self.clock.elapsed)
        self.records = Records([], [person(1, "secretary"), *(person(n) for n in range(2, members + 1))])
        self.records.rounds_ = [spring_round()]
        self.channel = ScriptedChannel(batch=batch)
        self.desk: Desk = desk_over(self.outbox, self.records, self.clock, self.channel)
        tick(self.desk)

    def work(self, at: str = "") -> None:
        """What a worker does once."""
        if at:
            self.clock.set(at)
        tick(self.desk)
        deliver(self.desk)

    def states(self) -> Counter[str]:
        return Counter(letter.state.value for letter in self.outbox.letters.values())

    def took(self) -> Counter[str]:
        return Counter(address for address, _, _ in self.channel.taken)


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


def test_a_temporary_refusal_is_tried_for_more_than_a_day_and_then_fails() -> None:
    post = Post(members=1)
    post.records.rounds_ = [spring_round(lapses_on=date(2026, 3, 1))]
    post.channel.script = lambda address: BUSY
    for minute in range(0, 48 * 60, 5):
        post.work(f"2026-02-{12 + minute // 1440:02} {minute // 60 % 24:02}:{minute % 60:02}")
        if post.states() == {"failed": 1}:
            assert minute - 9 * 60 > 24 * 60
            break
    assert post.states() == {"failed": 1}
    assert len(post.channel.taken) == 9


def test_a_permanent_refusal_is_not_tried_again_and_holds_up_nobody() -> None:
    post = Post()
    post.channel.script = lambda address: REFUSED if address.startswith("p2") else SENT
    post.work()
    post.work("2026-02-13 09:00")
    assert post.states() == {"sent": 2, "failed": 1}
    assert post.took()["p2@example.org"] == 1


def test_a_letter_that_costs_the_connection_is_put_off_and_the_others_go() -> None:
    post = Post(members=5)
    post.channel.script = lambda address: LOST if address.startswith("p2") else SENT
    post.work()
    assert post.states() == {"sent": 4, "retry": 1}
    assert post.channel.opened == 2


def test_a_channel_that_keeps_losing_its_connection_rests() -> None:
    post = Post(members=5)
    post.channel.script = lambda address: LOST
    post.work()
    assert len(post.channel.taken) == 2
    assert post.states() == {"retry": 2, "queued": 3}
    post.channel.script = lambda address: SENT
    post.work("2026-02-12 10:00")
    assert post.states() == {"sent": 5}


def test_a_relay_that_is_gone_for_a_day_costs_no_letter_an_attempt() -> None:
    post = Post()
    post.channel.down = ChannelDown("连不上邮件服务器")
    for hour in range(9, 24):
        post.work(f"2026-02-12 {hour:02}:59")
    assert post.states() == {"queued": 3}
    assert post.outbox.attempts == []
    assert post.outbox.channel("email").reason == "连不上邮件服务器"
    post.channel.down = None
    post.work("2026-02-13 09:00")
    assert post.states() == {"sent": 3}


@pytest.mark.parametrize("how", ["open", "send"])
def test_a_refused_sign_in_stops_the_channel_until_a_person_has_looked(how: str) -> None:
    post = Post()
    if how == "open":
        post.channel.down = ChannelDown("拒绝登录", stopped=True)
    post.channel.script = lambda address: STOPPED
    post.work()
    post.work("2026-02-13 09:00")
    assert len(post.channel.taken) == (how == "send")
    assert post.states() == {"queued": 3}
    post.channel.down, post.channel.script = None, lambda address: SENT
    post.outbox.resume("email")
    post.work()
    assert post.states() == {"sent": 3}


def test_one_letter_that_cannot_be_made_holds_up_no_other() -> None:
    post = Post(members=3)
    post.records.no_address = {2}
    post.work()
    assert post.states() == {"sent": 2, "failed": 1}
    assert post.outbox.letters[2].reason == "没有登记地址，请补充人员信息"


def test_a_branch_whose_records_cannot_be_read_delays_only_its_own() -> None:
    post = Post(members=1)
    post.records.people_.append(person(9, branch=2))
    post.records.rounds_.append(spring_round(id=2, branch=2))
    tick(post.desk)
    post.records.unreadable = {2}
    deliver(post.desk)
    assert post.took() == {"p1@example.org": 1}
    post.records.unreadable = set()
    post.work("2026-02-12 09:10")
    assert post.states() == {"sent": 2}


def test_a_channel_that_raises_is_a_try_that_failed() -> None:
    post = Post(members=2)

    def raising(address: str) -> Outcome:
        if address.startswith("p1"):
            raise RuntimeError("a bug")
        return SENT

    post.channel.script = raising
    post.work()
    assert post.states() == {"retry": 1, "sent": 1}


def test_a_process_that_dies_with_letters_in_flight_loses_none() -> None:
    post = Post(members=4)

    def dying(address: str) -> Outcome:
        if address.startswith("p3"):
            raise KeyboardInterrupt
        return SENT

    post.channel.script = dying
    with pytest.raises(KeyboardInterrupt):
        deliver(post.desk)
    assert post.states() == {"inflight": 4}
    post.channel.script = lambda address: SENT
    post.work()
    assert post.states() == {"inflight": 4}  # another may still be at it
    post.clock.seconds += 61
    post.work()
    assert post.states() == {"sent": 4}
    assert len({message_id for address, _, message_id in post.channel.taken if address.startswith("p1")}) == 1


def test_what_a_slow_relay_leaves_of_a_batch_is_given_back_in_time() -> None:
    post = Post(members=6)

    def slow(address: str) -> Outcome:
        post.clock.seconds += 10
        return SENT

    post.channel.script = slow
    assert Courier(post.desk, post.channel).step()
    assert post.states() == {"sent": 2, "queued": 4}
    deliver(post.desk)
    assert post.states() == {"sent": 6}
    assert set(post.took().values()) == {1}


def test_a_worker_told_to_stop_finishes_the_letter_in_hand_and_claims_no_more() -> None:
    post = Post(members=3)
    desk = desk_over(post.outbox, post.records, post.clock, post.channel)
    object.__setattr__(desk, "stopping", lambda: len(post.channel.taken) > 0)
    deliver(desk)
    assert post.states() == {"sent": 1, "queued": 2}


def test_what_is_only_logged_is_whole_and_never_counts_as_sent() -> None:
    post = Post()
    deliver(desk_over(post.outbox, post.records, post.clock, LogChannel("email")))
    assert post.states() == {"logged": 3}
    assert all(read("email", letter.sealed).text for letter in post.outbox.letters.values())


def test_two_channels_do_not_wait_for_one_another() -> None:
    post = Post(members=1)
    post.records.people_ = [person(1, "secretary", ways=("email", "sms"))]
    post.outbox.letters.clear()
    post.outbox.notices.clear()
    sms = ScriptedChannel("sms", batch=1)
    post.channel.down = ChannelDown("连不上")
    desk = desk_over(post.outbox, post.records, post.clock, post.channel, sms)
    tick(desk)
    deliver(desk)
    assert [read("sms", sealed).text for _, sealed, _ in sms.taken] == ["春节将至，请廉洁过节。"]
    assert post.states() == {"queued": 1, "sent": 1}
