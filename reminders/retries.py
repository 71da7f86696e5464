"""When to try again: what an outcome makes of a letter, and how long a failing channel rests. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from reminders.channels import Outcome, Result
from reminders.letters import Letter, LetterState

# Minutes to wait after the first, second, … attempt: 34 hours in all, so that a relay may be gone
# for a day and the shortest jitter still leaves more than 24 hours.
WAITS = (1, 5, 15, 60, 180, 360, 720, 720)
_JITTER = 0.2
LEASE = 60  # seconds a claim holds, and again from the moment the attempts are written
LAG = timedelta(minutes=2)  # until a gateway can be relied on to know what it was given
ASKED_BEFORE_RESENDING = 2  # times that a gateway has never seen an SMS
ASKED_BEFORE_HOLDING = 4
TRIED_BEFORE_HOLDING = 8  # a worker that dies over the same SMS again and again
REST = 5  # minutes, for what failed on our side
_REST_AT_MOST = 60  # a channel that comes back should be noticed within the hour
_PLAIN = {
    Result.SENT: LetterState.SENT,
    Result.LOGGED: LetterState.LOGGED,
    Result.PERMANENT: LetterState.FAILED,
}


def verdict(
    letter: Letter, outcome: Outcome, now: datetime, jitter: float, lag: timedelta = LAG
) -> tuple[LetterState, datetime | None]:
    """The letter's next state and the time of its next attempt; `jitter` lies between 0 and 1."""
    if outcome.result in _PLAIN:
        return _PLAIN[outcome.result], None
    if outcome.result is Result.UNCERTAIN:
        return LetterState.UNCERTAIN, now + lag
    if not outcome.counts:
        return (LetterState.RETRY if letter.tried else LetterState.QUEUED), None
    if letter.tried >= len(WAITS):
        return LetterState.FAILED, None
    return LetterState.RETRY, now + spread(WAITS[letter.tried], jitter)


def rest_until(failures: int, now: datetime, jitter: float) -> datetime:
    """How long a channel that could not be opened is left alone."""
    return now + spread(min(WAITS[min(failures, len(WAITS) - 1)], _REST_AT_MOST), jitter)


def spread(minutes: int, jitter: float) -> timedelta:
    """Up to a fifth more or less, so that a thousand letters do not come back in one second."""
    return timedelta(minutes=minutes * (1 - _JITTER + 2 * _JITTER * jitter))
