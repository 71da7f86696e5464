"""What a run of killed workers left behind, in figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from app.db import Database
from app.outbox.models import AttemptRow, LetterRow
from tests.harness.smtp import Mail

OPEN = ("queued", "retry", "inflight")


@dataclass(frozen=True)
class Figures:
    """What a run left behind."""

    letters: int
    kills: int
    lost: int  # letters the relay never got
    stuck: int  # letters without an end after two minutes
    outcomes: dict[str, int]
    copies: int  # beyond the first of each letter
    in_flight: int  # attempts begun and never settled
    beyond: int  # letters with more copies than they had attempts in flight
    altered: int  # copies with another Message-ID or other bytes
    seconds: float  # from the last start until all were settled


def count(db: Database, mails: list[Mail], kills: int, seconds: float) -> Figures:
    """Letters by their attempts, mails by their Message-ID, each held against the other."""
    with db.read() as session:
        states = dict(session.execute(select(LetterRow.id, LetterRow.state)).all())
        attempts = session.execute(select(AttemptRow.letter_id, AttemptRow.message_id, AttemptRow.result)).all()
    letters, outcomes = set(states), Counter(states.values())
    names = {letter: name for letter, name, _ in attempts}
    in_flight = Counter(letter for letter, _, result in attempts if result is None)
    received: dict[str, list[bytes]] = defaultdict(list)
    for mail in mails:
        received[mail.message["Message-ID"]].append(mail.raw)
    copies = {letter: len(received[names[letter]]) - 1 for letter in letters & set(names)}
    return Figures(
        letters=len(letters),
        kills=kills,
        lost=len([letter for letter in letters if copies.get(letter, -1) < 0]),
        stuck=sum(outcomes[state] for state in OPEN),
        outcomes=dict(outcomes),
        copies=len(mails) - len(letters),
        in_flight=in_flight.total(),
        beyond=sum(more > in_flight[letter] for letter, more in copies.items()),
        altered=sum(name not in names.values() or len(set(raws)) > 1 for name, raws in received.items() if raws)
        + len({(letter, name) for letter, name, _ in attempts})
        - len(names),
        seconds=seconds,
    )
