"""A relay that is a black hole for a day costs no letter and no attempt, and the log stays quiet (R16)."""

from __future__ import annotations

import logging
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest

from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.email import EmailChannel
from reminders.channels.smtp_url import relay
from tests.contracts.fakes import SENT, desk_over, spring_round
from tests.contracts.post import Post
from tests.contracts.smtp_script import channel_to, smtp_server

BUSY = Outcome(Result.TEMPORARY, "稍后再试", "451")
GONE = Outcome(Result.TEMPORARY, "连接中断（超时）", lost=True)
LETTERS = 120  # three batches
A_LINE_EVERY = 10  # no more than so many a minute


class Day:
    """A worker's day with a relay in trouble: every so many seconds of business time it looks for letters."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.post, self._caplog = Post(members=LETTERS), caplog
        self.post.records.rounds_ = [spring_round(lapses_on=date(2026, 3, 1))]
        self.began = self.post.clock.at
        self.lines: Counter[int] = Counter()  # by minute

    def passes(self, hours: float, every: int = 60) -> None:
        clock = self.post.clock
        ends = clock.at + timedelta(hours=hours)
        while clock.at < ends:
            self._caplog.clear()
            self.post.work()
            self.lines[int((clock.at - self.began).total_seconds()) // 60] += len(self._caplog.records)
            clock.at += timedelta(seconds=every)
            clock.seconds += every

    def until_all_went(self, within: timedelta) -> datetime:
        back = self.post.clock.at
        while self.post.states() != {"sent": LETTERS}:
            self.passes(1 / 60)
            assert self.post.clock.at - back <= within, self.post.states()
        return self.post.clock.at

    @property
    def loudest(self) -> int:
        return max(self.lines.values())


@pytest.fixture
def day(caplog: pytest.LogCaptureFixture) -> Iterator[Day]:
    with caplog.at_level(logging.DEBUG):
        yield Day(caplog)


@pytest.mark.parametrize("down", [ChannelDown("连不上邮件服务器（超时）"), ChannelDown("找不到主机")])
def test_a_relay_that_cannot_be_reached_costs_no_attempt_and_few_lines(day: Day, down: ChannelDown) -> None:
    day.post.channel.down = down
    day.passes(24)
    assert day.post.states() == {"queued": LETTERS}
    assert day.post.outbox.attempts == []
    assert day.loudest <= A_LINE_EVERY
    assert sum(day.lines.values()) < 60  # it rests, and says so once each time
    assert day.post.outbox.channel("email").paused_until
    day.post.channel.down = None
    day.until_all_went(timedelta(minutes=75))
    assert set(day.post.took().values()) == {1}


@pytest.mark.parametrize("outcome", [BUSY, GONE], ids=["refuses for now", "dies under each letter"])
def test_a_relay_that_takes_no_letter_for_a_day_loses_none_and_all_go_when_it_is_well(
    day: Day, outcome: Outcome
) -> None:
    day.post.channel.script = lambda address: outcome
    day.passes(24)
    assert "failed" not in day.post.states()
    assert day.loudest <= A_LINE_EVERY
    day.post.channel.script = lambda address: SENT
    day.until_all_went(timedelta(hours=15))  # the longest wait between two attempts, and a fifth


def test_of_a_dead_connection_no_more_letters_are_spent_than_it_takes_to_notice(day: Day) -> None:
    day.post.channel.script = lambda address: GONE
    day.passes(24)
    assert len(day.post.channel.taken) <= 2 * 40  # two a round, and hardly more than a round an hour


@contextmanager
def black_hole() -> Iterator[tuple[int, Callable[[], int]]]:
    """A port that takes connections and never says a word; how many it took."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        over = threading.Event()

        def take() -> None:
            while not over.is_set():
                try:
                    taken.append(listening.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield listening.getsockname()[1], lambda: len(taken)
        finally:
            over.set()
            thread.join()
            for each in taken:
                each.close()


def test_a_real_socket_that_takes_connections_and_never_answers_is_left_in_time() -> None:
    post = Post(members=3)
    with black_hole() as (port, taken):
        url = f"smtp://127.0.0.1:{port}?from=q@example.org"
        channel = EmailChannel(relay(url), loopback=True, timeout=0.2)
        post.desk = desk_over(post.outbox, post.records, post.clock, channel)
        post.work()
        assert (post.states(), post.outbox.attempts) == ({"queued": 3}, [])
        post.work()
        assert taken() == 1  # it rests
        assert "超时" in post.outbox.channel("email").reason
        post.work("2026-02-12 09:10")
        assert taken() == 2
    with smtp_server() as server:
        post.desk = desk_over(post.outbox, post.records, post.clock, channel_to(server))
        post.work("2026-02-12 11:00")
    assert post.states() == {"sent": 3}
    assert len(server.letters) == 3
