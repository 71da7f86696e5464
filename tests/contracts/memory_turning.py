"""The fake's answer to a clock that was put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from reminders.letters import ChannelState, LetterState, NoticeState
from reminders.nouns import Key
from tests.contracts.memory_rows import LetterRow, NoticeRow

ENDED = (LetterState.SENT, LetterState.LOGGED, LetterState.FAILED, LetterState.CANCELLED, LetterState.HELD)


class Turning:
    """What a clock that was ahead put off or gave up is looked at anew."""

    notices: dict[Key, NoticeRow]
    letters: dict[int, LetterRow]
    channels: dict[str, ChannelState]
    _free: dict[str, float]

    def _fence(self, token: int) -> None:
        raise NotImplementedError

    def turn_back(self, token: int, now: datetime, due_at: datetime, day: date) -> None:
        self._fence(token)
        for notice in self.notices.values():
            if notice.state is NoticeState.SKIPPED_LATE and notice.noted_at > now:
                notice.state, notice.reason = NoticeState.CANCELLED, "时钟已拨回，重新计算"
        for letter in self.letters.values():
            if letter.state not in ENDED and letter.changed_at > now:
                letter.changed_at = now
                letter.next_at = due_at
                if letter.open and letter.round is None:
                    letter.day = self._free_day(letter, day)
                    letter.next_at = due_at + (letter.day - day)
        for name, state in self.channels.items():
            if state.paused_until and state.paused_until > now:
                self.channels[name] = replace(state, paused_until=now)

    def _free_day(self, letter: LetterRow, day: date) -> date:
        taken = {
            row.day
            for row in self.letters.values()
            if (row.person, row.channel, row.round) == (letter.person, letter.channel, None)
            and row is not letter
            and row.state is not LetterState.CANCELLED
        }
        while day in taken:
            day += timedelta(days=1)
        return day
