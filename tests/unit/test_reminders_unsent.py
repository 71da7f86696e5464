"""Of letters that did not go somebody is told: once a day, while it is true, and by no letter about letters (R18)."""

from __future__ import annotations

import pytest

from reminders.delivery import deliver
from reminders.jobs import tick
from reminders.people import preferred
from reminders.reading import read
from tests.contracts.fakes import Clock, Records, ScriptedChannel, desk_over, moment, person
from tests.contracts.memory_outbox import MemoryOutbox


class Branch:
    """A branch with nothing due, a secretary and a member."""

    def __init__(self) -> None:
        self.clock = Clock(moment("2026-03-24 08:58"))
        self.outbox = MemoryOutbox(self.clock.elapsed)
        self.records = Records([], [person(1, "secretary"), person(2)])
        self.channel = ScriptedChannel()
        self.desk = desk_over(self.outbox, self.records, self.clock, self.channel)
        tick(self.desk)

    def work(self, at: str, unsent: int) -> list[str]:
        """The words that went out at that moment."""
        self.clock.set(at)
        self.records.unsent_ = {1: unsent} if unsent else {}
        before = len(self.channel.taken)
        tick(self.desk)
        deliver(self.desk)
        return [f"{address}：{read('email', sealed).text}" for address, sealed, _ in self.channel.taken[before:]]


def test_the_secretary_is_told_how_many_and_where_to_look() -> None:
    (words,) = Branch().work("2026-03-24 11:00", 3)
    assert words.startswith("p1@example.org")
    assert "3封提醒没有发出去，请打开“发出的提醒”页，看原因和办法。" in words


def test_it_is_one_mail_a_day_however_often_it_is_looked_at() -> None:
    branch = Branch()
    times = [f"2026-03-{day} {hour}:00" for day in (24, 25) for hour in (10, 11, 15, 19)]
    assert sum(len(branch.work(at, 2)) for at in times) == 2


def test_when_nothing_is_wrong_nobody_is_told() -> None:
    branch = Branch()
    assert branch.work("2026-03-24 11:00", 0) == []
    assert branch.outbox.letters == {}


def test_what_has_gone_meanwhile_is_taken_back_before_it_is_told() -> None:
    branch = Branch()
    branch.records.unsent_ = {1: 2}
    branch.clock.set("2026-03-24 07:00")
    tick(branch.desk)
    branch.clock.set("2026-03-24 09:30")
    tick(branch.desk)
    assert branch.outbox.letters
    branch.records.unsent_ = {}
    deliver(branch.desk)
    assert branch.channel.taken == []
    assert [row.reason for row in branch.outbox.notices.values()] == ["没有发出的信都已有着落"]


@pytest.mark.parametrize(
    ("told_by", "addresses", "ways"),
    [
        ("email", ("email", "sms"), ("email",)),
        ("email", ("sms",), ("sms",)),
        ("sms", ("email", "sms"), ("sms",)),
        ("sms", ("email",), ("email",)),
        ("both", ("email", "sms"), ("email", "sms")),
        ("none", ("email", "sms"), ()),
        ("email", (), ()),
    ],
)
def test_people_are_told_the_way_they_want_and_else_the_way_there_is(
    told_by: str, addresses: tuple[str, ...], ways: tuple[str, ...]
) -> None:
    assert preferred(told_by, addresses) == ways
