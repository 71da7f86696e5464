"""A branch with letters due, and a worker's round over them."""

from __future__ import annotations

from collections import Counter

from reminders.delivery import deliver
from reminders.desk import Desk
from reminders.jobs import tick
from tests.contracts.fakes import Clock, Records, ScriptedChannel, desk_over, moment, person, spring_round
from tests.contracts.memory_outbox import MemoryOutbox


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
