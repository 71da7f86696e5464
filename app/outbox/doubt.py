"""Letters of unknown outcome: claimed to be asked after, and what the gateway said of them (R12)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, cast, func, literal, or_, select, text, update
from sqlalchemy.orm import Session

from app.clock import local
from app.outbox import attempts, receipts
from app.outbox.claims import once
from app.outbox.models import DOUBTFUL, AttemptRow, LetterRow
from reminders.channels import Found, Result
from reminders.letters import Answered, Doubtful, LetterState

RESULTS = {Found.SENT: Result.SENT, Found.DELIVERED: Result.SENT, Found.FAILED: Result.PERMANENT}


def claim(
    session: Session, channel: str, limit: int, now: datetime, real: datetime, until: datetime
) -> tuple[Doubtful, ...]:
    """`real` and `until` are moments of the leases' clock, `now` is a business moment."""
    row = LetterRow
    free = or_(row.lease_until.is_(None), row.lease_until <= real)
    due = select(row.id).where(text(DOUBTFUL), row.channel == channel, row.next_at <= now, free)
    chosen = due.order_by(row.next_at, row.id).limit(limit).with_for_update(skip_locked=True)
    claimed = (
        update(row)
        .where(row.id == once(chosen).c.id)
        .values(
            state=LetterState.CHECKING.value,
            lease_token=literal(f"{secrets.token_hex(8)}-") + cast(row.id, Text),
            lease_until=until,
        )
        .returning(row.id, row.lease_token, row.person_id, row.asked, row.tried)
        .execution_options(synchronize_session=False)
    )
    letters = {found[0]: found for found in session.execute(claimed)}
    of_letters = AttemptRow.letter_id.in_(letters)
    last = select(func.max(AttemptRow.id)).where(of_letters).group_by(AttemptRow.letter_id)
    names = session.execute(select(AttemptRow.letter_id, AttemptRow.message_id).where(AttemptRow.id.in_(last)))
    first = select(AttemptRow.letter_id, func.min(AttemptRow.started_at)).where(of_letters)
    since = dict(session.execute(first.group_by(AttemptRow.letter_id)).all())
    return tuple(
        Doubtful(number, token, person, name, since[number], asked, tried)
        for letter, name in names
        for number, token, person, asked, tried in [letters[letter]]
    )


def answer(session: Session, answers: Sequence[Answered], now: datetime) -> int:
    """One by one: they come one by one, each after a call of seconds."""
    changed = 0
    for each in answers:
        row = session.scalar(select(LetterRow).where(LetterRow.id == each.letter).with_for_update())
        if row is None or row.state != LetterState.CHECKING.value or row.lease_token != each.token:
            continue
        changed += 1
        row.state, row.asked, row.reason = each.state.value, each.asked, each.answer.reason
        row.next_at = each.next_at or row.next_at
        row.changed_at, row.lease_token, row.lease_until = now, "", None
        _explain(session, row, each, now)
        session.flush()
        receipts.apply(session, [row.id], now)
    return changed


def _explain(session: Session, row: LetterRow, each: Answered, now: datetime) -> None:
    """The last attempt gets the outcome it was left without. An attempt of which its own worker said
    later that it was accepted outweighs a gateway that does not know it."""
    last = attempts.last(session, row.id)
    assert last is not None  # only what was begun is asked after
    if last.result in (None, Result.UNCERTAIN.value):
        last.result = RESULTS.get(each.answer.found, Result.UNCERTAIN).value
        last.ended_at = last.ended_at or now
        last.accepted_on = local(last.started_at).date() if last.result == Result.SENT.value else None
        last.reason, last.code, last.reply = each.answer.reason, each.answer.code, each.answer.reply
    elif last.result == Result.SENT.value and each.answer.found is Found.NOTHING:
        row.state, row.reason = LetterState.SENT.value, last.reason
    if row.state == LetterState.SENT.value:
        row.sent_on = local(last.started_at).date()
        row.delivered_at = now if each.answer.found is Found.DELIVERED else None
