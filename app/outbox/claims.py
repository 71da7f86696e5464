"""Letters are claimed by one worker for a while; what it does not finish goes back (R11)."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import CTE, Text, bindparam, case, cast, exists, literal, select, text, update
from sqlalchemy.orm import Session

from app.outbox.channels import channel as state_of
from app.outbox.models import CLAIMED, WAITING, AttemptRow, LetterNotice, LetterRow, NoticeRow
from app.outbox.recording import KEY, key
from app.outbox.statements import table
from reminders.letters import Letter, LetterState, Told

INFLIGHT = LetterState.INFLIGHT.value
COLUMNS = (
    *(LetterRow.id, LetterRow.lease_token, LetterRow.person_id, LetterRow.channel, LetterRow.day),
    *(LetterRow.round_id, LetterRow.tried, LetterRow.next_at, LetterRow.sealed, LetterRow.series),
)

_LETTERS = table(LetterRow)
_HELD = (
    select(_LETTERS.c.id, _LETTERS.c.lease_token, _LETTERS.c.channel)
    .where(_LETTERS.c.id.in_(bindparam("letters", expanding=True)), _LETTERS.c.state == INFLIGHT)
    .order_by(_LETTERS.c.id)
    .with_for_update()
)


def claim(session: Session, channel: str, limit: int, now: datetime, until: datetime) -> tuple[Letter, ...]:
    doing = state_of(session, channel)
    if doing.stopped or (doing.paused_until and doing.paused_until > now):
        return ()
    due = text(WAITING), LetterRow.channel == channel, LetterRow.next_at <= now
    order = LetterRow.next_at, LetterRow.id
    chosen = select(LetterRow.id).where(*due).order_by(*order).limit(limit).with_for_update(skip_locked=True)
    claimed = (
        update(LetterRow)
        .where(LetterRow.id == once(chosen).c.id)
        .values(
            state=INFLIGHT,
            lease_token=literal(f"{secrets.token_hex(8)}-") + cast(LetterRow.id, Text),
            lease_until=until,
        )
        .returning(*COLUMNS)
        .execution_options(synchronize_session=False)
    )
    # RETURNING keeps no order
    rows = sorted(session.execute(claimed), key=lambda row: (row[7], row[0]))
    told = _told(session, [row[0] for row in rows])
    return tuple(
        Letter(number, token, person, name, day, round_, tried, tuple(told.get(number, ())), sealed or b"", series)
        for number, token, person, name, day, round_, tried, _, sealed, series in rows
    )


def expire(session: Session, uncertain: Collection[str], now: datetime, ask_at: datetime | None = None) -> int:
    """A row that a worker is just writing to is not waited for: its claim is being settled."""
    over = select(LetterRow.id).where(text(CLAIMED), LetterRow.lease_until <= now)
    begun = exists().where(AttemptRow.letter_id == LetterRow.id, AttemptRow.token == LetterRow.lease_token)
    doubtful = begun & LetterRow.channel.in_(uncertain)
    state = case(
        (doubtful, LetterState.UNCERTAIN.value),
        (LetterRow.tried > 0, LetterState.RETRY.value),
        else_=LetterState.QUEUED.value,
    )
    ask = (
        case((doubtful, literal(ask_at, LetterRow.next_at.type)), else_=LetterRow.next_at)
        if ask_at
        else LetterRow.next_at
    )
    back = (
        update(LetterRow)
        .where(LetterRow.id == once(over.with_for_update(skip_locked=True)).c.id)
        .values(
            state=state, lease_token="", lease_until=None, next_at=ask, asked=case((doubtful, 0), else_=LetterRow.asked)
        )
        .returning(LetterRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(session.execute(back).all())


def ours(session: Session, claims: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Letter → channel of those still in flight under the token they were claimed by, locked."""
    tokens = dict(claims)
    rows = session.connection().execute(_HELD, {"letters": list(tokens)})
    return {number: channel for number, token, channel in rows if tokens[number] == token}


def once(chosen: object) -> CTE:
    """Computed once, before the update: PostgreSQL would else look again and take more than the limit."""
    made: CTE = chosen.cte("chosen")  # type: ignore[attr-defined]
    return made.prefix_with("MATERIALIZED")


def _told(session: Session, letters: Collection[int]) -> dict[int, list[Told]]:
    query = (
        select(LetterNotice.letter_id, NoticeRow.branch_id, NoticeRow.late, *KEY)
        .join(NoticeRow, NoticeRow.id == LetterNotice.notice_id)
        .where(LetterNotice.letter_id.in_(letters), LetterNotice.withdrawn == "")
        .order_by(LetterNotice.letter_id, NoticeRow.id)
    )
    found: dict[int, list[Told]] = {}
    for row in session.execute(query):
        found.setdefault(row[0], []).append(Told(key(*row[3:]), row[1], row[2]))
    return found
