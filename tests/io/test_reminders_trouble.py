"""Delivery in trouble: no letter and no channel holds up another, and nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import pytest

from reminders.channels import ChannelDown, Outcome, Result
from reminders.courier import Courier
from reminders.delivery import deliver
from reminders.jobs import tick
from reminders.reading import read
from tests.contracts.fakes import SENT, ScriptedChannel, desk_over, person, spring_round
from tests.contracts.post import Post

BUSY = Outcome(Result.TEMPORARY, "稍后再试", "450")
REFUSED = Outcome(Result.PERMANENT, "拒收", "550")
STOPPED = Outcome(Result.STOPPED, "要求先登录", "530")


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


def test_a_letter_another_has_taken_over_meanwhile_is_not_sent_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    post = Post(members=2)
    other = ScriptedChannel()
    read_addresses = post.records.addresses

    def slow(channel: str, people: Collection[int]) -> Mapping[int, str]:
        monkeypatch.setattr(post.records, "addresses", read_addresses)
        post.clock.seconds += 61  # the lease runs out, and another worker comes
        desk = desk_over(post.outbox, post.records, post.clock, other)
        tick(desk)
        deliver(desk)
        return read_addresses(channel, people)

    monkeypatch.setattr(post.records, "addresses", slow)
    deliver(post.desk)
    assert len(other.taken) == 2
    assert post.channel.taken == []
    assert post.states() == {"sent": 2}
