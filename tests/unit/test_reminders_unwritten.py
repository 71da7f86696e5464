"""What was sent is written down though the database is away for a while, and trouble is told of once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from reminders.delivery import deliver
from reminders.letters import Settlement
from reminders.retries import LEASE
from tests.contracts.fakes import ScriptedChannel
from tests.contracts.post import Post


class Away(Post):
    """The outbox refuses the next few outcomes; `pauses` are the seconds waited."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.pauses: list[float] = []
        self.desk = replace(self.desk, pause=self.pauses.append)
        settle, left = self.outbox.settle, [OSError("the database is gone")] * times

        def refusing(settlements: Sequence[Settlement], now: datetime) -> int:
            if left:
                raise left.pop()
            return settle(settlements, now)

        self.outbox.settle = refusing  # type: ignore[method-assign]


def test_outcomes_are_written_when_the_database_is_back_and_nothing_goes_twice() -> None:
    post = Away(times=3)
    deliver(post.desk)
    assert post.states() == {"sent": 3}
    assert post.pauses == [1, 2, 4]
    post.clock.seconds += LEASE + 1
    post.work()
    assert len(post.channel.taken) == 3


def test_they_are_not_waited_for_longer_than_the_claim_holds() -> None:
    post = Away(times=99)
    with pytest.raises(OSError, match="gone"):
        deliver(post.desk)
    assert sum(post.pauses) < LEASE / 2


def test_asked_to_stop_it_does_not_wait() -> None:
    post = Away(times=2)
    post.desk = replace(post.desk, stopping=lambda: bool(post.channel.taken))
    deliver(post.desk)
    assert post.pauses == []
    assert post.states() == {"sent": 1, "queued": 2}


def test_two_ways_of_one_trouble_tell_of_it_once(caplog: pytest.LogCaptureFixture) -> None:
    post = Post()
    post.desk = replace(post.desk, channels={"email": post.channel, "sms": ScriptedChannel("sms")})

    def gone(*_: object) -> None:
        raise OSError("the database is gone")

    post.outbox.claim = gone  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="gone") as raised:
        deliver(post.desk)
    assert raised.value.__notes__ in (["delivery by email broke off"], ["delivery by sms broke off"])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
