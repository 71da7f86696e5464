"""When letters may go."""

from __future__ import annotations

from datetime import time

import pytest

from reminders.delivery import deliver
from reminders.hours import Hours
from reminders.jobs import tick
from tests.contracts.fakes import AskableChannel, Clock, Records, desk_over, moment, person, spring_round
from tests.contracts.memory_outbox import MemoryOutbox


@pytest.mark.parametrize(
    ("comes_up", "goes"),
    [
        ("2026-03-25 07:59", "2026-03-25 08:30"),
        ("2026-03-25 08:30", "2026-03-25 08:30"),
        ("2026-03-25 19:59", "2026-03-25 19:59"),
        ("2026-03-25 20:00", "2026-03-26 08:30"),
        ("2026-12-31 23:59", "2027-01-01 08:30"),
    ],
)
def test_nobody_is_written_to_at_night(comes_up: str, goes: str) -> None:
    assert Hours().next_open(moment(comes_up)) == moment(goes)


def test_no_sms_wakes_anybody_though_it_was_due_in_the_day() -> None:
    assert Hours().open(moment("2026-03-25 08:30"))
    assert not Hours().open(moment("2026-03-25 20:00"))
    clock, channel = Clock(moment("2026-02-12 19:59")), AskableChannel("sms", 1)
    records = Records([], [person(1, "secretary", ways=("sms",))])
    records.rounds_ = [spring_round()]
    desk = desk_over(MemoryOutbox(clock.elapsed), records, clock, channel)
    tick(desk)
    clock.set("2026-02-13 03:00")
    deliver(desk)
    assert channel.taken == []
    clock.set("2026-02-13 08:30")
    deliver(desk)
    assert len(channel.taken) == 1


def test_where_the_day_stands_still_its_clock_may_go_round_and_nothing_waits_for_the_evening_again() -> None:
    still = Hours(send_at=time.min, still=True)
    assert still.next_open(moment("2025-07-01 23:59")) == moment("2025-07-01 00:00")
