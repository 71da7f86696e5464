"""Receipts and bounces, each kept once, and what they make of their letters (R21)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local
from app.outbox.models import AttemptRow, LetterRow, ReceiptRow
from app.outbox.statements import insert
from reminders.channels import Event, Receipt
from reminders.letters import LetterState
from reminders.receipts import after

LONGEST = 200  # characters of a reason


def receive(session: Session, given: Sequence[Receipt], now: datetime) -> int:
    names = {each.message_id for each in given}
    known = select(AttemptRow.message_id, AttemptRow.letter_id).where(AttemptRow.message_id.in_(names)).distinct()
    letters = dict(session.execute(known).all())
    rows = [_row(each, letters[each.message_id], now) for each in given if each.message_id in letters]
    if not rows:
        return 0
    keep = insert(session, ReceiptRow).on_conflict_do_nothing(index_elements=["message_id", "event"])
    kept = session.connection().execute(keep.returning(ReceiptRow.letter_id), rows).scalars().all()
    apply(session, set(kept), now)
    return len(kept)


def apply(session: Session, letters: Collection[int], now: datetime) -> None:
    """Bring these letters to where their receipts say they are."""
    found: dict[int, list[Receipt]] = {}
    for row in session.scalars(select(ReceiptRow).where(ReceiptRow.letter_id.in_(letters)).order_by(ReceiptRow.id)):
        receipt = Receipt(row.message_id, Event(row.event), row.at, row.code, row.reason)
        found.setdefault(row.letter_id, []).append(receipt)
    for number, receipts in found.items():
        query = select(LetterRow).where(LetterRow.id == number).with_for_update()
        letter = session.scalars(query.execution_options(populate_existing=True)).one()
        _apply(session, letter, receipts, now)


def _apply(session: Session, letter: LetterRow, receipts: Sequence[Receipt], now: datetime) -> None:
    last = select(AttemptRow.message_id).where(AttemptRow.letter_id == letter.id)
    current = session.scalars(last.order_by(AttemptRow.id.desc()).limit(1)).one()
    state, deciding = after(LetterState(letter.state), receipts, current)
    if deciding is None:
        return
    letter.state, letter.reason = state.value, deciding.reason
    letter.changed_at, letter.lease_token, letter.lease_until = now, "", None
    if state is LetterState.SENT:
        sent = select(func.min(AttemptRow.started_at)).where(AttemptRow.message_id == deciding.message_id)
        letter.sent_on = letter.sent_on or local(session.scalars(sent).one()).date()
        letter.delivered_at = deciding.at


def _row(each: Receipt, letter: int, now: datetime) -> dict[str, object]:
    return {
        "message_id": each.message_id,
        "letter_id": letter,
        "event": each.event.value,
        "at": each.at,
        "code": each.code[:LONGEST],
        "reason": each.reason[:LONGEST],
        "received_at": now,
    }
