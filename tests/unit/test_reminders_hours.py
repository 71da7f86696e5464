"""When letters may go."""

from __future__ import annotations

from datetime import time

import pytest

from reminders.hours import Hours
from tests.contracts.fakes import moment


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


def test_where_the_day_stands_still_its_clock_may_go_round_and_nothing_waits_for_the_evening_again() -> None:
    still = Hours(send_at=time.min, still=True)
    assert still.next_open(moment("2025-07-01 23:59")) == moment("2025-07-01 00:00")
