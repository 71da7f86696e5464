"""A channel in trouble rests or stops; its letters keep their place and their attempts."""

from __future__ import annotations

import pytest

from reminders.channels import ChannelDown, Outcome, Result
from tests.contracts.fakes import SENT
from tests.contracts.post import Post

LOST = Outcome(Result.TEMPORARY, "连接中断", lost=True)
STOPPED = Outcome(Result.STOPPED, "要求先登录", "530")


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
    assert post.outbox.channel("email").stopped
    assert len(post.channel.taken) == (how == "send")
    assert post.states() == {"queued": 3}
    post.channel.down, post.channel.script = None, lambda address: SENT
    post.outbox.resume("email")
    post.work()
    assert post.states() == {"sent": 3}
