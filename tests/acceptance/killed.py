"""What a run of killed workers left behind, in figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from app.db import Database
from app.outbox.models import AttemptRow, LetterRow
from tests.harness.sms_server import SmsServer
from tests.harness.smtp import Mail

OPEN = ("queued", "retry", "inflight", "uncertain", "checking")


@dataclass(frozen=True)
class Figures:
    """What a run left behind."""

    letters: int
    sms: int  # of these
    kills: int
    lost: int  # letters that neither relay nor gateway ever got
    stuck: int  # letters without an end after two minutes
    outcomes: dict[str, int]
    copies: int  # of e-mails, beyond the first of each
    sms_copies: int
    asked: int  # times the gateway was asked after an SMS that a kill had left in doubt
    in_flight: int  # attempts of e-mails begun and never settled
    beyond: int  # letters with more copies than they had attempts in flight
    altered: int  # copies with another Message-ID or other bytes
    seconds: float  # from the last start until all were settled


def count(db: Database, mails: list[Mail], gateway: SmsServer, kills: int, seconds: float) -> Figures:
    """Letters by their attempts, mails by their Message-ID, SMS by our id, each held against the other."""
    with db.read() as session:
        rows = session.execute(select(LetterRow.id, LetterRow.state, LetterRow.channel)).all()
        tries = session.execute(
            select(AttemptRow.letter_id, AttemptRow.message_id, AttemptRow.result, AttemptRow.ended_at)
        ).all()
    letters, outcomes = {row.id for row in rows if row.channel == "email"}, Counter(row.state for row in rows)
    by_sms = {row.id for row in rows} - letters
    attempts = [row[:3] for row in tries if row.letter_id in letters]
    sent = Counter(message.out_id for message in gateway.accepted)
    sms_names = {row.message_id for row in tries if row.letter_id in by_sms}
    names = {letter: name for letter, name, _ in attempts}
    in_flight = Counter(letter for letter, _, result in attempts if result is None)
    received: dict[str, list[bytes]] = defaultdict(list)
    for mail in mails:
        received[mail.message["Message-ID"]].append(mail.raw)
    copies = {letter: len(received[names[letter]]) - 1 for letter in letters & set(names)}
    return Figures(
        letters=len(rows),
        sms=len(by_sms),
        kills=kills,
        lost=len([letter for letter in letters if copies.get(letter, -1) < 0]) + len(by_sms) - len(sent),
        stuck=sum(outcomes[state] for state in OPEN),
        outcomes=dict(outcomes),
        copies=len(mails) - len(letters),
        sms_copies=sent.total() - len(sent) + len(set(sent) - sms_names),
        asked=sum(request.path.endswith("/query") for request in gateway.requests),
        in_flight=in_flight.total(),
        beyond=sum(more > in_flight[letter] for letter, more in copies.items()),
        altered=sum(name not in names.values() or len(set(raws)) > 1 for name, raws in received.items() if raws)
        + len({(letter, name) for letter, name, _ in attempts})
        - len(names),
        seconds=seconds,
    )
