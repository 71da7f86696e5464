"""The tick: whatever the outages, each notice is sent, sent late or skipped with a reason, and once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.facts import State
from reminders.desk import Desk
from reminders.jobs import tick
from reminders.letters import NoticeState
from reminders.nouns import Stage
from tests.contracts.fakes import Clock, Records, desk_over, issue, line, moment, owed, person, spring_round
from tests.contracts.memory_outbox import MemoryOutbox


class World:
    """One branch, its records, its outbox and a clock."""

    def __init__(self, at: str) -> None:
        self.clock = Clock(moment(at))
        self.outbox = MemoryOutbox(self.clock.elapsed)
        self.records = Records([line(owed())], [person(1, "secretary"), person(2), person(3)])
        self.desk: Desk = desk_over(self.outbox, self.records, self.clock)

    def tick(self, at: str = "") -> int:
        if at:
            self.clock.set(at)
        done = tick(self.desk)
        assert done is not None
        return done.recorded

    def rows(self) -> list[tuple[str, str]]:
        """Each notice's stage and what became of it."""
        return [
            (key.stage.value, row.entry.skipped or ("补发" if row.entry.late else row.state.value))
            for key, row in self.outbox.notices.items()
        ]


def test_a_stage_is_written_down_at_nine_and_once() -> None:
    world = World("2026-03-24 08:59")
    assert world.tick() == 0
    assert world.tick("2026-03-24 09:00") == 1
    assert [world.tick() for _ in range(10)] == [0] * 10
    assert world.rows() == [("soon", "told")]


def test_five_minutes_off_change_nothing() -> None:
    world = World("2026-03-24 08:58")
    world.tick()
    world.tick("2026-03-24 09:03")
    assert world.rows() == [("soon", "told")]


def test_a_day_off_is_made_up_for_and_says_so() -> None:
    world = World("2026-03-24 08:58")
    world.tick()
    world.tick("2026-03-25 10:00")
    assert world.rows() == [("soon", "补发")]


def test_after_five_days_off_there_is_a_row_with_the_reason_and_no_letter() -> None:
    world = World("2026-03-24 08:58")
    world.tick()
    world.tick("2026-03-29 10:00")
    assert world.rows() == [("soon", "停机期间错过，已超过72小时，不再补发")]
    assert world.outbox.letters == {}


def test_after_a_long_silence_only_the_last_stage_is_told() -> None:
    world = World("2026-03-24 08:58")
    world.tick()
    world.tick("2026-03-31 10:00")
    assert world.rows() == [("soon", "已进入下一阶段，不再补发"), ("due", "told")]
    world = World("2026-03-25 08:58")
    world.records.lines_ = [line(issue(7, date(2026, 4, 6), date(2026, 1, 5)))]
    world.tick()
    world.tick("2026-04-03 12:00")
    assert world.rows() == [("ten_days", "已进入下一阶段，不再补发"), ("three_days", "补发")]
    assert len(world.outbox.letters) == 1


def test_overdue_is_told_however_late_within_the_week() -> None:
    world = World("2026-04-06 08:58")
    world.tick()
    world.tick("2026-04-12 10:00")
    assert ("overdue", "补发") in world.rows()


def test_what_is_entered_today_is_told_today_and_not_called_late() -> None:
    world = World("2026-04-15 08:58")
    world.records.lines_ = []
    world.tick("2026-04-15 10:00")
    world.records.lines_ = [line(issue(7, date(2026, 4, 20), date(2026, 1, 5)))]
    world.tick("2026-04-15 10:01")
    assert world.rows() == [("ten_days", "told")]


def test_a_first_start_tells_of_the_last_week_and_of_nothing_older() -> None:
    world = World("2026-04-13 10:00")
    world.tick()
    assert world.rows() == [("overdue", "told")]
    world = World("2026-04-15 10:00")
    world.tick()
    assert world.rows() == []


