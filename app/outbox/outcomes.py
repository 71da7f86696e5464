"""What a worker does with the letters it has claimed: take notices back, begin, write what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from app.clock import local
from app.outbox import channels, receipts
from app.outbox.claims import ours
from app.outbox.models import AttemptRow, LetterNotice, LetterRow, NoticeRow
from app.outbox.recording import KEY, key
from app.outbox.statements import for_each, table
from reminders.channels import Result
from reminders.letters import LetterState, NoticeState, Opening, Settlement, Withdrawal

ACCEPTED = (LetterState.SENT, LetterState.LOGGED)
_SAID = ("result", "reason", "code", "reply")  # of an outcome, as attempts keep it
_ID: BindParameter[int] = bindparam("b_id")
_LETTERS, _NOTICES, _LINKS, _ATTEMPTS = (table(row) for row in (LetterRow, NoticeRow, LetterNotice, AttemptRow))


_BEGUN = (
    update(_LETTERS)
    .where(_LETTERS.c.id == _ID)
    .values(sealed=bindparam("b_bytes"), tried=_LETTERS.c.tried + 1, lease_until=bindparam("b_until"))
)
_TRIED = insert(_ATTEMPTS)
_MOVED = (
    update(_LETTERS)
    .where(_LETTERS.c.id == _ID)
    .values(
        state=bindparam("b_state"),
        reason=bindparam("b_why"),
        next_at=func.coalesce(bindparam("b_later"), _LETTERS.c.next_at),
        tried=_LETTERS.c.tried - bindparam("b_uncounted"),
        sent_on=bindparam("b_day"),
        changed_at=bindparam("b_now"),
        lease_token="",
        lease_until=None,
    )
)
_NOTED = (
    update(_ATTEMPTS)
    .where(_ATTEMPTS.c.letter_id == _ID, _ATTEMPTS.c.token == bindparam("b_token"))
    .values(
        ended_at=bindparam("b_now"),
        accepted_on=bindparam("b_day"),
        **{name: bindparam(f"b_{name}") for name in _SAID},
    )
)


def withdraw(session: Session, withdrawals: Sequence[Withdrawal], now: datetime) -> None:
    held = ours(session, [(each.letter, each.token) for each in withdrawals])
    reasons = {each.letter: each.reasons for each in withdrawals if each.letter in held}
    carried = (
        select(LetterNotice.letter_id, LetterNotice.notice_id, *KEY)
        .join(NoticeRow, NoticeRow.id == LetterNotice.notice_id)
        .where(LetterNotice.letter_id.in_(reasons), LetterNotice.withdrawn == "")
        .order_by(NoticeRow.id)
        .with_for_update(of=NoticeRow)  # its e-mail and its SMS may be taken back at the same moment
    )
    gone = [
        {"b_letter": row[0], "b_id": row[1], "b_why": why}
        for row in session.execute(carried)
        if (why := reasons[row[0]].get(key(*row[2:]))) is not None
    ]
    link = _LINKS.c.letter_id == bindparam("b_letter"), _LINKS.c.notice_id == _ID
    for_each(session, update(_LINKS).where(*link).values(withdrawn=bindparam("b_why")), gone)
    living = exists().where(_LINKS.c.notice_id == _NOTICES.c.id, _LINKS.c.withdrawn == "")
    lost = update(_NOTICES).where(_NOTICES.c.id == _ID, ~living)
    for_each(session, lost.values(state=NoticeState.CANCELLED.value, reason=bindparam("b_why")), gone)
    empty = ~exists().where(_LINKS.c.letter_id == _LETTERS.c.id, _LINKS.c.withdrawn == "")
    over = {"state": LetterState.CANCELLED.value, "lease_token": "", "lease_until": None, "changed_at": now}
    last = [{"b_id": letter, "b_why": next(iter(said.values()), "")} for letter, said in reasons.items()]
    for_each(
        session, update(_LETTERS).where(_LETTERS.c.id == _ID, empty).values(reason=bindparam("b_why"), **over), last
    )


def begin(session: Session, openings: Sequence[Opening], now: datetime, until: datetime) -> frozenset[int]:
    held = ours(session, [(each.letter, each.token) for each in openings])
    mine = [each for each in openings if each.letter in held]
    for_each(session, _BEGUN, [{"b_id": each.letter, "b_bytes": each.sealed, "b_until": until} for each in mine])
    attempts = [
        {"letter_id": each.letter, "token": each.token, "message_id": each.message_id, "parts": each.parts}
        for each in mine
    ]
    plain = {"started_at": now, "reason": "", "code": "", "reply": ""}
    for_each(session, _TRIED, [{**attempt, **plain} for attempt in attempts])
    return frozenset(held)


def settle(session: Session, settlements: Sequence[Settlement], now: datetime, real: datetime) -> int:
    held = ours(session, [(each.letter, each.token) for each in settlements])
    uncounted = _attempted(session, [each for each in settlements if not each.outcome.counts])
    _note(session, settlements, now)
    mine = [each for each in settlements if each.letter in held]
    for_each(session, _MOVED, [_moved(each, (each.letter, each.token) in uncounted, now) for each in mine])
    channels.well(session, {held[each.letter] for each in mine if each.state in ACCEPTED})
    channels.sent(session, {held[each.letter] for each in mine if each.state is LetterState.SENT}, real)
    receipts.apply(session, [each.letter for each in mine], now)  # one may have come before its outcome
    return len(mine)


def _attempted(session: Session, settlements: Sequence[Settlement]) -> set[tuple[int, str]]:
    """Those claims under which an attempt was begun; a letter may also fail without one."""
    if not settlements:
        return set()
    wanted = {(each.letter, each.token) for each in settlements}
    query = select(AttemptRow.letter_id, AttemptRow.token)
    found = session.execute(query.where(AttemptRow.letter_id.in_([each.letter for each in settlements])))
    return wanted & {(letter, token) for letter, token in found}


def _note(session: Session, settlements: Sequence[Settlement], now: datetime) -> None:
    """What happened, whoever holds the letter now; a letter that was not begun has no attempt to note it in."""
    today = local(now).date()
    rows = [
        {
            **{"b_id": each.letter, "b_token": each.token, "b_now": now},
            **{f"b_{name}": str(getattr(each.outcome, name)) for name in _SAID},
            "b_day": today if each.outcome.result is Result.SENT else None,
        }
        for each in settlements
    ]
    for_each(session, _NOTED, rows)


def _moved(each: Settlement, uncounted: bool, now: datetime) -> dict[str, object]:
    return {
        "b_id": each.letter,
        "b_state": each.state.value,
        "b_why": each.outcome.reason,
        "b_later": each.next_at,
        "b_uncounted": int(uncounted),
        "b_now": now,
        "b_day": local(now).date() if each.state is LetterState.SENT else None,
    }
