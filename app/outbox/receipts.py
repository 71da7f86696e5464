"""Receipts and bounces, each kept once, and what they make of their letters (R21)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from app.clock import local
from app.outbox import attempts
from app.outbox.models import OF_SMS, AttemptRow, LetterRow, ReceiptRow
from app.outbox.statements import insert, table
from reminders.channels import Event, Receipt
from reminders.letters import LetterState
from reminders.receipts import after

LONGEST = 200  # characters of a reason
_OF_LETTERS = (
    select(*(table(ReceiptRow).c[name] for name in ("letter_id", "message_id", "event", "at", "code", "reason")))
    .where(table(ReceiptRow).c.letter_id.in_(bindparam("letters", expanding=True)))
    .order_by(table(ReceiptRow).c.id)
)


def receive(session: Session, given: Sequence[Receipt], now: datetime) -> int:
    known = _attempts(session, {each.message_id for each in given})
    rows = [_row(each, *known[each.message_id], now) for each in given if each.message_id in known]
    if not rows:
        return 0
    keep = insert(session, ReceiptRow).on_conflict_do_nothing(index_elements=["message_id", "event"])
    kept = session.connection().execute(keep.returning(ReceiptRow.letter_id), rows).scalars().all()
    apply(session, set(kept), now)
    return len(kept)


def _attempts(session: Session, names: Collection[str]) -> dict[str, tuple[str, int]]:
    """Name → our message id and letter. A gateway that does not give our id back names its own serial
    number, which it answered when it took the message."""
    row = AttemptRow
    own = select(row.message_id, row.message_id, row.letter_id).where(row.message_id.in_(names))
    found = {name: (ours, letter) for name, ours, letter in session.execute(own)}
    of_sms = row.reply.in_(set(names) - set(found)), text(OF_SMS)
    serials = select(row.reply, row.message_id, row.letter_id).where(*of_sms)
    return found | {name: (ours, letter) for name, ours, letter in session.execute(serials)}


def apply(session: Session, letters: Collection[int], now: datetime) -> None:
    """Bring these letters to where their receipts say they are."""
    found: dict[int, list[Receipt]] = {}
    for row in session.connection().execute(_OF_LETTERS, {"letters": list(letters)}):
        receipt = Receipt(row.message_id, Event(row.event), row.at, row.code, row.reason)
        found.setdefault(row.letter_id, []).append(receipt)
    for number, receipts in found.items():
        query = select(LetterRow).where(LetterRow.id == number).with_for_update()
        letter = session.scalars(query.execution_options(populate_existing=True)).one()
        _apply(session, letter, receipts, now)


def _apply(session: Session, letter: LetterRow, receipts: Sequence[Receipt], now: datetime) -> None:
    current = attempts.last(session, letter.id)
    assert current is not None  # a receipt is of an attempt
    state, deciding = after(LetterState(letter.state), receipts, current.message_id)
    if deciding is None:
        return
    letter.state, letter.reason = state.value, said(deciding, letter.channel)
    letter.changed_at, letter.lease_token, letter.lease_until = now, "", None
    if state is LetterState.SENT:
        sent = select(func.min(AttemptRow.started_at)).where(AttemptRow.message_id == deciding.message_id)
        letter.sent_on = letter.sent_on or local(session.scalars(sent).one()).date()
        letter.delivered_at = deciding.at


def said(receipt: Receipt, channel: str) -> str:
    """In our words with the code alone: what others wrote may name a person or a number."""
    if receipt.event is Event.DELIVERED:
        return "对方已收到"
    code = f"（{receipt.code}）" if re.fullmatch(r"[\w.:-]{1,40}", receipt.code, re.ASCII) else ""
    return f"{'信被退回，请核对邮箱地址' if channel == 'email' else '短信没有送达，请核对手机号'}{code}"


def _row(each: Receipt, message_id: str, letter: int, now: datetime) -> dict[str, object]:
    return {
        "message_id": message_id,
        "letter_id": letter,
        "event": each.event.value,
        "at": each.at,
        "code": each.code[:LONGEST],
        "reason": each.reason[:LONGEST],
        "received_at": now,
    }
