"""What every history of an outbox must keep (R2, R3, R4), reckoned anew here and not by the program.

After each tick, by the clock then in force:
 1. each stage that the records say was reached within the last seven days, nine o'clock passed, for
    each person told of it who has an address, is noted as exactly one of told, told late, or skipped
    with a reason; and what is noted now is in those seven days: nothing before its time;
 2. told within the hour is told, later is late, later than three days (overdue: seven) or overtaken
    by a later stage is skipped; what the tick before did not see is counted from that tick;
 3. what is told is in exactly one letter, what is skipped in none;
 4. a person has at most one digest a day and one round a round, and at most one digest that waits:
    one after a silence however long;
 5. a digest waits for the first day that has none, not longer.
After each delivery: a letter went once, was due, and everything in it still held.
At the end, a week after the last trouble: every letter went or was taken back, and what is told went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from reminders.hours import CHINA
from reminders.letters import LetterState, NoticeState
from reminders.nouns import Key, Stage
from tests.contracts.fakes import WORKDAYS
from tests.contracts.histories import DAY, HOUR, Kept, Matter, Office, Post

OPEN = (LetterState.QUEUED, LetterState.RETRY)
CHOSEN = {Stage.OVERDUE: 7 * DAY}  # how late each is still told, else three days
SETTLING = 18  # half days


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)


def working(day: date, n: int) -> date:
    """n working days on, or back; 0 is the day itself or the working day before it."""
    step = DAY if n > 0 else -DAY
    found = 0
    while not (WORKDAYS.is_workday(day) and n == 0):
        day += step
        found += WORKDAYS.is_workday(day)
        if n and found == abs(n):
            return day
        if n == 0 and found:
            return day
    return day


def begun(matter: Matter, day: date) -> list[tuple[Stage, date]]:
    """The stages begun by the day, without those that never were the last."""
    due, made = matter.due, matter.made
    if made:
        ahead = [(Stage.TEN_DAYS, working(due - 10 * DAY, 0)), (Stage.THREE_DAYS, working(due - 3 * DAY, 0))]
        steps = [(stage, max(since, made)) for stage, since in [*ahead, (Stage.OVERDUE, working(due, 1))]]
    else:
        latest = working(due, 0)
        steps = [(Stage.SOON, working(latest, -5)), (Stage.DUE, latest), (Stage.OVERDUE, working(due + 3 * DAY, 1))]
    reached = [step for step in steps if step[1] <= day]
    return [step for n, step in enumerate(reached) if not any(later[1] <= step[1] for later in reached[n + 1 :])]


@dataclass(frozen=True)
class Reached:
    """A stage that somebody is to be told of."""

    since: date
    passed: bool


def planned(office: Office, day: date) -> dict[Key, Reached]:
    """Everything begun by the day, for everybody who has an address."""
    reachable = {each.person for each in office.records.people_ if each.ways}
    found: dict[Key, Reached] = {}
    for matter in office.matters.values():
        steps = [] if matter.met else begun(matter, day)
        for stage, since in steps:
            for who in {matter.owner or 1, *({1} if stage is Stage.OVERDUE else ())} & reachable:
                name = ("issue", f"branch:1/issue:{matter.number}")
                duty = (f"duty{matter.number}", "branch:1/202603")
                key = Key(*(name if matter.made else duty), stage, matter.due, who)
                found[key] = Reached(since, passed=(stage, since) != steps[-1])
    (round_,) = office.records.rounds_
    if round_.send_on <= day < round_.lapses_on:
        if round_.approved_on:
            since = max(round_.send_on, round_.approved_on)
            for who in reachable:
                found[Key("round", "round:1", Stage.SEND, round_.recorded_on, who)] = Reached(since, passed=False)
        else:
            found[Key("round", "round:1", Stage.APPROVE, round_.send_on, 1)] = Reached(round_.send_on, passed=False)
    return found


@dataclass
class Promises:
    """Plays a history and holds it to them."""

    office: Office
    told: set[Key] = field(default_factory=set)  # went to the relay

    def play(self, history: Sequence[Any]) -> None:
        office = self.office
        for gap, (_, act), who, delivering in history:
            office.wait(gap)
            act(office)
            for which in who:
                self.tick(which)
            if delivering:
                self.deliver()
        self.settle()

    def settle(self) -> None:
        self.office.put_right()
        self.office.relay(up=True)
        wall = self.office.clock.at.astimezone(CHINA)
        self.office.wait((wall.replace(hour=12, minute=0) - wall) % DAY)
        for n in range(SETTLING + 1):  # from noon to noon: what is noted then may go at once
            self.office.wait(12 * HOUR * bool(n))
            self.tick(n % 2)
            self.deliver()
        rows, letters = self.office.seen.notices(), self.office.seen.letters().values()
        assert {letter.state for letter in letters} <= {LetterState.SENT, LetterState.CANCELLED}
        assert {key for key, row in rows.items() if row.state is NoticeState.TOLD} == self.told

    def tick(self, which: int) -> None:
        office = self.office
        office.clock.seconds += 31  # the other's lease has run out
        before, now, last = office.seen.notices(), office.clock.at, office.last
        assert office.tick(which)
        office.last = now
        after, letters = office.seen.notices(), list(office.seen.letters().values())
        reached = {
            key: each
            for key, each in planned(office, office.day).items()
            if each.since >= office.day - 7 * DAY and at_nine(each.since) <= now
        }
        new = {key for key, row in after.items() if row != before.get(key) and row.state is not NoticeState.CANCELLED}
        assert {key for key in reached if key not in after or after[key].state is NoticeState.CANCELLED} == set()
        assert new - set(reached) == set(), "before its time"
        for key in new:
            assert fate(after[key]) == due_fate(key, reached[key], now, last), key
        ahead = {key for key in reached if after[key].state is NoticeState.SKIPPED_LATE and after[key].noted_at > now}
        assert ahead == set(), "given up by a clock that was ahead"
        self._letters(after, letters)

    def _letters(self, rows: dict[Key, Kept], letters: list[Post]) -> None:
        carried = Counter(key for letter in letters for key in letter.notices)
        for key, row in rows.items():
            assert carried[key] == (row.state is NoticeState.TOLD), (key, row)
            assert bool(row.reason) == (row.state is not NoticeState.TOLD)
        living = [letter for letter in letters if letter.state is not LetterState.CANCELLED]
        digests = [letter for letter in living if letter.round is None]
        assert max(Counter((each.person, each.day) for each in digests).values(), default=1) == 1
        assert max(Counter((each.person, each.round) for each in living if each.round).values(), default=1) == 1
        waiting = [each for each in digests if each.state in OPEN]
        assert max(Counter(each.person for each in waiting).values(), default=1) == 1
        for each in waiting:
            taken = {other.day for other in digests if other.person == each.person and other is not each}
            self.waits_no_longer(each, taken)

    def waits_no_longer(self, letter: Post, taken: set[date]) -> None:
        day, tomorrow = self.office.day, self.office.day + DAY
        free = [day + n * DAY for n in range(max((letter.due_at.astimezone(CHINA).date() - day).days, 0))]
        assert [each for each in free if each not in taken and each > tomorrow] == [], letter

    def deliver(self) -> None:
        office = self.office
        before, taken = office.seen.letters(), len(office.channel.taken)
        office.deliver()
        after = office.seen.letters()
        gone = [each for each in after.values() if each.state is LetterState.SENT and before[each.id].state in OPEN]
        assert len(office.channel.taken) - taken == len(gone)
        holding = {key for key, each in planned(office, office.day).items() if not each.passed}
        for letter in gone:
            assert before[letter.id].due_at <= office.clock.at
            assert letter.notices <= holding
            assert not letter.notices & self.told, "told twice"
            self.told |= letter.notices
        assert max(Counter(each.person for each in gone if each.round is None).values(), default=1) == 1


def fate(row: Kept) -> str:
    return {NoticeState.SKIPPED_LATE: "skipped", NoticeState.CANCELLED: "cancelled"}.get(
        row.state, "late" if row.late else "told"
    )


def due_fate(key: Key, reached: Reached, now: datetime, last: datetime | None) -> str:
    late = now - max(at_nine(reached.since), min(last or now, now))
    if reached.passed or late > CHOSEN.get(key.stage, timedelta(hours=72)):
        return "skipped"
    return "late" if late > HOUR else "told"