def test_clocks_that_go_back_or_jump_tell_nobody_twice() -> None:
    world = World("2026-03-24 09:00")
    for at in ("2026-03-24 09:00", "2026-03-23 09:00", "2026-03-24 08:00", "2026-03-24 09:30", "2026-04-23 09:30"):
        world.tick(at)
    assert Counter(key.stage for key in world.outbox.notices)[Stage.SOON] == 1


def test_one_without_any_way_is_not_written_to_until_there_is_one() -> None:
    world = World("2026-03-24 09:00")
    world.records.people_ = [person(1, "secretary", ways=())]
    assert world.tick() == 0
    world.records.people_ = [person(1, "secretary")]
    assert world.tick() == 1


def test_at_night_letters_wait_for_the_morning() -> None:
    world = World("2026-03-24 22:00")
    world.tick()
    (letter,) = world.outbox.letters.values()
    assert letter.next_at == moment("2026-03-25 08:30")
    assert letter.day == date(2026, 3, 25)


def test_a_branch_whose_records_cannot_be_read_delays_no_other() -> None:
    world = World("2026-03-24 09:00")
    world.records.people_.append(person(9, "secretary", branch=2))
    world.records.lines_.append(line(owed(branch=2)))
    world.records.unreadable = {1}
    done = tick(world.desk)
    assert done is not None
    assert (done.recorded, done.troubled) == (1, (1,))
    assert [key.person for key in world.outbox.notices] == [9]


def test_only_the_holder_of_the_lease_ticks() -> None:
    world = World("2026-03-24 09:00")
    other = replace(world.desk, holder="two")
    assert tick(other) is not None
    assert tick(world.desk) is None
    world.clock.seconds += 31
    assert tick(world.desk) is not None


def test_a_round_is_written_down_for_every_member_at_nine_of_its_day() -> None:
    world = World("2026-02-11 12:00")
    world.records.lines_ = []
    world.records.rounds_ = [spring_round()]
    assert world.tick() == 0
    assert world.tick("2026-02-12 09:00") == 3
    assert world.tick("2026-02-13 09:00") == 0
    assert {letter.round for letter in world.outbox.letters.values()} == {1}


@settings(max_examples=200, deadline=None)
@given(
    gaps=st.lists(st.sampled_from([7 * 24 * 60, 24 * 60]) | st.integers(1, 7 * 24 * 60), max_size=12),
    met=st.integers(0, 60),
)
def test_no_history_of_outages_loses_or_doubles_a_notice(gaps: list[int], met: int) -> None:
    """Two matters over six weeks with the worker off for minutes or days, the duty met on some day."""
    world = World("2026-03-20 09:00")
    world.records.lines_.append(line(issue(7, date(2026, 4, 20), date(2026, 1, 5))))
    end, step = moment("2026-05-04 09:00"), timedelta(hours=6)
    waits = iter(gaps)
    while world.clock.at < end:
        if world.clock.at >= moment("2026-03-20 09:00") + timedelta(days=met):
            world.records.lines_[0] = line(owed(), State.MET)
        world.tick()
        world.clock.at += timedelta(minutes=next(waits, 0)) or step
    rows = world.outbox.notices
    assert all(row.state in (NoticeState.TOLD, NoticeState.SKIPPED_LATE) for row in rows.values())
    assert {key.stage for key in rows if key.subject.endswith("issue:7")} == {
        Stage.TEN_DAYS,
        Stage.THREE_DAYS,
        Stage.OVERDUE,
    }
    assert all(world.desk.hours.moment(row.entry.notice.reached) <= row.entry.due_at for row in rows.values())
    days = Counter((letter.person, letter.day) for letter in world.outbox.letters.values())
    assert set(days.values()) <= {1}


def test_nothing_is_written_when_the_lease_is_lost_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World("2026-03-24 09:00")
    tokens = iter([1, 2])
    monkeypatch.setattr(world.outbox, "take_lease", lambda holder, seconds: next(tokens))
    assert tick(world.desk) is None
    assert world.outbox.notices == {}
